package com.wattwell.simulator;

/**
 * Meters with consecutive addresses on one line.
 *
 * @param count    1 to 1,024
 * @param load     what hangs behind each
 * @param settings as they stood where the town file has these meters
 * @param perFloor doors on a floor, for units named 101, 102, 201 …; 0 when {@code label} names them
 * @param label    name of a unit with {@code {n}} for its number, or empty
 */
public record MeterRange(Addresses addresses, int count, Load load, MeterSettings settings, int perFloor, String label) {

    private static final int MOST = 1024;

    public MeterRange {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("count " + count + " is not between 1 and " + MOST);
        }
        if (load.commodity() != settings.protocol().commodity()) {
            throw new IllegalArgumentException(settings.protocol().word() + " meters do not count " + load.word());
        }
        if (perFloor < 0 || perFloor > 99) {
            throw new IllegalArgumentException(perFloor + " doors per floor is not between 1 and 99");
        }
        addresses.checkRoom(count);
    }

    /** The same range with the addresses that follow when so many collectors stand in between. */
    MeterRange further(int collectors) {
        return new MeterRange(addresses.further((long) collectors * count), count, load, settings, perFloor, label);
    }

    public TownProtocol protocol() {
        return settings.protocol();
    }

    /** Address of one meter as people write it. */
    public String address(int index) {
        return addresses.address(index);
    }

    /** Whether a meter of the other range would have the address of one of this range. */
    boolean overlaps(MeterRange other) {
        return protocol().wire() == other.protocol().wire() && addresses.overlap(count, other.addresses, other.count);
    }

    /** Name of one meter's unit within the building. */
    public String unit(int index) {
        if (perFloor > 0) {
            return String.valueOf((index / perFloor + 1) * 100 + index % perFloor + 1);
        }
        return label.isEmpty() ? String.valueOf(index + 1) : label.replace("{n}", String.valueOf(index + 1));
    }
}
