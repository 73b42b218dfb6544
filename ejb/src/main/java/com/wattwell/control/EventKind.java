package com.wattwell.control;

import com.wattwell.protocol.Hex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What meters keep records of (事件记录). DL/T 645-2007 numbers its records back from the last one, 1 to 10; the 1997 edition
 * has counts and the time of the last one only.
 */
public enum EventKind {
    POWER_DOWN("03110000", "031100"),
    TRIP("1D000001", "1D00FF"),
    CLOSE("1E000001", "1E00FF"),
    PROGRAMMING("03300000", "033000"),
    TIME_SET("03300400", "033004"),
    METER_CLEAR("03300100", "033001"),
    DEMAND_CLEAR("03300200", "033002"),
    EVENT_CLEAR("03300300", "033003"),
    DAY_TABLES("03300500", "033005"),
    YEAR_ZONES("03300600", "033006"),
    PRICES("03300F00", "03300F"),
    LADDERS("03301000", "033010"),
    COVER_OPEN("03300D00", "03300D"),
    TERMINAL_COVER_OPEN("03300E00", "03300E"),
    MAGNETIC_FIELD("03350000", "033500"),
    RELAY_MALFUNCTION("03360000", "033600"),
    VOLTAGE_LOSS_A("03010000", "030101"),
    VOLTAGE_LOSS_B("03010000", "030102"),
    VOLTAGE_LOSS_C("03010000", "030103"),
    TOTAL_VOLTAGE_LOSS("03050000", "030500"),
    PHASE_FAILURE_A("03040000", "030401"),
    PHASE_FAILURE_B("03040000", "030402"),
    PHASE_FAILURE_C("03040000", "030403"),
    CURRENT_LOSS_A("030B0000", "030B01"),
    CURRENT_LOSS_B("030B0000", "030B02"),
    CURRENT_LOSS_C("030B0000", "030B03"),
    OVERLOAD_A("030F0000", "030F01"),
    OVERLOAD_B("030F0000", "030F02"),
    OVERLOAD_C("030F0000", "030F03"),
    PURCHASE_OF_ENERGY(null, "033201", "033202", "033203", "033204", "033205", "033206"),
    PURCHASE_OF_MONEY(null, "033301", "033302", "033303", "033304", "033305", "033306"),
    REFUND("03340000", "033400"),
    PROGRAMMING_1997(new String[] {"B210", "B211", "B212", "B213", "B214"}),
    PHASE_FAILURE_1997(new String[] {"B31F", "B32F", "B330", "B340"});

    /** Records that the standard numbers. */
    public static final int MOST = 10;
    /** Items that one question asks for. */
    static final int MOST_ITEMS = 12;

    private final String count;
    private final List<String> records;
    private final List<String> fixed;

    /** @param records the items of a record without the byte that says how many ago */
    EventKind(String count, String... records) {
        this.count = count;
        this.records = List.of(records);
        this.fixed = List.of();
    }

    EventKind(String[] fixed) {
        this.count = null;
        this.records = List.of();
        this.fixed = List.of(fixed);
    }

    /** The kinds that meters of this protocol have. */
    public static List<EventKind> of(String protocol) {
        return Arrays.stream(values()).filter(kind -> switch (protocol) {
            case "DLT645_2007" -> kind.fixed.isEmpty();
            case "DLT645_1997" -> !kind.fixed.isEmpty();
            default -> false;
        }).toList();
    }

    /** Whether its records are numbered back from the last. */
    public boolean numbered() {
        return fixed.isEmpty();
    }

    /** How many of the last ones may be asked for at once. */
    public int most() {
        return numbered() ? Math.min(MOST, MOST_ITEMS / records.size()) : 1;
    }

    /**
     * The items to ask for: how often it happened, then the records, the last one first.
     *
     * @param last how many of the last ones, 1 to {@link #most}
     */
    List<String> items(int last) {
        if (!numbered()) {
            return fixed;
        }
        List<String> items = new ArrayList<>();
        if (count != null) {
            items.add(count);
        }
        for (int back = 1; back <= last; back++) {
            for (String record : records) {
                items.add(record + Hex.of(back));
            }
        }
        return items;
    }
}
