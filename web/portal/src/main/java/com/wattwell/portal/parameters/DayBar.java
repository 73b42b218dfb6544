package com.wattwell.portal.parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A day table as a bar from midnight to midnight.
 *
 * @param segments from left to right; none while the rows make no day
 */
public record DayBar(List<Segment> segments) {

    /** A stretch of one tariff, in minutes of the day. */
    public record Segment(int tariff, int from, int minutes, String label) {

        /** One of the colours there are. */
        public int getColour() {
            return (tariff - 1) % COLOURS + 1;
        }
    }

    private static final int COLOURS = 6;
    private static final int DAY = 24 * 60;
    private static final Pattern ROW = Pattern.compile("(\\d{2}):(\\d{2}) (\\d{1,2})");

    /** @param rows {@code hh:mm tariff}; in front of the first one holds the last of the day before */
    public static DayBar of(List<String> rows) {
        List<int[]> changes = new ArrayList<>();
        for (String row : rows) {
            Matcher matcher = ROW.matcher(row);
            if (!matcher.matches()) {
                return new DayBar(List.of());
            }
            int at = Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2));
            int tariff = Integer.parseInt(matcher.group(3));
            if (at >= DAY || tariff < 1 || !changes.isEmpty() && at < changes.getLast()[0]) {
                return new DayBar(List.of());
            }
            changes.add(new int[] {at, tariff});
        }
        List<Segment> segments = new ArrayList<>();
        if (!changes.isEmpty() && changes.getFirst()[0] > 0) {
            add(segments, changes.getLast()[1], 0, changes.getFirst()[0]);
        }
        for (int i = 0; i < changes.size(); i++) {
            add(segments, changes.get(i)[1], changes.get(i)[0], i + 1 < changes.size() ? changes.get(i + 1)[0] : DAY);
        }
        return new DayBar(segments);
    }

    private static void add(List<Segment> segments, int tariff, int from, int to) {
        if (to > from) {
            segments.add(new Segment(tariff, from, to - from, "%02d:%02d–%02d:%02d".formatted(from / 60, from % 60, to / 60, to % 60)));
        }
    }
}
