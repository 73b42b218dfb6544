package com.wattwell.protocol.mbus;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands in front of the records.
 *
 * <pre>
 *   long (CI 72, 76)   ID0..ID3 M0 M1 VER MED  ACC STS SIG0 SIG1
 *   short (CI 7A)                              ACC STS SIG0 SIG1
 *   fixed (CI 73, 77)  ID0..ID3                ACC STS
 * </pre>
 *
 * @param address      who answers, or {@code null} in a short header; in the fixed structure its manufacturer and version
 *                     are not told
 * @param medium       what is measured, in words; {@code null} in a short header
 * @param accessNumber counts the answers of the meter
 * @param status       the STATUS byte
 * @param signature    0 in most meters; in old ones a number without meaning, since 2013 how the records are encrypted
 */
public record MeterHeader(SecondaryAddress address, String medium, int accessNumber, int status, int signature) {

    private static final String[] APPLICATION = {null, "application busy", "application error", "abnormal condition"};
    private static final int POWER_LOW = 0x04;
    private static final int PERMANENT_ERROR = 0x08;
    private static final int TEMPORARY_ERROR = 0x10;

    /** STATUS of the variable structure in words; empty when all is well. Bits 5 to 7 are the manufacturer's. */
    public List<String> statusWords() {
        List<String> words = new ArrayList<>();
        if (APPLICATION[status & 3] != null) {
            words.add(APPLICATION[status & 3]);
        }
        addErrors(words);
        if (status >> 5 != 0) {
            words.add("manufacturer bits " + (status >> 5));
        }
        return words;
    }

    /** STATUS of the fixed structure, whose two lowest bits say how the counters are kept. */
    List<String> fixedStatusWords() {
        List<String> words = new ArrayList<>();
        addErrors(words);
        return words;
    }

    private void addErrors(List<String> words) {
        if ((status & POWER_LOW) != 0) {
            words.add("power low");
        }
        if ((status & PERMANENT_ERROR) != 0) {
            words.add("permanent error");
        }
        if ((status & TEMPORARY_ERROR) != 0) {
            words.add("temporary error");
        }
    }
}
