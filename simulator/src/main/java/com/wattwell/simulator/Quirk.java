package com.wattwell.simulator;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What some makes do and others do not; a town file has them as {@code quirks high-di-first litres}. */
public enum Quirk {

    /** CJ/T 188: identifiers travel high byte first, and the other order is refused. */
    HIGH_DI_FIRST,
    /** CJ/T 188: volumes in litres, unit 29, in place of 2C. */
    LITRES,
    /** CJ/T 188: the unit stands in front of its value. */
    UNIT_FIRST,
    /** CJ/T 188: no settlement total, all FF. */
    NO_SETTLEMENT,
    /** CJ/T 188: the time stands as people write it, century first. */
    TIME_AS_WRITTEN,
    /** CJ/T 188: two bytes more behind the frame. */
    TRAILING_BYTES,
    /** M-Bus: the settlements before the last one come in a second telegram. */
    TWO_TELEGRAMS,
    /** DL/T 645-2007: a security module, so that orders are only taken in ciphertext. */
    ESAM,
    /** Water: no valve; commands to it are refused. */
    NO_VALVE,
    /** Water: the valve does not move, and the meter says so. */
    VALVE_STUCK,
    /** Water: the battery is low. */
    BATTERY_LOW;

    /** The name in town files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads words with blanks between them; {@code none} is none. */
    static Set<Quirk> of(String words) {
        Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
        if (!words.equals("none")) {
            for (String word : words.split("\\s+")) {
                quirks.add(one(word));
            }
        }
        return quirks;
    }

    private static Quirk one(String word) {
        for (Quirk quirk : values()) {
            if (quirk.word().equals(word)) {
                return quirk;
            }
        }
        throw new IllegalArgumentException("no such quirk: " + word);
    }
}
