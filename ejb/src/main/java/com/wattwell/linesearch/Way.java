package com.wattwell.linesearch;

import java.util.List;
import java.util.Locale;

/**
 * A way to ask a line who is there: with an address of which a part is left open. What is given grows from one end, a step at a time;
 * a path is what is given so far, in the order in which it was chosen.
 *
 * <pre>
 *   DL/T 645   path 05 12    AAAAAAAA1205    low pair first, the high ones open ("abbreviated address")
 *   CJ/T 188   path 05 12    AAAAAAAAAA1205
 *   M-Bus      path 1 2      12FFFFFF FFFF FF FF    highest digit first (EN 13757-3, 11.5)
 * </pre>
 */
public enum Way {

    /** 13H, read address. */
    DLT645_2007("DLT645_2007", 6, 2, 100),
    /** 11H with the total energy, for meters that do not answer 13H; only when 13H found nobody. */
    DLT645_2007_BY_READING("DLT645_2007", 6, 2, 100),
    /** 01 with C032. */
    DLT645_1997("DLT645_1997", 6, 2, 100),
    /** 03 with 810A. */
    CJT188("CJT188", 7, 2, 100),
    /** Selections; what a selected meter sends tells its address. */
    MBUS_SECONDARY("MBUS", 8, 1, 10),
    /** Every primary address 1 to 250 in turn; nothing can be left open. */
    MBUS_PRIMARY("MBUS", 1, 3, 250);

    private static final String BROADCAST = "99";
    private static final String ANY_BUT_IDENTIFICATION = "FFFFFFFF";

    private final String protocol;
    private final int steps;
    private final int width;
    private final int choices;

    Way(String protocol, int steps, int width, int choices) {
        this.protocol = protocol;
        this.steps = steps;
        this.width = width;
        this.choices = choices;
    }

    /** The ways of some protocols, in the order in which they are gone. */
    public static List<Way> of(List<String> protocols) {
        return List.of(values()).stream().filter(way -> protocols.contains(way.protocol)).toList();
    }

    /** Name of the protocol. */
    public String protocol() {
        return protocol;
    }

    /** Whether one question can be put to everybody. */
    boolean asksAll() {
        return this != MBUS_PRIMARY;
    }

    int choices() {
        return choices;
    }

    /** Whether nothing is open any more. */
    boolean complete(String path) {
        return path.length() == steps * width;
    }

    /** The path one step further. @param choice from 0 */
    String further(String path, int choice) {
        return path + (width == 1 ? String.valueOf(choice) : String.format(Locale.ROOT, "%0" + width + "d", this == MBUS_PRIMARY ? choice + 1 : choice));
    }

    /** The address that is asked, as people write it, with what is open as the protocol writes that. */
    public String pattern(String path) {
        return switch (this) {
            case MBUS_PRIMARY -> String.valueOf(Integer.parseInt(path));
            case MBUS_SECONDARY -> path + "F".repeat(steps - path.length()) + ANY_BUT_IDENTIFICATION;
            default -> {
                StringBuilder address = new StringBuilder("AA".repeat(steps - path.length() / width));
                for (int at = path.length() - width; at >= 0; at -= width) {
                    address.append(path, at, at + width);
                }
                yield address.toString();
            }
        };
    }

    /** Whether a path leads to an address that no meter can have: the broadcast of DL/T 645. */
    boolean nobodys(String path) {
        return protocol.startsWith("DLT645") && path.equals(BROADCAST.repeat(steps));
    }
}
