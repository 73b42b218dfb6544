package com.wattwell.control;

import com.wattwell.metermodel.ModelInUse;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/**
 * Sets a meter's clock to the site's local time, and reads it back. DL/T 645 writes date and time one after the other
 * (04000101 and 04000102, C010 and C011 in 1997); CJ/T 188 and M-Bus have one request.
 */
record ClockOrder() implements Order {

    /** How far the clock may be off when it is read back: the answer was on its way meanwhile. */
    static final Duration GOOD = Duration.ofSeconds(30);

    private record Items(String date, String time) {
    }

    private static final Map<String, Items> CLOCKS = Map.of("DLT645_2007", new Items("04000101", "04000102"), "DLT645_1997", new Items("C010", "C011"));
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");
    private static final int DAYS_OF_WEEK = 7;

    @Override
    public int level(ModelInUse model) {
        return CLOCKS.containsKey(model.protocol().name()) ? model.model().writeLevel() : -1;
    }

    @Override
    public List<Question> act(Sending sending) {
        Items items = CLOCKS.get(sending.model().protocol().name());
        LocalDateTime now = sending.now();
        if (items == null) {
            return List.of(Question.of(sending, new MeterRequest.SetClock(sending.address(), now)));
        }
        String date = DATE.format(now) + "%02d".formatted(now.getDayOfWeek().getValue() % DAYS_OF_WEEK); // Sunday is 0
        return List.of(Question.of(sending, new MeterRequest.WriteItem(sending.address(), items.date(), List.of(date), sending.credentials())),
                Question.of(sending, new MeterRequest.WriteItem(sending.address(), items.time(), List.of(TIME.format(now)), sending.credentials())));
    }

    @Override
    public boolean looks(ModelInUse model) {
        return CLOCKS.containsKey(model.protocol().name());
    }

    @Override
    public List<Question> look(Sending sending) {
        Items items = CLOCKS.get(sending.model().protocol().name());
        return items == null ? List.of() : List.of(Question.of(sending, new MeterRequest.ReadItem(sending.address(), items.date())),
                Question.of(sending, new MeterRequest.ReadItem(sending.address(), items.time())));
    }

    @Override
    public Effect effect(List<MeterReply> looks, boolean accepted, LocalDateTime now) {
        LocalDateTime clock = clock(looks);
        if (clock == null) {
            return new Effect.UnderWay("failed.notReadBack");
        }
        Duration off = Duration.between(now, clock);
        if (off.abs().compareTo(GOOD) <= 0) {
            return new Effect.Done("confirmed.clock|" + off.toSeconds());
        }
        return accepted ? new Effect.UnderWay("failed.clock|" + off.toSeconds()) : new Effect.Unheard();
    }

    /** Date and time as the meter tells them ({@code YYMMDDWW}, {@code hhmmss}), or {@code null}. */
    static LocalDateTime clock(List<MeterReply> looks) {
        String date = text(looks.get(0));
        String time = text(looks.get(1));
        if (date == null || time == null || date.length() < 6) {
            return null;
        }
        try {
            return LocalDateTime.parse("20" + date.substring(0, 6) + time, DateTimeFormatter.ofPattern("yyyyMMddHHmmss"));
        } catch (java.time.format.DateTimeParseException e) {
            return null;
        }
    }

    private static String text(MeterReply reply) {
        if (!(reply instanceof MeterReply.Values values) || values.values().isEmpty()) {
            return null;
        }
        ItemValue value = values.values().getFirst();
        String text = value.text() != null ? value.text() : value.number() == null ? null : value.number().toPlainString();
        return text == null ? null : text.replaceAll("[^0-9]", "");
    }
}
