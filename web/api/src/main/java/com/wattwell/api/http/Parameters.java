package com.wattwell.api.http;

import com.wattwell.platform.RefusedException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** What stands in an address: ids, numbers, instants, search texts. Each is {@code null} when it is not given. */
public final class Parameters {

    private static final int MAX_SEARCH = 100;
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,10}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,15})?");
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private Parameters() {
    }

    /** An id in a path; what cannot be one is unknown. @throws RefusedException NOT_FOUND */
    public static long id(String what, String text) {
        if (!ID.matcher(text).matches()) {
            throw RefusedException.notFound(what, PlainText.checked("id", text, MAX_SEARCH));
        }
        return Long.parseLong(text);
    }

    /** An id in a path of what has small ids. @throws RefusedException NOT_FOUND */
    public static int intId(String what, String text) {
        long id = id(what, text);
        if (id > Integer.MAX_VALUE) {
            throw RefusedException.notFound(what, text);
        }
        return (int) id;
    }

    /** @throws RefusedException naming the parameter */
    public static Integer whole(String name, String text) {
        if (text == null) {
            return null;
        }
        try {
            if (WHOLE.matcher(text).matches()) {
                return Integer.parseInt(text);
            }
        } catch (NumberFormatException e) {
            // too large: told below
        }
        throw RefusedException.invalid(name, "refused.number", name + " must be a whole number.");
    }

    /** A decimal number, which goes in and out as text so that no reader rounds it. @throws RefusedException naming the parameter */
    public static BigDecimal decimal(String name, String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw RefusedException.invalid(name, "refused.number", name + " must be a decimal number such as \"1523.47\".");
        }
        return new BigDecimal(text);
    }

    /** @throws RefusedException naming the parameter */
    public static Boolean truth(String name, String text) {
        if (text == null || text.equals("true")) {
            return text == null ? null : Boolean.TRUE;
        }
        if (text.equals("false")) {
            return Boolean.FALSE;
        }
        throw RefusedException.invalid(name, "refused.truth", name + " must be true or false.");
    }

    /** An instant with its offset, {@code 2026-03-01T00:00:00+08:00} or with {@code Z}. @throws RefusedException naming the parameter */
    public static Instant instant(String name, String text) {
        if (text == null) {
            return null;
        }
        Instant instant;
        try {
            instant = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw RefusedException.invalid(name, "refused.instant",
                    name + " must be an instant such as 2026-03-01T00:00:00Z or 2026-03-01T08:00:00%2B08:00 (a plus sign in an address is written %2B).");
        }
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            throw RefusedException.invalid(name, "refused.instant", name + " must lie from 2000 to 2100.");
        }
        return instant;
    }

    /** A text to search for or a code. @throws RefusedException naming the parameter */
    public static String search(String name, String text) {
        return text == null ? null : PlainText.checked(name, text, MAX_SEARCH);
    }
}
