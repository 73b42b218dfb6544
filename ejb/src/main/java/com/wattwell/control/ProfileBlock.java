package com.wattwell.control;

import com.wattwell.protocol.ItemValue;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One block of a load profile: what a meter noted of itself at one moment of its own clock.
 *
 * @param time   of the meter's clock
 * @param values what it noted then, under the items' usual names where they have one
 */
record ProfileBlock(LocalDateTime time, List<ItemValue> values) {

    private static final String TIME = "time";
    private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("uuuuMMddHHmm").withResolverStyle(ResolverStyle.STRICT);

    /** A profile's fields have no identifiers of their own; these are the same quantities as read at once (DL/T 645-2007, table A.2 and A.7). */
    private static final Map<String, String> ITEMS = Map.ofEntries(
            Map.entry("phase A voltage", "02010100"), Map.entry("phase B voltage", "02010200"), Map.entry("phase C voltage", "02010300"),
            Map.entry("phase A current", "02020100"), Map.entry("phase B current", "02020200"), Map.entry("phase C current", "02020300"),
            Map.entry("frequency", "02800002"),
            Map.entry("total active power", "02030000"), Map.entry("phase A active power", "02030100"), Map.entry("phase B active power", "02030200"),
            Map.entry("phase C active power", "02030300"), Map.entry("total reactive power", "02040000"), Map.entry("phase A reactive power", "02040100"),
            Map.entry("phase B reactive power", "02040200"), Map.entry("phase C reactive power", "02040300"),
            Map.entry("total power factor", "02060000"), Map.entry("phase A power factor", "02060100"), Map.entry("phase B power factor", "02060200"),
            Map.entry("phase C power factor", "02060300"),
            Map.entry("total forward active energy", "00010000"), Map.entry("total reverse active energy", "00020000"),
            Map.entry("total combined reactive 1 energy", "00030000"), Map.entry("total combined reactive 2 energy", "00040000"),
            Map.entry("quadrant I reactive energy", "00050000"), Map.entry("quadrant II reactive energy", "00060000"),
            Map.entry("quadrant III reactive energy", "00070000"), Map.entry("quadrant IV reactive energy", "00080000"),
            Map.entry("active demand", "02800004"), Map.entry("reactive demand", "02800005"));

    ProfileBlock {
        values = List.copyOf(values);
    }

    /** The blocks that an answer holds, in its order; one whose time makes no sense is left out. */
    static List<ProfileBlock> of(List<ItemValue> answer) {
        List<ProfileBlock> blocks = new ArrayList<>();
        List<ItemValue> values = new ArrayList<>();
        LocalDateTime time = null;
        for (ItemValue value : answer) {
            if (value.nameEn().equals(TIME)) {
                add(blocks, time, values);
                time = time(value.text());
                values = new ArrayList<>();
            } else {
                values.add(usual(value));
            }
        }
        add(blocks, time, values);
        return blocks;
    }

    private static void add(List<ProfileBlock> blocks, LocalDateTime time, List<ItemValue> values) {
        if (time != null) {
            blocks.add(new ProfileBlock(time, values));
        }
    }

    private static LocalDateTime time(String digits) {
        try {
            return digits == null ? null : LocalDateTime.parse("20" + digits, DIGITS);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static ItemValue usual(ItemValue value) {
        String item = ITEMS.get(value.nameEn());
        return item == null ? value : new ItemValue(item, value.nameEn(), value.nameZh(), value.number(), value.text(), value.unit(), value.raw());
    }
}
