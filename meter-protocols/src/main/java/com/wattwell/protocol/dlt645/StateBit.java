package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.ResourceTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a bit of a bit word says, in words: {@code relay open}, {@code 继电器断}. The words are those of {@code dlt645-bits.csv}
 * beside this class.
 */
public record StateBit(String nameEn, String nameZh) {

    private static final Map<String, List<Meaning>> BY_ITEM = read();

    /** The words hold when {@code bits} bits from {@code bit} on are {@code value}. */
    private record Meaning(int bit, int bits, int value, StateBit words) {

        boolean holds(long word) {
            return (word >> bit & (1L << bits) - 1) == value;
        }
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
        for (List<String> cells : ResourceTable.read(StateBit.class, "dlt645-bits.csv")) {
            table.computeIfAbsent(cells.get(0), item -> new ArrayList<>()).add(new Meaning(Integer.parseInt(cells.get(1)),
                    Integer.parseInt(cells.get(2)), Integer.parseInt(cells.get(3)), new StateBit(cells.get(4), cells.get(5))));
        }
        return Map.copyOf(table);
    }
}
