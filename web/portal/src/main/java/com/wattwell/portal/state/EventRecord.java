package com.wattwell.portal.state;

import com.wattwell.portal.Texts;
import com.wattwell.portal.control.Story;
import com.wattwell.protocol.ItemEntry;
import com.wattwell.protocol.MeterProtocol;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A record of an event as a meter keeps it, in words.
 *
 * @param back   1 the last, 2 the one before; 0 for what belongs to all of them, such as how often it happened
 * @param lines  what it says; none when the meter has no such record
 * @param lasted from its start to its end, or {@code null}
 */
public record EventRecord(int back, List<Line> lines, Duration lasted) {

    /** @param text with its unit, times as people write them */
    public record Line(String label, String text) {
    }

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter SHOWN_MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);
    private static final int RECORD_ITEM_DIGITS = 8;
    /** More lines than these are folded away. */
    private static final int FEW = 14;

    public boolean isMissing() {
        return lines.isEmpty();
    }

    public boolean isLong() {
        return lines.size() > FEW;
    }

    /** The records in an answer, the counts first, then the last one. @param numbered whether the items' last byte says how many ago */
    static List<EventRecord> of(List<Story.Value> values, boolean numbered, MeterProtocol protocol, Texts texts) {
        Map<Integer, List<Story.Value>> byNumber = new LinkedHashMap<>();
        values.forEach(value -> byNumber.computeIfAbsent(numbered ? back(value.item()) : 0, number -> new ArrayList<>()).add(value));
        return byNumber.entrySet().stream().map(entry -> record(entry.getKey(), entry.getValue(), protocol, texts))
                .sorted(Comparator.comparingInt(EventRecord::back)).toList();
    }

    /** Counts have 00 there, or in the extended events, 10 to 22, 0001 behind their phase. */
    private static int back(String item) {
        String single = item.indexOf('#') < 0 ? item : item.substring(0, item.indexOf('#'));
        return single.length() < RECORD_ITEM_DIGITS || single.charAt(0) != '0' && single.startsWith("0001", 4) ? 0 : Integer.parseInt(single, 6, 8, 16);
    }

    private static EventRecord record(int back, List<Story.Value> values, MeterProtocol protocol, Texts texts) {
        List<Line> lines = new ArrayList<>();
        LocalDateTime start = null;
        LocalDateTime end = null;
        boolean startAndEnd = back > 0 && values.size() == 2 && values.get(0).nameEn().equals(values.get(1).nameEn());
        for (int i = 0; i < values.size(); i++) {
            Story.Value value = values.get(i);
            if (value.value() == null) {
                continue;
            }
            LocalDateTime time = time(value);
            boolean begins = startAndEnd ? i == 0 : value.nameEn().equals("start");
            boolean ends = startAndEnd ? i == 1 : value.nameEn().equals("end");
            start = begins ? time : start;
            end = ends ? time : end;
            String label = startAndEnd ? texts.of(begins ? "meterState.start" : "meterState.end") : texts.type(value.nameEn(), value.nameZh());
            lines.add(new Line(label, text(value, time, protocol, texts)));
        }
        return new EventRecord(back, lines, start == null || end == null || end.isBefore(start) ? null : Duration.between(start, end));
    }

    private static String text(Story.Value value, LocalDateTime time, MeterProtocol protocol, Texts texts) {
        if (time != null) {
            return (value.value().length() == 12 ? SHOWN : SHOWN_MINUTES).format(time);
        }
        if (value.nameEn().startsWith("programmed item") || value.nameEn().equals("cleared events")) {
            return value.value() + named(value.value(), protocol, texts);
        }
        return value.unit().isEmpty() ? value.value() : value.value() + " " + texts.word("meterState.unit", value.unit());
    }

    /** What the standard calls the item with these digits. */
    private static String named(String item, MeterProtocol protocol, Texts texts) {
        String code = item.toUpperCase(Locale.ROOT);
        for (ItemEntry entry : protocol.items()) {
            if (entry.numbersOf(code) != null) {
                return " " + texts.type(entry.nameEn(), entry.nameZh());
            }
        }
        return "";
    }

    /** {@code YYMMDDhhmmss} or {@code YYMMDDhhmm} of a value that is no measured one. */
    private static LocalDateTime time(Story.Value value) {
        String digits = value.value();
        boolean times = value.unit().isEmpty() && (value.nameEn().contains("time") || value.nameEn().contains("start") || value.nameEn().contains("end")
                || value.nameEn().contains("date")) && digits.chars().allMatch(Character::isDigit);
        if (!times || digits.length() != 12 && digits.length() != 10) {
            return null;
        }
        try {
            return LocalDateTime.parse("20" + digits + (digits.length() == 10 ? "00" : ""), DIGITS);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
