package com.wattwell.billing;

import com.wattwell.customer.UsagePoints;
import com.wattwell.identity.Caller;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Sets up whose units bear the usage of a common meter (公摊). A share holds whole months. A month that is reckoned, or that stands on a bill of one of
 * its units, keeps its terms: what is changed from a month on ends the share and begins another of the same meter.
 *
 * <p>Who writes holds the share, then the units' accounts, then the common point; a settlement that goes on at the same time waits or is waited for.
 */
@Stateless
public class PublicShareService {

    /** Units that may bear one common meter. */
    public static final int MAX_MEMBERS = 2_000;
    /** Square metres of a unit. */
    static final BigDecimal MOST_AREA = new BigDecimal("1000000");
    static final int AREA_DECIMALS = 4;
    private static final int NAME = 60;

    @Inject
    private Database database;
    @Inject
    private UsagePoints points;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** A unit that bears. @param area square metres, above 0, at most 1,000,000 with 4 decimals; {@code null} where nothing depends on it */
    public record Member(long usagePointId, BigDecimal area) {
    }

    /** What may be changed from a month on. */
    public record Terms(String nameZh, String nameEn, PublicShares.Basis basis, List<Member> members) {
    }

    /**
     * A share to make.
     *
     * @param usagePointId where the common meter counts; or {@code null}, and then
     * @param meterId      the common meter itself, which gets a usage point when it has none
     * @param from         its first month, such as {@code 2026-11}
     * @param to           its last month, or {@code null} or blank while it is not to end
     */
    public record NewShare(int companyId, Long usagePointId, Integer meterId, String from, String to, Terms terms) {
    }

    private record Held(int id, int companyId, long point, LocalDate from, LocalDate to) {
    }

    /** @return its id @throws RefusedException naming the field that is wrong; nothing is done then */
    public int create(Caller caller, NewShare wanted) {
        mayAdminister(caller);
        if (!caller.scope().includes(wanted.companyId())) {
            throw RefusedException.notFound("company", wanted.companyId());
        }
        LocalDate from = month("from", wanted.from()).from();
        LocalDate to = wanted.to() == null || wanted.to().isBlank() ? null : month("to", wanted.to()).to();
        if (to != null && !to.isAfter(from)) {
            throw RefusedException.invalid("to", "refused.shareTo", "to must not be before from.");
        }
        long common = common(caller, wanted, from);
        List<Member> members = checked(wanted.companyId(), common, wanted.terms());
        long[] units = ids(members);
        hold(units, common);
        aloneThen(common, 0, from, to);
        notReckoned("from", 0, units, from);
        int id = insert(caller, wanted.companyId(), common, from, to, wanted.terms());
        fill(id, wanted.companyId(), members);
        pulse.changed("public-shares");
        return id;
    }

    /**
     * Changes a share from a month on: its first, or a later one, with which it ends and another begins that ends when it would have.
     *
     * @return the id of the share that holds from then on
     * @throws RefusedException naming the field that is wrong; nothing is done then
     */
    public int change(Caller caller, int id, String month, Terms terms) {
        mayAdminister(caller);
        Held share = hold(caller, id);
        LocalDate from = month("from", month).from();
        if (from.isBefore(share.from()) || share.to() != null && !from.isBefore(share.to())) {
            throw RefusedException.invalid("from", "refused.shareMonth", "from must be a month of this share.");
        }
        List<Member> members = checked(share.companyId(), share.point(), terms);
        long[] units = Stream.concat(members(id).stream(), members.stream().map(Member::usagePointId)).mapToLong(Long::longValue).distinct().toArray();
        hold(units, share.point());
        notReckoned("from", id, units, from);
        forgetHeld(id, from);
        int holds = id;
        if (from.equals(share.from())) {
            database.update("update public_share set name_zh = ?, name_en = ?, basis = ?, changed_at = ?, changed_by = ? where id = ?", terms.nameZh().strip(), terms.nameEn().strip(),
                    terms.basis(), clock.instant(), caller.name(), id);
            database.update("delete from public_share_member where share_id = ?", id);
        } else {
            endsOn(caller, id, from);
            holds = insert(caller, share.companyId(), share.point(), from, share.to(), terms);
        }
        fill(holds, share.companyId(), members);
        pulse.changed("public-shares");
        return holds;
    }

    /** Says which month is a share's last: an earlier one than before, or a later one. @throws RefusedException naming {@code to} */
    public void end(Caller caller, int id, String lastMonth) {
        mayAdminister(caller);
        Held share = hold(caller, id);
        LocalDate to = month("to", lastMonth).to();
        if (!to.isAfter(share.from())) {
            throw RefusedException.invalid("to", "refused.shareTo", "to must not be before from.");
        }
        long[] units = members(id).stream().mapToLong(Long::longValue).toArray();
        hold(units, share.point());
        aloneThen(share.point(), id, share.from(), to);
        LocalDate first = share.to() != null && share.to().isBefore(to) ? share.to() : to;
        notReckoned("to", id, units, first);
        forgetHeld(id, first);
        endsOn(caller, id, to);
        pulse.changed("public-shares");
    }

    /** Takes a share back of which no month is reckoned yet. @throws RefusedException naming {@code share} */
    public void remove(Caller caller, int id) {
        mayAdminister(caller);
        Held share = hold(caller, id);
        if (reckoned(id, share.from()).isPresent()) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "share", "refused.shareInUse", "Months of this share are reckoned: say when it ends instead.");
        }
        forgetHeld(id, share.from());
        database.update("delete from public_share_member where share_id = ?", id);
        database.update("delete from public_share where id = ?", id);
        pulse.changed("public-shares");
    }

    private static BillingPeriod month(String field, String written) {
        return BillingPeriod.written(field, written);
    }

    private long common(Caller caller, NewShare wanted, LocalDate from) {
        if (wanted.usagePointId() == null && wanted.meterId() == null) {
            throw RefusedException.invalid("meter", "refused.shareMeter", "Name the common meter, or its usage point.");
        }
        if (wanted.usagePointId() != null) {
            return database.first("select id from usage_point where id = ? and company_id = ?", row -> row.getLong(1), wanted.usagePointId(), wanted.companyId())
                    .orElseThrow(() -> RefusedException.invalid("usagePoint", "refused.pointUnknown", "There is no usage point " + wanted.usagePointId() + ".", wanted.usagePointId().toString()));
        }
        if (database.first("select 1 from meter where id = ? and company_id = ?", row -> true, wanted.meterId(), wanted.companyId()).isEmpty()) {
            throw RefusedException.invalid("meter", "refused.meterUnknown", "There is no meter " + wanted.meterId() + ".", wanted.meterId());
        }
        return points.ofMeter(caller, wanted.meterId(), UsagePoints.Facts.USUAL, from).id();
    }

    /** @return the members, each once and each with its weight */
    private List<Member> checked(int companyId, long common, Terms terms) {
        name("nameZh", terms.nameZh());
        name("nameEn", terms.nameEn());
        if (terms.basis() == null) {
            throw RefusedException.invalid("basis", "refused.shareBasis", "basis must be AREA, USAGE or EQUAL.");
        }
        List<Member> members = terms.members() == null ? List.of() : terms.members();
        if (members.isEmpty() || members.size() > MAX_MEMBERS) {
            throw RefusedException.invalid("members", "refused.shareMembers", "members must name 1 to " + MAX_MEMBERS + " units.", MAX_MEMBERS);
        }
        Map<Long, String> commodities = new HashMap<>();
        database.list("select id, commodity from usage_point where company_id = ? and (id = any(?) or id = ?)", row -> commodities.put(row.getLong(1), row.getString(2)), companyId,
                ids(members), common);
        Set<Long> seen = new HashSet<>();
        for (Member member : members) {
            long point = member.usagePointId();
            if (!commodities.containsKey(point)) {
                throw RefusedException.invalid("members", "refused.pointUnknown", "There is no usage point " + point + ".", Long.toString(point));
            }
            if (point == common) {
                throw RefusedException.invalid("members", "refused.shareOfItself", "The common meter is no unit of its own share.");
            }
            if (!seen.add(point)) {
                throw RefusedException.invalid("members", "refused.shareTwice", "members names usage point " + point + " twice.", Long.toString(point));
            }
            if (!commodities.get(point).equals(commodities.get(common))) {
                throw RefusedException.invalid("members", "refused.shareCommodity", "Usage point " + point + " takes something else than the common meter counts.", Long.toString(point));
            }
            if (member.area() == null ? terms.basis() == PublicShares.Basis.AREA : !isArea(member.area())) {
                throw RefusedException.invalid("members", "refused.shareArea", "The area of usage point " + point + " must be more than 0 and at most 1000000 m², with at most 4 decimals.", Long.toString(point));
            }
        }
        return members;
    }

    static boolean isArea(BigDecimal area) {
        return area.signum() > 0 && area.compareTo(MOST_AREA) <= 0 && area.stripTrailingZeros().scale() <= AREA_DECIMALS;
    }

    private static void name(String field, String name) {
        if (name == null || name.isBlank() || name.strip().length() > NAME) {
            throw RefusedException.invalid(field, "refused.shareName", field + " must have 1 to " + NAME + " characters.");
        }
    }

    private Held hold(Caller caller, int id) {
        return database.first("select id, company_id, usage_point_id, from_day, to_day from public_share s where id = ?" + caller.scope().and("s.company_id") + " for update",
                        row -> new Held(row.getInt(1), row.getInt(2), row.getLong(3), row.getObject(4, LocalDate.class), row.getObject(5, LocalDate.class)), id)
                .orElseThrow(() -> RefusedException.notFound("public share", id));
    }

    /** Nobody settles these units meanwhile, and nobody makes another share of the common meter. */
    private void hold(long[] units, long common) {
        database.list("""
                select a.id from customer_account a where a.id in (select g.account_id from agreement g where g.usage_point_id = any(?) and g.to_day is null)
                order by a.id for no key update""", row -> row.getLong(1), units);
        database.one("select id from usage_point where id = ? for update", row -> row.getLong(1), common);
    }

    /** @param except a share that may be there, or 0 */
    private void aloneThen(long common, int except, LocalDate from, LocalDate to) {
        database.first("""
                        select from_day from public_share where usage_point_id = ? and id <> ? and (to_day is null or to_day > ?) and (cast(? as date) is null or from_day < cast(? as date))
                        order by from_day limit 1""", row -> BillingPeriod.of(row.getObject(1, LocalDate.class)), common, except, from, to, to)
                .ifPresent(other -> {
                    throw new RefusedException(RefusedException.Kind.CONFLICT, except == 0 ? "from" : "to", "refused.shareOverlaps", "This meter is shared in these months already, from " + other + " on.",
                            other.toString());
                });
    }

    private void notReckoned(String field, int id, long[] units, LocalDate from) {
        reckoned(id, from).or(() -> billed(units, from)).ifPresent(last -> {
            throw new RefusedException(RefusedException.Kind.CONFLICT, field, "refused.shareReckoned", "Shares or bills of " + last + " are reckoned already: choose a later month.", last.toString());
        });
    }

    /** The last month from one on that is reckoned. */
    private Optional<BillingPeriod> reckoned(int id, LocalDate from) {
        return database.first("select period from public_share_part where share_id = ? and period >= ? and held is null order by period desc limit 1",
                row -> BillingPeriod.of(row.getObject(1, LocalDate.class)), id, from);
    }

    /** The last month from one on whose last day stands on a bill of one of these units. */
    private Optional<BillingPeriod> billed(long[] units, LocalDate from) {
        return database.first("""
                select u.to_day from bill_point u join bill b on b.id = u.bill_id where u.usage_point_id = any(?) and u.to_day >= ? and b.state <> 'CANCELLED'
                order by u.to_day desc limit 1""", row -> BillingPeriod.of(row.getObject(1, LocalDate.class)).before(), units, from.plusMonths(1));
    }

    /** What was not known of a month holds nobody up any more by terms that do not hold. */
    private void forgetHeld(int id, LocalDate from) {
        database.update("delete from public_share_part where share_id = ? and period >= ?", id, from);
    }

    private void endsOn(Caller caller, int id, LocalDate to) {
        database.update("update public_share set to_day = ?, changed_at = ?, changed_by = ? where id = ?", to, clock.instant(), caller.name(), id);
    }

    private int insert(Caller caller, int companyId, long common, LocalDate from, LocalDate to, Terms terms) {
        return database.one("""
                        insert into public_share (company_id, usage_point_id, basis, name_zh, name_en, from_day, to_day, created_at, created_by)
                        values (?, ?, ?, ?, ?, ?, cast(? as date), ?, ?) returning id""", row -> row.getInt(1), companyId, common, terms.basis(), terms.nameZh().strip(),
                terms.nameEn().strip(), from, to, clock.instant(), caller.name());
    }

    private void fill(int id, int companyId, List<Member> members) {
        database.update("insert into public_share_member (share_id, usage_point_id, company_id, weight) select ?, point, ?, weight::numeric from unnest(?::bigint[], ?::text[]) as m (point, weight)",
                id, companyId, ids(members), members.stream().map(member -> member.area() == null ? "1" : member.area().toPlainString()).toArray(String[]::new));
    }

    private List<Long> members(int id) {
        return database.list("select usage_point_id from public_share_member where share_id = ?", row -> row.getLong(1), id);
    }

    private static long[] ids(List<Member> members) {
        return members.stream().mapToLong(Member::usagePointId).toArray();
    }

    private static void mayAdminister(Caller caller) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only administrators change how common meters are shared.");
        }
    }
}
