package com.wattwell.connector.ra.delivery;

/**
 * At how many undelivered things the adapter holds back, for one stream.
 *
 * @param low         below it everything goes on again
 * @param stopAsking  from here on lines do not begin exchanges whose outcomes go to this stream
 * @param stopReading from here on no socket is read
 */
public record Marks(int low, int stopAsking, int stopReading) {

    public Marks {
        if (low < 0 || low >= stopAsking || stopAsking >= stopReading) {
            throw new IllegalArgumentException("marks must rise and are " + low + ", " + stopAsking + ", " + stopReading);
        }
    }

    /** Asking stops at {@code stopAsking}, reading at twice, and both go on at half of it. */
    public static Marks around(int stopAsking) {
        return new Marks(stopAsking / 2, stopAsking, 2 * stopAsking);
    }
}
