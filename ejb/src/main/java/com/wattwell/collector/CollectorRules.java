package com.wattwell.collector;

import com.wattwell.platform.RefusedException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the settings of a collector, its lines and its kind may be. Each gives the value back, or refuses it by the name of its field. */
final class CollectorRules {

    static final int DEFAULT_IDLE_SECONDS = 300;
    static final int DEFAULT_FIRST_REPLY_MILLIS = 2_500;
    static final int MAX_LINES = 16;
    static final int MIN_TOKEN = 8;
    private static final List<Integer> BAUDS = List.of(300, 600, 1200, 2400, 4800, 9600, 19200, 38400, 115200);
    private static final Pattern CODE = Pattern.compile("[A-Z0-9:&._-]{4,32}");

    private CollectorRules() {
    }

    static String code(String field, String written) {
        String code = written == null ? "" : written.strip().toUpperCase(Locale.ROOT);
        if (!CODE.matcher(code).matches()) {
            throw RefusedException.invalid(field, "refused.collectorCode", field + " must be 4 to 32 letters, digits or one of : & . _ -, as the box sends it.");
        }
        return code;
    }

    /** The name, or what to call it when it is blank. */
    static String name(String written, String otherwise) {
        String name = written == null || written.isBlank() ? otherwise : written.strip();
        if (name.length() > 200) {
            throw RefusedException.invalid("name", "refused.name", "name must have 1 to 200 characters.");
        }
        return name;
    }

    /** A heartbeat or its answer, or {@code null} for none. */
    static String bytes(String field, String written) {
        ByteText.parse(field, written);
        return written == null || written.isBlank() ? null : written.strip();
    }

    static int idleSeconds(int seconds) {
        if (seconds < 10 || seconds > 86_400) {
            throw RefusedException.invalid("idleSeconds", "refused.idleSeconds", "idleSeconds must be from 10 to 86400.");
        }
        return seconds;
    }

    static int baud(int baud) {
        if (!BAUDS.contains(baud)) {
            throw RefusedException.invalid("baud", "refused.baud", "baud must be a usual speed from 300 to 115200.");
        }
        return baud;
    }

    static int firstReplyMillis(int millis) {
        if (millis < 1 || millis > 60_000) {
            throw RefusedException.invalid("firstReplyMillis", "refused.firstReply", "firstReplyMillis must be from 1 to 60000.");
        }
        return millis;
    }

    static byte[] tokenHash(String token) {
        if (token.length() < MIN_TOKEN) {
            throw RefusedException.invalid("token", "refused.token", "token must have at least " + MIN_TOKEN + " characters.", MIN_TOKEN);
        }
        return LoginProfile.hash(token);
    }
}
