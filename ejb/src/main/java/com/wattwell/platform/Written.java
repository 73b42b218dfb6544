package com.wattwell.platform;

import java.util.regex.Pattern;

/** What people and other systems write into forms, checked the same way everywhere. */
public final class Written {

    /** Characters of a reason, where nothing else is said. */
    public static final int REASON = 200;

    private static final Pattern TOKEN = Pattern.compile("[0-9A-Za-z-]{8,64}");

    private Written() {
    }

    /** Why somebody did something, which stays on record: 1 to {@link #REASON} characters. @return without the blanks around it @throws RefusedException naming {@code reason} */
    public static String reason(String written) {
        return reason("reason", written, REASON);
    }

    /** @param most characters @return without the blanks around it @throws RefusedException naming the field */
    public static String reason(String field, String written, int most) {
        String stripped = written == null ? "" : written.strip();
        if (stripped.isEmpty() || stripped.length() > most) {
            throw RefusedException.invalid(field, "refused.reason", field + " must have 1 to " + most + " characters.", most);
        }
        return stripped;
    }

    /** The token by which a form, however often it is sent, is one act: 8 to 64 letters, digits or hyphens. @throws RefusedException naming {@code token} */
    public static String token(String written) {
        if (written == null || !TOKEN.matcher(written).matches()) {
            throw RefusedException.invalid("token", "refused.formToken", "token must be 8 to 64 letters, digits or hyphens.");
        }
        return written;
    }
}
