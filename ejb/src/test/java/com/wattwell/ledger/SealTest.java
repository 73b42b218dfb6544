package com.wattwell.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.ledger.SealedEntry.Line;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 29);
    private static final Instant AT = Instant.parse("2026-11-29T08:00:00.000001Z");
    private static final List<Line> LINES = List.of(new Line(1, "H:CASH", 7, 5_000), new Line(2, "C:4711", 7, -5_000));
    private static final SealedEntry ENTRY = entry(1, 7, "tender:1", "TENDER", DAY, AT, "充值", "payment", "1", null, LINES);

    private static SealedEntry entry(long id, int company, String key, String kind, LocalDate day, Instant at, String text, String table, String source, Long reverses,
                                     List<Line> postings) {
        return new SealedEntry(id, company, key, kind, day, at, text, table, source, reverses, postings);
    }

    private static SealedEntry with(Line... postings) {
        return entry(1, 7, "tender:1", "TENDER", DAY, AT, "充值", "payment", "1", null, List.of(postings));
    }

    @Test
    void everyFieldOfAnEntryAndOfItsPostingsChangesItsDigest() {
        List<SealedEntry> entries = List.of(ENTRY,
                entry(2, 7, "tender:1", "TENDER", DAY, AT, "充值", "payment", "1", null, LINES),
                entry(1, 8, "tender:1", "TENDER", DAY, AT, "充值", "payment", "1", null, LINES),
                entry(1, 7, "tender:2", "TENDER", DAY, AT, "充值", "payment", "1", null, LINES),
                entry(1, 7, "tender:1", "REFUND", DAY, AT, "充值", "payment", "1", null, LINES),
                entry(1, 7, "tender:1", "TENDER", DAY.plusDays(1), AT, "充值", "payment", "1", null, LINES),
                entry(1, 7, "tender:1", "TENDER", DAY, AT.plusSeconds(1), "充值", "payment", "1", null, LINES),
                entry(1, 7, "tender:1", "TENDER", DAY, AT.plusNanos(1_000), "充值", "payment", "1", null, LINES),
                entry(1, 7, "tender:1", "TENDER", DAY, AT, "退款", "payment", "1", null, LINES),
                entry(1, 7, "tender:1", "TENDER", DAY, AT, "充值", "receipt", "1", null, LINES),
                entry(1, 7, "tender:1", "TENDER", DAY, AT, "充值", null, "1", null, LINES),
                entry(1, 7, "tender:1", "TENDER", DAY, AT, "充值", "payment", "2", null, LINES),
                entry(1, 7, "tender:1", "TENDER", DAY, AT, "充值", "payment", null, null, LINES),
                entry(1, 7, "tender:1", "TENDER", DAY, AT, "充值", "payment", "1", 1L, LINES),
                with(LINES.getFirst()),
                with(new Line(3, "H:CASH", 7, 5_000), LINES.getLast()),
                with(new Line(1, "H:BANK", 7, 5_000), LINES.getLast()),
                with(new Line(1, "H:CASH", 8, 5_000), LINES.getLast()),
                with(new Line(1, "H:CASH", 7, 5_001), LINES.getLast()));
        assertThat(entries).extracting(each -> HexFormat.of().formatHex(Seal.digest(each))).doesNotHaveDuplicates().allMatch(hex -> hex.length() == 2 * Seal.LENGTH);
        assertThat(Seal.digest(ENTRY)).isEqualTo(Seal.digest(with(LINES.toArray(Line[]::new))));
    }

    @Test
    void aFieldThatEndsElsewhereIsAnotherEntry() {
        SealedEntry one = entry(1, 7, "ab", "c", DAY, AT, "", "", "", null, List.of());
        SealedEntry other = entry(1, 7, "a", "bc", DAY, AT, "", "", "", null, List.of());
        assertThat(Seal.digest(one)).isNotEqualTo(Seal.digest(other));
        assertThat(Seal.digest(entry(1, 7, "ab", "c", DAY, AT, "", null, "", null, List.of()))).as("nothing is not an empty text").isNotEqualTo(Seal.digest(one));
    }

    /** An old chain must stay whole: these bytes never change. */
    @Test
    void theBytesOfADigestAreThoseOfTheFirstRelease() {
        assertThat(HexFormat.of().formatHex(Seal.digest(ENTRY))).isEqualTo("8c12b015ee1d33827290d1b6a36743c5f3bac8949f3b9949ca9ccd3075784ea0");
        assertThat(HexFormat.of().formatHex(Seal.next(Seal.beginning(), List.of(Seal.digest(ENTRY))))).isEqualTo("10fbe6456c2018b55941578c4a8b950fd70c7071d00639fcb2087f7051433b61");
    }

    @Test
    void aSealHoldsTheOneBeforeItAndEachDigestInItsPlace() {
        byte[] a = Seal.digest(ENTRY);
        byte[] b = Seal.digest(with(LINES.getFirst()));
        assertThat(Seal.beginning()).hasSize(Seal.LENGTH).containsOnly(0);
        List<byte[]> seals = new ArrayList<>(List.of(Seal.next(Seal.beginning(), List.of(a, b)), Seal.next(Seal.beginning(), List.of(b, a)), Seal.next(Seal.beginning(), List.of(a)),
                Seal.next(a, List.of(a, b)), Seal.next(Seal.beginning(), List.of())));
        assertThat(seals).extracting(Arrays::toString).doesNotHaveDuplicates();
        assertThat(seals).allMatch(seal -> seal.length == Seal.LENGTH);
    }
}
