package com.wattwell.connector.ra.socket;

import java.time.Duration;

/**
 * The limits and times that hold for every socket.
 *
 * @param maxUnregistered           sockets without a registration, in all
 * @param maxUnregisteredPerAddress sockets of one remote address that linger without a registration
 * @param linger                    a younger socket does not count for its address while there are few in all, because after
 *                                  an outage a fleet behind one carrier's address comes back within seconds
 * @param bytesKept                 bytes kept of one socket: unregistered, or in front of a frame's end
 * @param noiseBytes                bytes that are nothing known which an admitted socket may bring within {@code noiseWindow} without a frame
 * @param noiseWindow               time over which they are counted
 * @param registrationPause         silence after which what came is judged as it stands
 * @param registrationDeadline      time to register
 * @param verdictDeadline           time for the application to answer a login
 * @param maxParked                 sockets in quarantine
 * @param parkedTime                how long one may stay there
 * @param frameTimeout              a frame that began and did not go on for so long is given up
 * @param idle                      silence after which an admitted socket is closed when its admission does not say
 * @param heardInterval             a sign of life is told at most so often for each collector
 */
public record SocketRules(int maxUnregistered, int maxUnregisteredPerAddress, Duration linger, int bytesKept,
                          int noiseBytes, Duration noiseWindow, Duration registrationPause, Duration registrationDeadline, Duration verdictDeadline, int maxParked,
                          Duration parkedTime, Duration frameTimeout, Duration idle, Duration heardInterval) {

    /** Below this no frame of any protocol would fit. */
    private static final int MIN_BYTES_KEPT = 300;

    public SocketRules {
        atLeast("maxUnregistered", maxUnregistered, 1);
        atLeast("maxUnregisteredPerAddress", maxUnregisteredPerAddress, 1);
        atLeast("bytesKept", bytesKept, MIN_BYTES_KEPT);
        atLeast("noiseBytes", noiseBytes, MIN_BYTES_KEPT);
        atLeast("maxParked", maxParked, 0);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + " and is " + value);
        }
    }
}
