package com.wattwell.portal;

import com.wattwell.platform.RefusedException;
import java.util.regex.Pattern;

/** Numbers in addresses, which are anybody's text. */
public final class Id {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private Id() {
    }

    /** @throws RefusedException NOT_FOUND when the text is no number of ours */
    public static long of(String what, String text) {
        if (text == null || !NUMBER.matcher(text).matches()) {
            throw RefusedException.notFound(what, text == null ? "" : text);
        }
        return Long.parseLong(text);
    }

    /** For what is numbered in 32 bits. */
    public static int ofInt(String what, String text) {
        long id = of(what, text);
        if (id > Integer.MAX_VALUE) {
            throw RefusedException.notFound(what, text);
        }
        return (int) id;
    }
}
