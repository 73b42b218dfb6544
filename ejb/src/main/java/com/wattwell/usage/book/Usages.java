package com.wattwell.usage.book;

import com.wattwell.platform.Pulse;
import com.wattwell.tariff.ReadingRef;
import com.wattwell.tariff.Register;
import com.wattwell.tariff.UsageItem;
import com.wattwell.tariff.UsageSpan;
import com.wattwell.usage.Fitting;
import com.wattwell.usage.Mark;
import com.wattwell.usage.PointFacts;
import com.wattwell.usage.PointReadings;
import com.wattwell.usage.Rulings;
import com.wattwell.usage.UsageHeld;
import com.wattwell.usage.UsageOutcome;
import com.wattwell.usage.UsageReckoning;
import com.wattwell.usage.UsageReckoning.Reckoned;
import com.wattwell.usage.UsageReckoning.Result;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What usage points took. What is asked for is booked in the caller's transaction, so that a charge and its usage are there together or not
 * at all, and is the same whenever it is asked for again; until somebody withdraws it ({@link UsageCorrections}). What cannot be charged is put on
 * the list of what a person decides ({@link HeldUsage}). Many points cost few statements.
 */
@Stateless
public class Usages {

    /** Points in one call. */
    public static final int MAX_POINTS = 10_000;
    /** Spans of a point in one call: two years of days. */
    public static final int MAX_SPANS = 750;
    private static final int CHUNK = 1_000;

    @Inject
    private PointLoader loader;
    @Inject
    private UsageRows rows;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** A point with what it is reckoned from. */
    private record Work(int companyId, PointFacts facts, List<Reckoned> booked, List<LocalDate> cuts, Map<Register, Mark> before, Map<LocalDate, Rulings> rulings, BigDecimal usual) {
    }

    /** From the beginning of a day to that of another, in one span as far as nothing is booked yet. */
    public UsageOutcome of(long usagePointId, LocalDate from, LocalDate to) {
        return of(usagePointId, from, to, List.of());
    }

    /** @param cuts days at which spans are to end as well: another tariff, another price */
    public UsageOutcome of(long usagePointId, LocalDate from, LocalDate to, Collection<LocalDate> cuts) {
        return ofMany(List.of(usagePointId), from, to, cuts).get(usagePointId);
    }

    /** The same of many points. */
    public Map<Long, UsageOutcome> ofMany(List<Long> points, LocalDate from, LocalDate to) {
        return ofMany(points, from, to, List.of());
    }

    public Map<Long, UsageOutcome> ofMany(List<Long> points, LocalDate from, LocalDate to, Collection<LocalDate> cuts) {
        return reckon(points, from, to, cuts, true);
    }

    /** Each day a span: for accounts that are charged daily. */
    public Map<Long, UsageOutcome> daily(List<Long> points, LocalDate from, LocalDate to) {
        return ofMany(points, from, to, from.datesUntil(to).toList());
    }

    /** What it would be; nothing is written. */
    public Map<Long, UsageOutcome> preview(List<Long> points, LocalDate from, LocalDate to, Collection<LocalDate> cuts) {
        return reckon(points, from, to, cuts, false);
    }

    private Map<Long, UsageOutcome> reckon(List<Long> points, LocalDate from, LocalDate to, Collection<LocalDate> cuts, boolean book) {
        if (!from.isBefore(to) || points.size() > MAX_POINTS || cuts.size() > MAX_SPANS) {
            throw new IllegalArgumentException("at most " + MAX_POINTS + " points and " + MAX_SPANS + " spans, and a day at least: " + points.size() + " from " + from + " to " + to);
        }
        Map<Long, UsageOutcome> outcomes = new LinkedHashMap<>();
        List<Long> sorted = points.stream().distinct().sorted().toList();
        for (int i = 0; i < sorted.size(); i += CHUNK) {
            chunk(sorted.subList(i, Math.min(i + CHUNK, sorted.size())).stream().mapToLong(Long::longValue).toArray(), from, to, cuts, book, outcomes);
        }
        return outcomes;
    }

    private void chunk(long[] points, LocalDate from, LocalDate to, Collection<LocalDate> cuts, boolean book, Map<Long, UsageOutcome> outcomes) {
        if (book) {
            loader.lock(points);
        }
        Instant begin = from.atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
        Instant end = to.atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
        Map<Long, PointLoader.Loaded> facts = loader.facts(points, begin, end);
        Map<Long, List<Reckoned>> booked = rows.booked(points, from, to);
        Map<Long, BigDecimal> usual = rows.usual(points, from);
        Map<Long, Map<List<LocalDate>, Rulings>> rulings = rows.rulings(points, from, to);
        List<Work> open = new ArrayList<>();
        facts.forEach((id, loaded) -> {
            Work work = work(loaded, booked.getOrDefault(id, List.of()), from, to, cuts, rulings.getOrDefault(id, Map.of()), usual.get(id));
            if (work == null) {
                outcomes.put(id, new UsageOutcome.Held(new UsageHeld(from, to, Register.TOTAL, UsageHeld.Reason.BOOKED_OTHERWISE, List.of(), null, null, null, List.of())));
            } else if (work.cuts().size() < 2) {
                outcomes.put(id, new UsageOutcome.Known(work.booked().stream().map(Reckoned::span).toList()));
            } else {
                open.add(work);
            }
        });
        settle(open, to, book, outcomes);
    }

    /** What is booked of the period must be its beginning; the rest is cut where it is asked for. @return {@code null} when it is not so */
    private static Work work(PointLoader.Loaded loaded, List<Reckoned> around, LocalDate from, LocalDate to, Collection<LocalDate> cuts, Map<List<LocalDate>, Rulings> rulings,
                             BigDecimal usual) {
        List<Reckoned> booked = new ArrayList<>();
        Map<Register, Mark> before = Map.of();
        LocalDate next = from;
        for (Reckoned span : around) {
            if (!span.span().from().equals(next) && !span.span().to().equals(from) || span.span().to().isAfter(to)) {
                return null;
            }
            before = span.marks();
            if (span.span().from().equals(next)) {
                booked.add(span);
                next = span.span().to();
            }
        }
        TreeSet<LocalDate> days = new TreeSet<>(cuts);
        days.add(next);
        days.add(to);
        List<LocalDate> rest = next.equals(to) ? List.of() : List.copyOf(days.subSet(next, true, to, true));
        Map<LocalDate, Rulings> ruled = new HashMap<>();
        for (int i = 1; i < rest.size(); i++) {
            Rulings ruling = rulings.get(List.of(rest.get(i - 1), rest.get(i)));
            if (ruling != null) {
                ruled.put(rest.get(i - 1), ruling);
            }
        }
        return new Work(loaded.companyId(), loaded.facts(), booked, rest, before, ruled, usual);
    }

    private void settle(List<Work> open, LocalDate to, boolean book, Map<Long, UsageOutcome> outcomes) {
        if (open.isEmpty()) {
            return;
        }
        Map<Long, List<Instant>> boundaries = new HashMap<>();
        open.forEach(work -> boundaries.put(work.facts().usagePointId(), boundaries(work)));
        Instant first = open.stream().map(work -> work.facts().start(work.cuts().getFirst())).min(Instant::compareTo).orElseThrow();
        Instant last = open.stream().map(work -> work.facts().start(to)).max(Instant::compareTo).orElseThrow();
        Map<Long, Map<Register, List<ReadingRef>>> readings = loader.atBoundaries(open.stream().map(Work::facts).toList(), boundaries, first, last);
        List<UsageRows.NewSpan> spans = new ArrayList<>();
        List<UsageRows.NewHeld> held = new ArrayList<>();
        for (Work work : open) {
            Result result = reckon(work, readings.getOrDefault(work.facts().usagePointId(), Map.of()));
            List<UsageSpan> all = new ArrayList<>(work.booked().stream().map(Reckoned::span).toList());
            result.spans().forEach(each -> all.add(each.span()));
            outcomes.put(work.facts().usagePointId(), result.held() != null ? new UsageOutcome.Held(result.held()) : new UsageOutcome.Known(all));
            if (result.held() == null) {
                result.spans().forEach(each -> spans.add(new UsageRows.NewSpan(work.companyId(), work.facts().usagePointId(), each)));
            } else if (result.held().reason().isForAPerson()) {
                held.add(new UsageRows.NewHeld(work.companyId(), work.facts().usagePointId(), result.held()));
            }
        }
        if (book) {
            rows.write(spans);
            rows.hold(held);
            if (!held.isEmpty()) {
                pulse.changed("usage-held");
            }
        }
    }

    private Result reckon(Work work, Map<Register, List<ReadingRef>> atBoundaries) {
        Result quick = new UsageReckoning(work.facts(), new PointReadings(atBoundaries, work.usual(), false), clock.instant()).reckon(work.cuts(), work.before(), work.rulings());
        boolean sure = quick.held() == null ? quick.spans().stream().flatMap(span -> span.span().items().stream()).noneMatch(UsageItem::estimated)
                : quick.held().reason() == UsageHeld.Reason.READING_AWAITED && quick.spans().stream().flatMap(span -> span.span().items().stream()).noneMatch(UsageItem::estimated);
        if (sure) {
            return quick;
        }
        // the ends alone were not enough: an estimate looks further back, and at what came later
        Instant back = work.facts().start(work.cuts().getFirst()).minus(PointLoader.BEHIND);
        Instant ahead = work.facts().start(work.cuts().getLast()).plus(PointLoader.BEHIND);
        return new UsageReckoning(work.facts(), new PointReadings(loader.all(work.facts(), back, ahead), work.usual(), true), clock.instant())
                .reckon(work.cuts(), work.before(), work.rulings());
    }

    private static List<Instant> boundaries(Work work) {
        PointFacts facts = work.facts();
        List<Instant> instants = new ArrayList<>(work.cuts().stream().map(facts::start).toList());
        Instant first = work.before().values().stream().map(mark -> mark.reading().at()).min(Instant::compareTo).orElse(facts.start(work.cuts().getFirst()).minus(PointReadings.REACH));
        Instant last = facts.start(work.cuts().getLast()).plus(PointReadings.REACH);
        for (Fitting fitting : facts.fittings()) {
            for (Instant change : Arrays.asList(fitting.from(), fitting.to())) {
                if (change != null && change.isAfter(first) && change.isBefore(last)) {
                    instants.add(change);
                }
            }
        }
        return instants;
    }
}
