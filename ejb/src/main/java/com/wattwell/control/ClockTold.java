package com.wattwell.control;

import com.wattwell.protocol.ItemValue;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the meter's own time in what it answers. */
final class ClockTold {

    /** What to ask for to see the clock, by protocol: where there are two, the date comes first and the time is what counts. */
    static final Map<String, List<String>> QUESTIONS = Map.of("DLT645_2007", List.of("04000101", "04000102"), "DLT645_1997", List.of("C010", "C011"),
            "CJT188", List.of("901F"), "MBUS", List.of("*"));
    private static final Map<String, String> DATE_OF_TIME = Map.of("04000102", "04000101", "C011", "C010");
    private static final String DATE_AND_TIME = "0400010C";
    private static final String WATER_TIME = "901F.time";
    private static final String MBUS_TIME = "Time point (date & time)";
    /** Date and time are two answers: this near midnight they may be of two days. */
    private static final int NEAR_MIDNIGHT_SECONDS = 120;
    private static final int DAY_SECONDS = 86_400;
    private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);

    private ClockTold() {
    }

    /** The item with the date that belongs to this time, or {@code null}. */
    static String dateOf(ItemValue time) {
        return DATE_OF_TIME.get(time.item());
    }

    /** The time of a clock that is told as one value. */
    static Optional<LocalDateTime> whole(ItemValue value) {
        String digits = digits(value);
        boolean own = value.item().equals(WATER_TIME) || value.item().equals(MBUS_TIME);
        if (value.item().equals(DATE_AND_TIME) && digits.length() == 14) {
            return parsed("20" + digits.substring(0, 6) + digits.substring(8));
        }
        return own && digits.length() >= 12 ? parsed((digits + "00").substring(0, 14)) : Optional.empty();
    }

    /** The time of a clock that tells date ({@code YYMMDDWW}) and time ({@code hhmmss}) one after the other; nothing near midnight. */
    static Optional<LocalDateTime> of(ItemValue date, ItemValue time) {
        String day = digits(date);
        if (day.length() < 6) {
            return Optional.empty();
        }
        return parsed("20" + day.substring(0, 6) + digits(time)).filter(told -> {
            int second = told.toLocalTime().toSecondOfDay();
            return second >= NEAR_MIDNIGHT_SECONDS && second < DAY_SECONDS - NEAR_MIDNIGHT_SECONDS;
        });
    }

    private static Optional<LocalDateTime> parsed(String digits) {
        try {
            LocalDateTime time = LocalDateTime.parse(digits, DIGITS);
            return time.getYear() < 2000 || time.toLocalTime().equals(LocalTime.MIDNIGHT) && time.getDayOfYear() == 1 ? Optional.empty() : Optional.of(time);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String digits(ItemValue value) {
        String text = value.text() != null ? value.text() : value.number() == null ? "" : value.number().toPlainString();
        return text.replaceAll("[^0-9]", "");
    }
}
