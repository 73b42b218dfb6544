package com.wattwell.billing;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Written;
import com.wattwell.prepayment.ChargeTakeBack;
import com.wattwell.usage.book.ReadingCorrection;
import com.wattwell.usage.book.ReadingEdits;
import com.wattwell.usage.book.UsageCorrections;
import com.wattwell.usage.book.UsageDecided;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Corrects a reading that usage is booked from already. Usage that nothing was charged by is reckoned anew at once, drafts of bills with it. What was charged stays as
 * it is until a person takes it back: a published bill is cancelled and billed anew ({@link BillCorrections}), days of a prepaid account are taken back and charged
 * anew. Which charges those are is told by the rows, whoever corrected the reading and whenever.
 */
@Stateless
public class CorrectedReadings {

    private static final int MOST = 100;

    /** Bills that have a part of what a common meter took. */
    private static final String SHARING = """
            select distinct b.account_id, a.number, b.id, b.number, b.state = 'DRAFT', b.from_day, b.to_day from public_share s
            join public_share_part p on p.share_id = s.id join bill_point u on u.usage_point_id = p.usage_point_id
                and u.from_day < p.period + interval '1 month' and u.to_day >= p.period + interval '1 month'
            join bill b on b.id = u.bill_id join customer_account a on a.id = b.account_id
            where s.usage_point_id = ? and %s%s order by b.from_day desc, b.id desc limit ?""";

    @Inject
    private Database database;
    @Inject
    private ReadingEdits edits;
    @Inject
    private UsageCorrections usage;
    @Inject
    private BillRows bills;
    @Inject
    private PublicShares shares;
    @Inject
    private SettlingAlone alone;
    @Inject
    private ChargeTakeBack takeBack;
    @Inject
    private Event<UsageDecided> decided;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /**
     * What was charged by usage that stands on a reading which was corrected since.
     *
     * @param billId {@code null} for the days of a prepaid account
     * @param number of the bill, or {@code null}
     * @param draft  whether the bill is none yet
     * @param from   the first day that is charged wrongly
     * @param to     the day after the last
     */
    public record Charged(long accountId, String account, Long billId, String number, boolean draft, LocalDate from, LocalDate to) {
        public LocalDate lastDay() {
            return to.minusDays(1);
        }
    }

    /**
     * @param why 1 to 200 characters
     * @return what was charged by the reading and is still to be taken back by a person
     * @throws RefusedException naming the field that is wrong; nothing is done then
     */
    public List<Charged> correct(Caller caller, ReadingCorrection correction, String why) {
        if (!caller.mayOperate() && !caller.mayKeepBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not correct readings.");
        }
        String told = Written.reason(why);
        ReadingEdits.Standing standing = edits.standing(caller.scope(), correction.meterId(), correction.type(), correction.at())
                .orElseThrow(() -> RefusedException.notFound("reading", correction.type() + " " + correction.at()));
        if (!ReadingEdits.isCounted(correction.type())) {
            throw RefusedException.invalid("type", "refused.notCounted", "Usage is not reckoned from " + correction.type() + ": there is nothing to correct.");
        }
        if (correction.value() == null ? standing.counts() == null : standing.counts() != null && correction.value().compareTo(standing.counts()) == 0) {
            throw RefusedException.invalid("value", "refused.sameValue", "This counts already.");
        }
        List<Long> points = points(correction);
        lock(points, correction);
        edits.write(caller, correction, told);
        List<Charged> charged = new ArrayList<>();
        for (long point : points) {
            charged.addAll(corrected(caller, point, told));
            LocalDate day = LocalDate.ofInstant(correction.at(), ZoneOffset.UTC);
            decided.fire(new UsageDecided(point, day.minusDays(1), day.plusDays(2)));
        }
        pulse.changed("meter:" + correction.meterId(), "readings");
        return charged;
    }

    /** What was charged of a point by readings that were corrected since, the newest first: the order in which bills are cancelled. */
    public List<Charged> charged(Scope scope, long usagePointId) {
        List<Charged> charged = new ArrayList<>(edits.outdatedFrom(usagePointId).map(from -> charged(scope, usagePointId, from)).orElse(List.of()));
        charged.addAll(database.list(SHARING.formatted("""
                b.state = 'PUBLISHED' and exists (select 1 from usage_span x where x.usage_point_id = s.usage_point_id and x.from_day < p.period + interval '1 month'
                    and x.to_day > p.period and x.withdrawn_at > b.settled_at)""", scope.and("b.company_id")), CorrectedReadings::bill, usagePointId, MOST));
        return charged;
    }

    /**
     * Takes the days of prepaid accounts back that were charged by readings of a point which were corrected since: all or none, the newest first.
     *
     * @param why 1 to 200 characters
     * @throws RefusedException naming what is wrong; nothing is done then
     */
    public void takeBack(Caller caller, long usagePointId, String why) {
        List<Charged> days = charged(caller.scope(), usagePointId).stream().filter(each -> each.billId() == null).toList();
        // in the order of the accounts, as whoever charges holds them
        database.list("select account_id from prepaid_position where account_id = any(?) order by account_id for update", row -> row.getLong(1),
                days.stream().mapToLong(Charged::accountId).toArray());
        days.forEach(each -> takeBack.from(caller, each.accountId(), each.from(), why));
    }

    /** The point that a meter counted for at an instant. */
    public Optional<Long> point(Scope scope, int meterId, Instant at) {
        return database.first("select usage_point_id from usage_point_meter where meter_id = ? and from_at <= ? and (to_at is null or to_at >= ?)" + scope.and("company_id")
                + " order by from_at desc limit 1", row -> row.getLong(1), meterId, at, at);
    }

    private List<Charged> corrected(Caller caller, long point, String why) {
        LocalDate from = edits.outdatedFrom(point).orElse(null);
        if (from == null) {
            return List.of();
        }
        List<Charged> charged = charged(caller.scope(), point, from);
        if (!charged.stream().allMatch(Charged::draft)) {
            return charged;
        }
        charged.addAll(database.list(SHARING.formatted("b.state = 'DRAFT' and u.to_day > ?", caller.scope().and("b.company_id")), CorrectedReadings::bill, point, from, MOST));
        // all of them before the first is made anew: an account's days are settled from the end of its newest bill on
        List<Discarded> drafts = charged.stream().map(Charged::billId).distinct().map(draft -> discarded(draft, why)).sorted(Comparator.comparing(Discarded::from)).toList();
        usage.replace(point, from, caller.name(), "correctedReading|" + why, () -> {
            shares.again(point, from);
            drafts.forEach(draft -> alone.settle(draft.period(), draft.runId(), draft.accountId()));
        });
        return charged(caller.scope(), point);
    }

    private record Discarded(long accountId, Long runId, BillingPeriod period, LocalDate from) {
    }

    private Discarded discarded(long draft, String why) {
        Discarded bill = database.one("select account_id, run_id, period, from_day from bill where id = ?", row -> new Discarded(row.getLong(1), row.getObject(2, Long.class),
                BillingPeriod.of(row.getObject(3, LocalDate.class)), row.getObject(4, LocalDate.class)), draft);
        bills.discard(draft, "correctedReading|" + why, clock.instant());
        return bill;
    }

    /** The points that the meter counted for. */
    private List<Long> points(ReadingCorrection correction) {
        return database.list("""
                select distinct usage_point_id from usage_point_meter where meter_id = ? and from_at < ?::timestamptz + interval '1 day' and (to_at is null or to_at > ?::timestamptz - interval '1 day')
                order by usage_point_id""", row -> row.getLong(1), correction.meterId(), correction.at(), correction.at());
    }

    /** Accounts, their positions, then points: the order in which whoever charges holds them. */
    private void lock(List<Long> points, ReadingCorrection correction) {
        long[] ids = points.stream().mapToLong(Long::longValue).toArray();
        long[] held = database.list("""
                select id from customer_account where id in (select account_id from agreement where (to_day is null or to_day >= ?::date - 2) and usage_point_id in (
                    select unnest(?::bigint[]) union all
                    select m.usage_point_id from public_share s join public_share_member m on m.share_id = s.id where s.usage_point_id = any(?)))
                order by id for no key update""", row -> row.getLong(1), LocalDate.ofInstant(correction.at(), ZoneOffset.UTC), ids, ids).stream().mapToLong(Long::longValue).toArray();
        database.list("select account_id from prepaid_position where account_id = any(?) order by account_id for update", row -> row.getLong(1), held);
        database.list("select id from usage_point where id = any(?) order by id for update", row -> row.getLong(1), ids);
    }

    private List<Charged> charged(Scope scope, long point, LocalDate from) {
        List<Charged> charged = database.list("""
                select b.account_id, a.number, b.id, b.number, b.state = 'DRAFT', greatest(b.from_day, ?::date), b.to_day from bill b join customer_account a on a.id = b.account_id
                where b.state <> 'CANCELLED' and b.id in (select bill_id from bill_point where usage_point_id = ? and to_day > ?)%s order by b.from_day desc, b.id desc limit ?"""
                .formatted(scope.and("b.company_id")), CorrectedReadings::bill, from, point, from, MOST);
        charged.addAll(database.list("""
                select l.account_id, a.number, min(l.from_day), max(l.to_day) from charge_line l join customer_account a on a.id = l.account_id
                where l.usage_point_id = ? and l.kind = 'DAY' and l.taken_back_at is null and l.from_day >= ?%s group by 1, 2 order by 3 desc limit ?""".formatted(scope.and("l.company_id")),
                row -> new Charged(row.getLong(1), row.getString(2), null, null, false, row.getObject(3, LocalDate.class), row.getObject(4, LocalDate.class)), point, from, MOST));
        return charged;
    }

    private static Charged bill(ResultSet row) throws SQLException {
        return new Charged(row.getLong(1), row.getString(2), row.getLong(3), row.getString(4), row.getBoolean(5), row.getObject(6, LocalDate.class), row.getObject(7, LocalDate.class));
    }
}
