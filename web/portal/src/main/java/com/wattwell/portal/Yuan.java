package com.wattwell.portal;

import com.wattwell.platform.RefusedException;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Amounts as people write them: yuan with at most two places; a comma or blank between thousands is left out. */
public final class Yuan {

    private static final Pattern FORM = Pattern.compile("-?[0-9]{1,12}([.][0-9]{1,2})?");

    private Yuan() {
    }

    /** @return fen, or {@code null} for nothing written. @throws RefusedException naming the field */
    public static Long fen(String field, String written) {
        if (written == null || written.isBlank()) {
            return null;
        }
        String plain = written.strip().replaceAll("[,，\\s]", "").replaceFirst("^[¥￥]", "");
        if (FORM.matcher(plain).matches()) {
            return new BigDecimal(plain).movePointRight(2).longValueExact();
        }
        throw refused(field);
    }

    /** The same where something must be written. */
    public static long amount(String field, String written) {
        Long fen = fen(field, written);
        if (fen == null) {
            throw refused(field);
        }
        return fen;
    }

    private static RefusedException refused(String field) {
        return RefusedException.invalid(field, "refused.yuan", field + " must be an amount such as 100 or 99.50.");
    }

    public static String of(long fen) {
        return BigDecimal.valueOf(fen, 2).toPlainString();
    }
}
