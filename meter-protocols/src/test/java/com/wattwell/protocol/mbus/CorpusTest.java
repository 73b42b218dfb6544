package com.wattwell.protocol.mbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.wattwell.protocol.Corpus;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every telegram of {@code mbus-corpus.csv}: telegrams of others' public test suites, which are not part of this
 * repository. The folder comes from {@code -Dwattwell.protocols=…}; without it the test says so and is skipped.
 *
 * <p>The expected records come from one decoder. Where it and EN 13757-3 disagree, {@link #BY_THE_STANDARD} has what the
 * standard says, by telegram, record and key.
 */
class CorpusTest {

    /** Frames that give no records, or not all, and the reason that is stated. */
    private static final Map<String, String> REASONS = Map.of(
            "MB-A-001", "the telegram ends with byte 31, expected 3 bytes of data from byte 32 on",
            "MB-A-002", "the telegram ends with byte 33, expected 3 bytes of data from byte 32 on",
            "MB-A-003", "the telegram ends with byte 29, expected a DIFE behind it",
            "MB-A-004", "the telegram ends with byte 30, expected a DIFE behind it",
            "MB-A-005", "the meter reports: premature end of record",
            "MB-A-006", "the telegram ends with byte 49, expected 19 characters of a plain-text VIF from byte 44 on",
            "MB-A-007", "the telegram ends with byte 30, expected a VIF behind it",
            "MB-A-050", "byte 0 is D0, expected 68 or 10");

    private static final Map<String, String> BY_THE_STANDARD = Map.of(
            // BCD digits above 9 are what the display shows in an error, never a number (type A).
            "MB-A-013 4 value", "DDDDEBBD",
            "MB-A-013 5 value", "DDEBBD",
            "MB-A-024 2 value", "DDEBB4DD",
            "MB-A-024 3 value", "EBB4DD",
            // VIFE 50 and 58: how long the limit of the volume flow was exceeded, in seconds.
            "MB-A-019 12 unit", "s",
            "MB-A-019 13 unit", "s");

    @Test
    void everyTelegramGivesItsRecordsOrAStatedReason() throws IOException {
        String folder = System.getProperty("wattwell.protocols", "");
        Path file = Path.of(folder, "mbus-corpus.csv");
        assumeTrue(!folder.isEmpty() && Files.exists(file),
                "the corpus is not here: run with -Dwattwell.protocols=<the folder of mbus-corpus.csv>");
        List<String> wrong = new ArrayList<>();
        TreeSet<String> unused = new TreeSet<>(BY_THE_STANDARD.keySet());
        Map<String, String> reasons = new HashMap<>();
        for (Corpus row : Corpus.read(file)) {
            Map<String, Object> facts = facts(row);
            if (facts.containsKey("error")) {
                reasons.put(row.id(), (String) facts.get("error"));
            } else if (row.expected() != null) {
                compare(row, facts, wrong, unused);
            }
        }
        assertThat(reasons).isEqualTo(REASONS);
        assertThat(wrong).isEmpty();
        assertThat(unused).isEmpty();
    }

    private static Map<String, Object> facts(Corpus row) {
        try {
            return new MbusExplainer().explain(Hex.parse(row.hex())).facts();
        } catch (MalformedFrameException refused) {
            return Map.of("error", refused.getMessage());
        }
    }

    private static void compare(Corpus row, Map<String, Object> facts, List<String> wrong, TreeSet<String> unused) {
        if (!row.expected().get("head").equals(facts.get("head"))) {
            wrong.add(row.id() + " head " + facts.get("head"));
        }
        List<?> expected = (List<?>) row.expected().get("records");
        List<?> records = (List<?>) facts.get("records");
        if (expected.size() != records.size()) {
            wrong.add(row.id() + " has " + records.size() + " records, expected " + expected.size());
            return;
        }
        for (int i = 0; i < expected.size(); i++) {
            for (String key : new String[] {"function", "storage", "tariff", "subunit", "quantity", "unit", "value"}) {
                Object actual = ((Map<?, ?>) records.get(i)).get(key);
                Map<?, ?> other = (Map<?, ?>) expected.get(i);
                String place = row.id() + " " + i + " " + key;
                unused.remove(place);
                // An empty expected record is one that the other decoder gave up.
                if (!other.isEmpty() && !String.valueOf(actual).equals(BY_THE_STANDARD.getOrDefault(place, String.valueOf(other.get(key))))) {
                    wrong.add(place + " is " + actual + ", expected " + other.get(key));
                }
            }
        }
    }
}
