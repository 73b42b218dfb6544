package com.wattwell.connector;

import java.time.Instant;

/**
 * Bytes seen on a collector's socket.
 *
 * @param sequence rises by one for each entry of a collector
 * @param bytes    redacted: passwords are zeros
 * @param meaning  one line for people: the decoded frame, a heartbeat, noise
 */
public record TracedBytes(long sequence, Instant at, boolean fromServer, byte[] bytes, String meaning) {
}
