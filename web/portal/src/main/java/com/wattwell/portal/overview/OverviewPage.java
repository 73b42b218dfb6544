package com.wattwell.portal.overview;

import com.wattwell.calendar.Calendars;
import com.wattwell.collector.Collector;
import com.wattwell.collector.CollectorQueries;
import com.wattwell.collector.OnlineQueries;
import com.wattwell.collector.QuarantineQueries;
import com.wattwell.control.CommandQueries;
import com.wattwell.identity.Scope;
import com.wattwell.platform.NoticeQueries;
import com.wattwell.platform.Page;
import com.wattwell.portal.Chart;
import com.wattwell.portal.Texts;
import com.wattwell.portal.Visitor;
import com.wattwell.schedule.RunQueries;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Year;
import java.util.List;
import java.util.Optional;

/** The first page: how it goes, what needs a hand, what happened last. */
@Named
@RequestScoped
public class OverviewPage {

    private static final int OFFLINE_SHOWN = 5;
    private static final int FAILED_SHOWN = 5;
    private static final int EVENTS_SHOWN = 12;
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration STEP = Duration.ofMinutes(15);

    @Inject
    private Visitor visitor;
    @Inject
    private Texts texts;
    @Inject
    private OnlineQueries online;
    @Inject
    private CollectorQueries collectors;
    @Inject
    private QuarantineQueries quarantine;
    @Inject
    private CommandQueries commands;
    @Inject
    private RunQueries runs;
    @Inject
    private NoticeQueries notices;
    @Inject
    private MeterCounts meterCounts;
    @Inject
    private Calendars calendars;

    private OnlineQueries.Counts counts;
    private RunQueries.Success success;
    private Long lastMinute;
    private Page<CollectorQueries.Row> offline;
    private Integer boxes;
    private List<CommandQueries.Row> failed;
    private List<NoticeQueries.Notice> events;
    private Optional<Year> unconfirmed;

    public OnlineQueries.Counts getCounts() {
        if (counts == null) {
            counts = online.counts(scope());
        }
        return counts;
    }

    public RunQueries.Success getSuccess() {
        if (success == null) {
            success = runs.success(scope(), DAY);
        }
        return success;
    }

    public long getReadingsLastMinute() {
        if (lastMinute == null) {
            lastMinute = runs.readLastMinute(scope());
        }
        return lastMinute;
    }

    public MeterCounts.Counts getMeters() {
        return meterCounts.of(scope());
    }

    /** Collectors that should be online and are not, those longest away first. */
    public Page<CollectorQueries.Row> getOffline() {
        if (offline == null) {
            offline = collectors.list(scope(), new CollectorQueries.Filter(null, false, Collector.State.ACTIVE), CollectorQueries.Sort.SINCE, false,
                    new Page.Request(1, OFFLINE_SHOWN));
        }
        return offline;
    }

    public int getBoxes() {
        if (boxes == null) {
            boxes = quarantine.count(scope());
        }
        return boxes;
    }

    public List<CommandQueries.Row> getFailed() {
        if (failed == null) {
            failed = commands.needingAHand(scope(), Duration.ofDays(7), FAILED_SHOWN);
        }
        return failed;
    }

    public boolean isAllWell() {
        return getOffline().total() == 0 && getBoxes() == 0 && getFailed().isEmpty() && getMeters().silent() == 0 && getUnconfirmedYear() == null;
    }

    /** The next year while it is November or later and its holidays are not confirmed, or {@code null}. */
    public String getUnconfirmedYear() {
        if (unconfirmed == null) {
            unconfirmed = calendars.unconfirmed(scope());
        }
        return unconfirmed.map(Year::toString).orElse(null);
    }

    public List<NoticeQueries.Notice> getEvents() {
        if (events == null) {
            events = notices.latest(scope(), EVENTS_SHOWN);
        }
        return events;
    }

    /** How many collectors were online over the last 24 hours. */
    public String getDay() {
        List<OnlineQueries.Sample> samples = online.overTime(scope(), DAY, STEP);
        Chart chart = Chart.lines(samples.getFirst().at(), samples.getLast().at(), visitor.getZone()).wholeNumbersUpTo(Math.max(1, getCounts().total()));
        Chart.Series line = chart.area(texts.of("overview.online"));
        samples.forEach(sample -> line.point(sample.at(), sample.online()));
        return chart.json();
    }

    private Scope scope() {
        return visitor.scope();
    }
}
