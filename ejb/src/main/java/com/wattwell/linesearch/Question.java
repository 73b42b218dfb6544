package com.wattwell.linesearch;

/**
 * What a search asks next.
 *
 * @param path   what of the address is given, see {@link Way}; {@code null} when one meter is asked for a sample
 * @param sample address of the meter that is asked for a sample, or {@code null}
 * @param again  put a second time, since what came the first time may have been the rest of answers to the one before
 */
public record Question(Way way, String path, String sample, boolean again) {

    static Question whoIs(Way way, String path) {
        return new Question(way, path, null, false);
    }

    static Question sample(Way way, String address) {
        return new Question(way, null, address, false);
    }

    Question onceMore() {
        return new Question(way, path, sample, true);
    }

    public boolean isSample() {
        return sample != null;
    }

    /** Whom it is put to, as people write it. */
    public String address() {
        return isSample() ? sample : way.pattern(path);
    }
}
