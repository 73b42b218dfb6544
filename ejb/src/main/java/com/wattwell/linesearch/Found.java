package com.wattwell.linesearch;

/**
 * Somebody on the line.
 *
 * @param protocol name of the protocol it answered in
 * @param address  as people write it
 * @param other    another address it answers to, or {@code null}
 * @param value    what it told as a sample, as a plain number, or {@code null}
 * @param unit     of the sample, or {@code null}
 * @param sampled  whether it has been asked for a sample
 */
public record Found(String protocol, String address, String other, String value, String unit, boolean sampled) {

    /** The same, with its sample; {@code null} when it gave none. */
    Found told(String sample, String sampleUnit) {
        return new Found(protocol, address, other, sample, sampleUnit, true);
    }

    /** Whether it answers to this address. */
    public boolean answersTo(String asked) {
        return asked.equals(address) || asked.equals(other);
    }

    boolean is(Found another) {
        return protocol.equals(another.protocol) && (answersTo(another.address) || another.answersTo(address));
    }
}
