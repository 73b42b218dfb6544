package com.wattwell.ledger.journal;

import com.wattwell.ledger.Seal;
import com.wattwell.ledger.SealedEntry;
import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The chain is whole up to the last sealed entry: every seal is reckoned again from the entries as they stand now. */
@ApplicationScoped
public class ChainProof implements Proof {

    /** Blocks asked for at a time: 20,000 entries. */
    private static final int BLOCKS = 20;

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    private record Block(long number, long first, long last, Long[] ids, byte[] marks, byte[] seal) {
    }

    @Override
    public String name() {
        return "chain";
    }

    @Override
    public Finding prove(int companyId) {
        List<Wrong> wrong = new ArrayList<>();
        long number = 0;
        long last = 0;
        long entries = 0;
        byte[] before = Seal.beginning();
        for (List<Block> blocks = blocks(companyId, number); !blocks.isEmpty() && wrong.size() < MAX_WRONG; blocks = blocks(companyId, number)) {
            TreeMap<Long, SealedEntry> there = new TreeMap<>();
            EntryRows.of(database, companyId, last + 1, blocks.getLast().last()).forEach(entry -> there.put(entry.id(), entry));
            for (Block block : blocks) {
                if (block.number() != number + 1 || block.first() != last + 1) {
                    wrong.add(Wrong.of("sealMissing", number + 1));
                }
                check(block, before, there.subMap(last, false, block.last(), true), wrong);
                number = block.number();
                last = block.last();
                entries += block.ids().length;
                before = block.seal();
            }
        }
        wrong.addAll(leftOut(companyId, last));
        return new Finding(figures(companyId, number, last, entries, before), wrong.subList(0, Math.min(wrong.size(), MAX_WRONG)));
    }

    private List<Block> blocks(int companyId, long after) {
        return database.list("""
                        select number, first_entry_id, last_entry_id, entry_ids, marks, seal from journal_seal where company_id = ? and number > ? order by number limit ?""",
                row -> new Block(row.getLong(1), row.getLong(2), row.getLong(3), (Long[]) row.getArray(4).getArray(), row.getBytes(5), row.getBytes(6)),
                companyId, after, BLOCKS);
    }

    private static void check(Block block, byte[] before, Map<Long, SealedEntry> there, List<Wrong> wrong) {
        Map<Long, SealedEntry> others = new TreeMap<>(there);
        List<byte[]> digests = new ArrayList<>();
        int known = wrong.size();
        for (int i = 0; i < block.ids().length; i++) {
            SealedEntry entry = others.remove(block.ids()[i]);
            if (entry == null) {
                wrong.add(Wrong.of("entryMissing", block.ids()[i], block.number()));
                continue;
            }
            byte[] digest = Seal.digest(entry);
            digests.add(digest);
            if (!Arrays.equals(Arrays.copyOf(digest, Seal.MARK_LENGTH), Sealer.mark(block.marks(), i))) {
                wrong.add(Wrong.of("entryChanged", entry.id(), entry.businessKey(), block.number()));
            }
        }
        others.values().forEach(entry -> wrong.add(Wrong.of("entryInserted", entry.id(), entry.businessKey(), block.number())));
        if (wrong.size() == known && !Arrays.equals(Seal.next(before, digests), block.seal())) {
            wrong.add(Wrong.of("sealWrong", block.number()));
        }
    }

    /** What stands behind the company's last seal though the sealer has passed it. */
    private List<Wrong> leftOut(int companyId, long last) {
        return database.list("""
                        select id, business_key from journal_entry where company_id = ? and id > ? and id <= (select last_entry_id from ledger_sealer) order by id limit ?""",
                row -> Wrong.of("entryLeftOut", row.getLong(1), row.getString(2)), companyId, last, MAX_WRONG);
    }

    private List<Figure> figures(int companyId, long blocks, long last, long entries, byte[] head) {
        record Tail(long unsealed, Instant oldest) {
        }
        Tail tail = database.one("select count(*), min(posted_at) from journal_entry where company_id = ? and id > ?",
                row -> new Tail(row.getLong(1), Database.instant(row, 2)), companyId, last);
        Instant lastPosted = database.first("select posted_at from journal_entry where id = ?", row -> Database.instant(row, 1), last).orElse(null);
        Instant now = clock.instant();
        List<Figure> figures = new ArrayList<>(List.of(Figure.count("seals", blocks), Figure.count("sealedEntries", entries), Figure.count("lastSealed", last),
                Figure.count("unsealed", tail.unsealed()), Figure.text("head", HexFormat.of().formatHex(head))));
        if (lastPosted != null) {
            figures.add(Figure.seconds("sealedAge", Math.max(0, Duration.between(lastPosted, now).toSeconds())));
        }
        if (tail.oldest() != null) {
            figures.add(Figure.seconds("unsealedAge", Math.max(0, Duration.between(tail.oldest(), now).toSeconds())));
        }
        return figures;
    }
}
