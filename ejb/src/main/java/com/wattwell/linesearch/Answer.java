package com.wattwell.linesearch;

/**
 * What one meter said.
 *
 * @param address its address as people write it
 * @param other   another address it answers to, or {@code null}
 * @param value   a sample as a plain number, or {@code null}
 * @param unit    of the sample, or {@code null}
 */
public record Answer(String address, String other, String value, String unit) {
}
