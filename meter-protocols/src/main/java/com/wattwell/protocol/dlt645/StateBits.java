package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.ResourceTable;
import com.wattwell.protocol.StateBit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the bits of bit words say. The words are those of {@code dlt645-bits.csv} beside this class. */
final class StateBits {

    private static final Map<String, List<Meaning>> BY_ITEM = read();

    /** The words hold when {@code bits} bits from {@code bit} on are {@code value}. */
    private record Meaning(int bit, int bits, int value, StateBit words) {

        boolean holds(long word) {
            return (word >> bit & (1L << bits) - 1) == value;
        }
    }

    private StateBits() {
    }

    /** Whether there are words for this item. */
    static boolean knows(String key) {
        return BY_ITEM.containsKey(key);
    }

    /** What the word says, lowest bit first; nothing when the meter has no such word (two bytes or more, all FF). */
    static List<StateBit> of(String key, byte[] raw) {
        List<StateBit> words = new ArrayList<>();
        long word = 0;
        boolean absent = raw.length > 1;
        for (int i = Math.min(raw.length, Long.BYTES) - 1; i >= 0; i--) {
            word = word << Byte.SIZE | raw[i] & 0xFF;
            absent &= raw[i] == (byte) 0xFF;
        }
        if (absent) {
            return List.of();
        }
        for (Meaning meaning : BY_ITEM.getOrDefault(key, List.of())) {
            if (meaning.holds(word)) {
                words.add(meaning.words);
            }
        }
        return List.copyOf(words);
    }

    private static Map<String, List<Meaning>> read() {
        Map<String, List<Meaning>> table = new HashMap<>();
        for (List<String> cells : ResourceTable.read(StateBits.class, "dlt645-bits.csv")) {
            table.computeIfAbsent(cells.get(0), item -> new ArrayList<>()).add(new Meaning(Integer.parseInt(cells.get(1)),
                    Integer.parseInt(cells.get(2)), Integer.parseInt(cells.get(3)), new StateBit(cells.get(4), cells.get(5), cells.get(6).equals("1"))));
        }
        return Map.copyOf(table);
    }
}
