package com.wattwell.simulator;

/** A town file that cannot be understood. The message names file, line and key. */
public final class TownFileException extends RuntimeException {

    TownFileException(String file, int line, String key, String what) {
        super(file + ":" + line + ": " + key + ": " + what);
    }

    TownFileException(String file, String what) {
        super(file + ": " + what);
    }
}
