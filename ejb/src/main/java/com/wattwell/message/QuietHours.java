package com.wattwell.message;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Local hours in which nobody is disturbed (免打扰); may go over midnight, and are none when both ends are the same. Pure.
 *
 * @param to the first minute that is not quiet any more
 */
public record QuietHours(LocalTime from, LocalTime to) {

    /** The end of the quiet hours that this instant lies in, or itself. */
    public Instant nextAllowed(Instant at, ZoneId zone) {
        if (from.equals(to)) {
            return at;
        }
        ZonedDateTime local = at.atZone(zone);
        LocalTime time = local.toLocalTime();
        boolean overnight = from.isAfter(to);
        boolean quiet = overnight ? !time.isBefore(from) || time.isBefore(to) : !time.isBefore(from) && time.isBefore(to);
        if (!quiet) {
            return at;
        }
        return local.toLocalDate().plusDays(overnight && !time.isBefore(from) ? 1 : 0).atTime(to).atZone(zone).toInstant();
    }
}
