package com.wattwell.prepayment;

import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.Posting;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.tariff.ChargeLine;
import com.wattwell.tariff.Charges;
import com.wattwell.tariff.PricingException;
import com.wattwell.tariff.StepPrice;
import com.wattwell.tariff.StepUse;
import com.wattwell.tariff.TariffVersion;
import com.wattwell.tariff.UsageSpan;
import com.wattwell.tariff.catalog.Tariffs;
import com.wattwell.usage.UsageHeld;
import com.wattwell.usage.UsageOutcome;
import com.wattwell.usage.book.Usages;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Charges prepaid accounts for whole local days (日结): each account and day once, under the key {@code charge:<account>:<day>}, with its lines and the
 * usage they stand on, all in the caller's transaction. Days go one after the other; an account whose usage is held or cannot be priced is parked at that
 * day with the reason, and the others go on.
 */
@Stateless
public class DailyCharges {

    /** Accounts in one call. */
    public static final int MAX_ACCOUNTS = 2_000;
    /** Days of an account in one call; what is further behind comes with the next one. */
    private static final int MAX_DAYS = 62;

    @Inject
    private Database database;
    @Inject
    private Agreements agreements;
    @Inject
    private Usages usages;
    @Inject
    private Tariffs tariffs;
    @Inject
    private StepUses stepUses;
    @Inject
    private ChargeLines chargeLines;
    @Inject
    private Journal journal;
    @Inject
    private Positions positions;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /**
     * What became of a call.
     *
     * @param posted  entries that were posted
     * @param waiting accounts whose reading may still come
     * @param parked  accounts that were set aside, with the reason: a key of the portal's texts, its arguments behind {@code |}
     */
    public record Result(int posted, List<Long> waiting, Map<Long, String> parked) {
    }

    /** An account on its way through its days. */
    private static final class Course {
        private final Position position;
        private final List<Agreed> agreed;
        private final Map<Long, DayPricing> pricing = new HashMap<>();
        private LocalDate next;
        private UsageHeld held;
        private String stopped;
        private boolean waits;

        Course(Position position, List<Agreed> agreed) {
            this.position = position;
            this.agreed = agreed;
            this.next = position.nextDay();
        }
    }

    /** @param closedOn the first day that is not the account's any more, or {@code null} */
    record Position(long accountId, int companyId, LocalDate nextDay, LocalDate closedOn) {

        /** The day after the last that is to be charged. */
        LocalDate until(LocalDate day) {
            LocalDate until = day.plusDays(1);
            until = closedOn != null && closedOn.isBefore(until) ? closedOn : until;
            return until.isAfter(nextDay.plusDays(MAX_DAYS)) ? nextDay.plusDays(MAX_DAYS) : until;
        }
    }

    /** An entry with the account whose balance it takes from. */
    private record Entry(long accountId, JournalEntry entry) {
    }

    /** Everything that one call writes. */
    private static final class Written {
        private final List<Entry> entries = new ArrayList<>();
        private final List<ChargeLines.Charged> lines = new ArrayList<>();
        /** The last of a period counts: it may begin and be charged in the same call. */
        private final Map<StepUses.Key, StepUses.Carried> carried = new LinkedHashMap<>();

        private void carry(StepUses.Carried period) {
            carried.put(period.key(), period);
        }
    }

    /** Charges a day, and what is still open in front of it. */
    public Result charge(LocalDate day, List<Long> accounts) {
        if (accounts.size() > MAX_ACCOUNTS) {
            throw new IllegalArgumentException("at most " + MAX_ACCOUNTS + " accounts, not " + accounts.size());
        }
        positions.ensure(accounts);
        Map<Long, Course> courses = courses(day, accounts);
        Written written = new Written();
        TreeMap<LocalDate, List<Course>> byDay = new TreeMap<>();
        courses.values().forEach(course -> byDay.computeIfAbsent(course.next, first -> new ArrayList<>()).add(course));
        byDay.values().forEach(group -> group(day, group, written));
        post(written.entries);
        for (int i = 0; i < written.lines.size(); i += Journal.MAX_ENTRIES) {
            chargeLines.write(written.lines.subList(i, Math.min(i + Journal.MAX_ENTRIES, written.lines.size())));
        }
        stepUses.write(List.copyOf(written.carried.values()));
        List<Course> all = List.copyOf(courses.values());
        move(all);
        positions.reckon(all.stream().map(course -> course.position.accountId()).toList());
        Map<Long, String> parked = new LinkedHashMap<>();
        all.stream().filter(course -> course.stopped != null).forEach(course -> parked.put(course.position.accountId(), course.stopped));
        return new Result(written.entries.size(), all.stream().filter(course -> course.waits).map(course -> course.position.accountId()).toList(), parked);
    }

    /** In the order of the accounts, so that balances are locked in it however many calls it takes. */
    private void post(List<Entry> entries) {
        List<JournalEntry> sorted = entries.stream().sorted(Comparator.comparingLong(Entry::accountId)).map(Entry::entry).toList();
        for (int i = 0; i < sorted.size(); i += Journal.MAX_ENTRIES) {
            journal.post(sorted.subList(i, Math.min(i + Journal.MAX_ENTRIES, sorted.size())));
        }
    }

    private Map<Long, Course> courses(LocalDate day, List<Long> accounts) {
        Map<Long, Position> held = new LinkedHashMap<>();
        database.list("""
                select p.account_id, p.company_id, p.next_day, a.closed_on from prepaid_position p join customer_account a on a.id = p.account_id
                where p.account_id = any(?) and p.next_day <= ? order by p.account_id for update of p""",
                row -> held.put(row.getLong(1), new Position(row.getLong(1), row.getInt(2), row.getObject(3, LocalDate.class), row.getObject(4, LocalDate.class))),
                accounts.stream().mapToLong(Long::longValue).toArray(), day);
        LocalDate first = held.values().stream().map(Position::nextDay).min(LocalDate::compareTo).orElse(day);
        Map<Long, List<Agreed>> agreed = agreements.of(held.keySet(), first, day.plusDays(2));
        Map<Long, Course> courses = new LinkedHashMap<>();
        held.forEach((id, position) -> {
            if (position.until(day).isAfter(position.nextDay())) {
                courses.put(id, new Course(position, agreed.getOrDefault(id, List.of())));
            }
        });
        return courses;
    }

    /** Accounts that begin on the same day: their usage is asked for by few statements. */
    private void group(LocalDate day, List<Course> group, Written written) {
        List<Agreed> agreed = group.stream().flatMap(course -> course.agreed.stream()).toList();
        Map<Integer, List<TariffVersion>> versions = tariffs.published(agreed.stream().map(Agreed::tariffId).distinct().toList());
        Map<StepUses.Key, StepUses.Period> used = new HashMap<>(stepUses.at(agreed, group.getFirst().next));
        Map<Long, List<UsageSpan>> spans = spans(day, group, agreed);
        Map<List<Object>, Integer> revisions = new HashMap<>();
        database.list("select account_id, day, revision from charge_revision where account_id = any(?) and day between ? and ?",
                row -> revisions.put(List.of(row.getLong(1), row.getObject(2, LocalDate.class)), row.getInt(3)), group.stream().mapToLong(course -> course.position.accountId()).toArray(),
                group.getFirst().next, day);
        for (Course course : group) {
            LocalDate until = course.position.until(day);
            while (course.next.isBefore(until) && course.stopped == null && !course.waits) {
                day(course, spans, versions, used, revisions, written);
            }
            course.pricing.values().stream().filter(pricing -> course.next.equals(pricing.chargedTo())).forEach(pricing -> {
                StepUses.Key key = new StepUses.Key(pricing.agreed().id(), pricing.agreed().periodFrom(course.next.minusDays(1)));
                StepUses.Period begun = used.getOrDefault(key, StepUses.Period.NEW);
                written.carry(new StepUses.Carried(course.position.companyId(), key, new StepUses.Period(begun.begun(), pricing.chargedTo(), pricing.spans())));
            });
        }
    }

    /** What the agreements took from the first day on, day by day, as far as it is known. */
    private Map<Long, List<UsageSpan>> spans(LocalDate day, List<Course> group, List<Agreed> agreed) {
        Map<List<LocalDate>, List<Agreed>> wanted = new HashMap<>();
        Map<Long, Course> byAccount = new HashMap<>();
        group.forEach(course -> byAccount.put(course.position.accountId(), course));
        for (Agreed each : agreed) {
            Course course = byAccount.get(each.accountId());
            LocalDate first = each.from().isAfter(course.next) ? each.from() : course.next;
            LocalDate until = course.position.until(day);
            LocalDate end = each.to() != null && each.to().isBefore(until) ? each.to() : until;
            if (first.isBefore(end)) {
                wanted.computeIfAbsent(List.of(first, end), key -> new ArrayList<>()).add(each);
            }
        }
        Map<Long, List<UsageSpan>> spans = new HashMap<>();
        wanted.forEach((days, each) -> usages.daily(each.stream().map(Agreed::usagePointId).toList(), days.getFirst(), days.getLast()).forEach((point, outcome) -> each.stream()
                .filter(one -> one.usagePointId() == point).forEach(one -> spans.put(one.id(), known(byAccount.get(one.accountId()), one, outcome, days.getFirst())))));
        return spans;
    }

    /** Up to what is held; the account stops there. */
    private List<UsageSpan> known(Course course, Agreed agreed, UsageOutcome outcome, LocalDate from) {
        return switch (outcome) {
            case UsageOutcome.Known(List<UsageSpan> all) -> all;
            case UsageOutcome.Held(UsageHeld held) when held.from().isAfter(course.next) && held.reason() != UsageHeld.Reason.BOOKED_OTHERWISE ->
                usages.daily(List.of(agreed.usagePointId()), from, held.from()).get(agreed.usagePointId()) instanceof UsageOutcome.Known(List<UsageSpan> all)
                        ? held(course, held, all) : held(course, held, List.of());
            case UsageOutcome.Held(UsageHeld held) -> held(course, held, List.of());
        };
    }

    private static List<UsageSpan> held(Course course, UsageHeld held, List<UsageSpan> before) {
        if (course.held == null || held.from().isBefore(course.held.from())) {
            course.held = held;
        }
        return before;
    }

    private void day(Course course, Map<Long, List<UsageSpan>> spans, Map<Integer, List<TariffVersion>> versions, Map<StepUses.Key, StepUses.Period> used, Map<List<Object>, Integer> revisions,
                            Written written) {
        LocalDate day = course.next;
        String key = ChargeTakeBack.key(course.position.accountId(), day, revisions.getOrDefault(List.of(course.position.accountId(), day), 0));
        Map<HouseAccount, Long> credits = new EnumMap<>(HouseAccount.class);
        List<ChargeLines.Charged> lines = new ArrayList<>();
        List<StepUses.Carried> carried = new ArrayList<>();
        for (Agreed agreed : course.agreed) {
            if (!agreed.covers(day)) {
                continue;
            }
            List<UsageSpan> all = spans.getOrDefault(agreed.id(), List.of());
            UsageSpan span = all.stream().filter(each -> each.from().equals(day) && each.to().equals(day.plusDays(1))).findFirst().orElse(null);
            if (span == null) {
                stop(course);
                return;
            }
            try {
                DayPricing pricing = course.pricing.computeIfAbsent(agreed.id(), id -> begin(agreed, day, versions, used));
                Charges share = pricing.next(span);
                List<TariffVersion> published = versions.get(agreed.tariffId());
                ChargeLines.add(credits, share.lines(), published.getFirst().commodity());
                for (ChargeLine line : share.lines()) {
                    lines.add(new ChargeLines.Charged(agreed.companyId(), agreed.accountId(), agreed.usagePointId(), agreed.id(), ChargeLines.Kind.DAY, key, lines.size() + 1, day,
                            day.plusDays(1), line));
                }
                endPeriod(course, agreed, day, pricing, versions, used, carried);
            } catch (PricingException e) {
                course.stopped = "parked.price|" + e.reason();
                return;
            }
        }
        List<Posting> postings = ChargeLines.postings(course.position.accountId(), credits);
        if (!postings.isEmpty()) {
            written.entries.add(new Entry(course.position.accountId(),
                    new JournalEntry(course.position.companyId(), key, EntryKind.CHARGE, day, "", new JournalEntry.Source("charge_line", key), null, postings)));
        }
        written.lines.addAll(lines);
        carried.forEach(written::carry);
        course.next = day.plusDays(1);
    }

    private DayPricing begin(Agreed agreed, LocalDate day, Map<Integer, List<TariffVersion>> versions, Map<StepUses.Key, StepUses.Period> used) {
        LocalDate from = agreed.periodFrom(day);
        StepUses.Period period = used.getOrDefault(new StepUses.Key(agreed.id(), from), StepUses.Period.NEW);
        DayPricing pricing = new DayPricing(agreed, day, versions.getOrDefault(agreed.tariffId(), List.of()), period.begun());
        if (day.isAfter(from)) {
            pricing.after(day.equals(period.chargedTo()) ? period.spans() : booked(agreed, from, day));
        }
        return pricing;
    }

    /** The days in front when they were not charged last: behind days that were taken back. */
    private List<UsageSpan> booked(Agreed agreed, LocalDate from, LocalDate day) {
        return usages.preview(List.of(agreed.usagePointId()), from, day, from.datesUntil(day).toList()).get(agreed.usagePointId()) instanceof UsageOutcome.Known(List<UsageSpan> spans) ? spans : List.of();
    }

    /** Behind the last day of a period the next one begins with what the steps hold; behind the last of an agreement the one that follows it does. */
    private static void endPeriod(Course course, Agreed agreed, LocalDate day, DayPricing pricing, Map<Integer, List<TariffVersion>> versions,
                                  Map<StepUses.Key, StepUses.Period> used, List<StepUses.Carried> carried) {
        LocalDate end = day.plusDays(1);
        if (!end.equals(agreed.periodTo(day))) {
            return;
        }
        course.pricing.remove(agreed.id());
        Agreed next = agreed.covers(end) ? agreed : course.agreed.stream()
                .filter(each -> each.usagePointId() == agreed.usagePointId() && each.from().equals(end)).findFirst().orElse(null);
        if (next != null) {
            StepUses.Key key = new StepUses.Key(next.id(), end);
            StepUses.Period period = new StepUses.Period(begun(pricing.used(), versions.getOrDefault(next.tariffId(), List.of()), end, next.occupiedFrom()), null, List.of());
            used.put(key, period);
            carried.add(new StepUses.Carried(agreed.companyId(), key, period));
        }
    }

    /** What of it still counts on the day: a cycle that begins on it begins with nothing. */
    static StepUse begun(StepUse use, List<TariffVersion> published, LocalDate day, LocalDate occupiedFrom) {
        List<TariffVersion> versions = Tariffs.inForce(published, day, day.plusDays(1));
        TariffVersion version = versions.isEmpty() ? null : versions.getFirst();
        boolean month = version == null || version.steps(StepPrice.Cycle.MONTH) == null ? day.getDayOfMonth() == 1
                : version.countsFrom(StepPrice.Cycle.MONTH, day, occupiedFrom).equals(day);
        boolean year = version == null || version.steps(StepPrice.Cycle.YEAR) == null ? day.getDayOfYear() == 1
                : version.countsFrom(StepPrice.Cycle.YEAR, day, occupiedFrom).equals(day);
        return new StepUse(year ? BigDecimal.ZERO : use.thisYear(), month ? BigDecimal.ZERO : use.thisMonth(), day.getDayOfMonth() == 1 ? BigDecimal.ZERO : use.freeThisMonth());
    }

    private static void stop(Course course) {
        course.waits = course.held != null && course.held.reason() == UsageHeld.Reason.READING_AWAITED;
        course.stopped = course.waits ? null : "parked.usage|" + (course.held == null ? UsageHeld.Reason.NO_METER : course.held.reason());
    }

    private void move(Collection<Course> courses) {
        database.update("""
                update prepaid_position p set next_day = c.next::date, parked = c.why, parked_at = case when c.why is null then null else coalesce(p.parked_at, ?) end
                from unnest(?, ?, ?) as c (account, next, why) where p.account_id = c.account""", clock.instant(),
                courses.stream().mapToLong(course -> course.position.accountId()).toArray(), courses.stream().map(course -> course.next.toString()).toArray(String[]::new),
                courses.stream().map(course -> course.stopped).toArray(String[]::new));
        pulse.changed("prepaid");
    }
}
