package com.wattwell.portal.ask;

import com.wattwell.protocol.ItemEntry;
import com.wattwell.protocol.MeterProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds items of a protocol by what people write: words of either language, or digits of the identifier. */
public final class ItemSearch {

    private ItemSearch() {
    }

    /**
     * @param text words that must all occur, in any order; an identifier finds the line it belongs to
     * @return at most {@code most} readable items, an exact identifier first, then in the order of the standard
     */
    public static List<ItemEntry> find(MeterProtocol protocol, String text, int most) {
        String wanted = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return List.of();
        }
        String identifier = wanted.toUpperCase(Locale.ROOT);
        List<ItemEntry> exact = new ArrayList<>();
        List<ItemEntry> others = new ArrayList<>();
        for (ItemEntry entry : protocol.items()) {
            if (!entry.readable()) {
                continue;
            }
            if (entry.numbersOf(identifier) != null) {
                exact.add(entry);
            } else if (others.size() < most && holds(entry, wanted.split("\\s+"))) {
                others.add(entry);
            }
        }
        exact.addAll(others);
        return exact.size() > most ? List.copyOf(exact.subList(0, most)) : exact;
    }

    private static boolean holds(ItemEntry entry, String... words) {
        String all = (entry.pattern() + " " + entry.nameEn() + " " + entry.nameZh()).toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (!all.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
