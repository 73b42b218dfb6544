package com.wattwell.portal;

import com.wattwell.platform.RefusedException;
import java.time.DateTimeException;
import java.time.LocalDate;

/** A day as a field of the type {@code date} holds it: {@code 2026-03-01}. */
public final class LocalDay {

    private LocalDay() {
    }

    /** @return the day, or {@code null} for nothing written. @throws RefusedException naming the field */
    public static LocalDate parse(String field, String written) {
        if (written == null || written.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(written.strip());
        } catch (DateTimeException e) {
            throw RefusedException.invalid(field, "refused.day", field + " must be a day such as 2026-03-01.");
        }
    }
}
