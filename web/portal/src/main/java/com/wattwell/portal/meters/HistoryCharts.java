package com.wattwell.portal.meters;

import com.wattwell.metering.ReadingQueries;
import com.wattwell.metering.ReadingType;
import com.wattwell.portal.Chart;
import com.wattwell.portal.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Makes charts of a meter's history. */
final class HistoryCharts {

    private static final String GROUP = "history";

    private final Texts texts;
    private final ReadingType type;
    private final Period period;
    private final ZoneId zone;

    HistoryCharts(Texts texts, ReadingType type, Period period, ZoneId zone) {
        this.texts = texts;
        this.type = type;
        this.period = period;
        this.zone = zone;
    }

    /** The values; where points stand for several, a band shows how far they go. */
    String curve(ReadingQueries.Series series) {
        Chart chart = Chart.lines(period.from(), lastEnd(), zone).unit(type.unit()).group(GROUP);
        if (series.bucket() != null && type.kind() == ReadingType.Kind.GAUGE) {
            Chart.Series low = chart.band(false);
            series.points().forEach(point -> low.point(point.at(), point.low()));
            Chart.Series high = chart.band(true);
            series.points().forEach(point -> high.point(point.at(), point.high()));
        }
        Chart.Series line = chart.line(texts.type(type));
        for (ReadingQueries.Point point : series.points()) {
            if (series.bucket() == null) {
                line.point(point.at(), point.value());
            } else {
                line.point(point.at(), point.value(), point.low(), point.high());
            }
        }
        return chart.json();
    }

    String columns(List<ReadingQueries.Consumption> bars) {
        Chart chart = Chart.bars(period.from(), lastEnd(), zone).unit(type.unit()).group(GROUP);
        Chart.Series columns = chart.column(texts.of("history.consumption"));
        for (ReadingQueries.Consumption bar : bars) {
            if (bar.amount() != null) {
                Instant end = end(bar.from());
                columns.column(bar.from().plus(Duration.between(bar.from(), end).dividedBy(2)), label(bar.from(), end), bar.amount(), !bar.whole());
            }
        }
        return chart.json();
    }

    /** Where the last step ends, also when it is not over yet, so that its column has its place. */
    private Instant lastEnd() {
        ZonedDateTime last = period.to().minusMillis(1).atZone(zone);
        ZonedDateTime start = switch (period.step()) {
            case HOUR -> last.truncatedTo(ChronoUnit.HOURS);
            case DAY -> last.truncatedTo(ChronoUnit.DAYS);
            case MONTH -> last.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
        };
        return end(start.toInstant());
    }

    private Instant end(Instant from) {
        ZonedDateTime local = from.atZone(zone);
        ZonedDateTime end = switch (period.step()) {
            case HOUR -> local.plusHours(1);
            case DAY -> local.plusDays(1);
            case MONTH -> local.plusMonths(1);
        };
        return end.toInstant();
    }

    private String label(Instant from, Instant end) {
        return switch (period.step()) {
            case HOUR -> DateTimeFormatter.ofPattern("MM-dd HH:mm").format(from.atZone(zone)) + "–" + DateTimeFormatter.ofPattern("HH:mm").format(end.atZone(zone));
            case DAY -> DateTimeFormatter.ofPattern("yyyy-MM-dd").format(from.atZone(zone));
            case MONTH -> DateTimeFormatter.ofPattern("yyyy-MM").format(from.atZone(zone));
        };
    }
}
