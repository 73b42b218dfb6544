package com.wattwell.linesearch;

/**
 * What a search asks next.
 *
 * @param path   what of the address is given, see {@link Way}; {@code null} when one meter is asked for a sample
 * @param sample address of the meter that is asked for a sample, or {@code null}
 */
public record Question(Way way, String path, String sample) {

    static Question whoIs(Way way, String path) {
        return new Question(way, path, null);
    }

    static Question sample(Way way, String address) {
        return new Question(way, null, address);
    }

    public boolean isSample() {
        return sample != null;
    }

    /** Whom it is put to, as people write it. */
    public String address() {
        return isSample() ? sample : way.pattern(path);
    }
}
