package com.wattwell.simulator;

/**
 * Consecutive addresses as people write them: some digits count, what stands around them stays.
 *
 * @param before text in front of the digits that count
 * @param first  the number of the first address
 * @param width  digits that count, filled with 0 in front; 0 = as many as the number has, and the addresses are those of
 *               one line: every line begins with the first
 * @param after  text behind the digits that count
 * @param last   the highest number
 */
public record Addresses(String before, long first, int width, String after, long last) {

    /** The address so many after the first. */
    public String address(int index) {
        String digits = String.valueOf(first + index);
        return before + "0".repeat(Math.max(0, width - digits.length())) + digits + after;
    }

    /** The addresses of another line, when so many are on the lines before it. */
    Addresses further(long addresses) {
        return width == 0 ? this : new Addresses(before, first + addresses, width, after, last);
    }

    /** @throws IllegalArgumentException when there are not so many addresses from the first one on */
    void checkRoom(int count) {
        if (first < 0 || first + count - 1 > last) {
            throw new IllegalArgumentException("addresses do not fit: the last one is " + before + last + after);
        }
    }

    /** Whether one of the {@code count} addresses from here on is also one of the {@code others} of another range. */
    boolean overlap(int count, Addresses other, int others) {
        return before.equals(other.before) && after.equals(other.after) && width == other.width
                && first < other.first + others && other.first < first + count;
    }
}
