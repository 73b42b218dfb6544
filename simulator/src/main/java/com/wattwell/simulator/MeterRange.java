package com.wattwell.simulator;

/**
 * Meters with consecutive addresses on one line.
 *
 * @param firstAddress address of the first one, as people write it; the others count upwards
 * @param count        1 to 1,024
 * @param load         what hangs behind each
 * @param perFloor     doors on a floor, for units named 101, 102, 201 …; 0 when {@code label} names them
 * @param label        name of a unit with {@code {n}} for its number, or empty
 */
public record MeterRange(long firstAddress, int count, Load load, int perFloor, String label) {

    private static final long ADDRESSES = 1_000_000_000_000L;
    /** 99…99 is the broadcast. */
    private static final long LAST_ADDRESS = ADDRESSES - 2;
    private static final int MOST = 1024;

    public MeterRange {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("count " + count + " is not between 1 and " + MOST);
        }
        if (firstAddress < 0 || firstAddress + count - 1 > LAST_ADDRESS) {
            throw new IllegalArgumentException("addresses do not fit into twelve digits");
        }
        if (perFloor < 0 || perFloor > 99) {
            throw new IllegalArgumentException(perFloor + " doors per floor is not between 1 and 99");
        }
    }

    /** The same range with the addresses that follow when so many collectors stand in between. */
    MeterRange further(int collectors) {
        return new MeterRange(firstAddress + (long) collectors * count, count, load, perFloor, label);
    }

    /** Address of one meter as people write it: twelve digits. */
    public String address(int index) {
        return String.valueOf(ADDRESSES + firstAddress + index).substring(1);
    }

    /** Name of one meter's unit within the building. */
    public String unit(int index) {
        if (perFloor > 0) {
            return String.valueOf((index / perFloor + 1) * 100 + index % perFloor + 1);
        }
        return label.isEmpty() ? String.valueOf(index + 1) : label.replace("{n}", String.valueOf(index + 1));
    }
}
