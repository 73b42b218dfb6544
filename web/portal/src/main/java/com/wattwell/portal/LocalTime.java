package com.wattwell.portal;

import com.wattwell.platform.RefusedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** An instant as a field of the type {@code datetime-local} holds it: {@code 2026-03-01T08:30}, in the company's zone. */
public final class LocalTime {

    private LocalTime() {
    }

    /** @return the instant, or {@code null} for nothing written. @throws RefusedException naming the field */
    public static Instant parse(String field, String written, ZoneId zone) {
        if (written == null || written.isBlank()) {
            return null;
        }
        try {
            return LocalDateTime.parse(written.strip()).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw RefusedException.invalid(field, "refused.localTime", field + " must be a date and a time such as 2026-03-01T08:30.");
        }
    }
}
