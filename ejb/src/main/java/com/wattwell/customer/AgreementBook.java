package com.wattwell.customer;

import com.wattwell.identity.Caller;
import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.ContractTerms;
import com.wattwell.usage.book.UsageCorrections;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** Whose a usage point is, by which tariff and terms: what may be agreed on, and its rows. */
@ApplicationScoped
public class AgreementBook {

    @Inject
    private Database database;
    @Inject
    private UsagePoints points;
    @Inject
    private UsageCorrections corrections;
    @Inject
    private Clock clock;

    /** What an account agreed on now. @param meterId that counts for the usage point now, or {@code null} */
    record Agreed(long id, long usagePointId, int tariffId, ContractTerms terms, LocalDate from, Integer meterId, Commodity commodity) {
    }

    /** A tariff that was to begin on the day on which an account ends, or later. */
    record Planned(long id, long usagePointId, int tariffId, ContractTerms terms, LocalDate from) {
    }

    /** Nobody else may have the point from that day on. */
    void mustBeFree(long usagePointId, LocalDate from) {
        database.first("""
                select a.number, coalesce(g.to_day::text, '') from agreement g join customer_account a on a.id = g.account_id
                where g.usage_point_id = ? and (g.to_day is null or g.to_day > ?) limit 1""", row -> row.getString(1), usagePointId, from).ifPresent(number -> {
                    throw new RefusedException(RefusedException.Kind.CONFLICT, "meter", "refused.meterTaken", "On that day the meter belongs to account " + number + ".", number);
                });
    }

    /** One of the company for what is taken there, that has a price on the first day: what cannot be priced would be found out at the settlement. */
    void checkTariff(int companyId, Integer tariffId, Commodity commodity, LocalDate from) {
        if (tariffId == null || !database.one("select exists (select 1 from tariff where id = ? and company_id = ? and commodity = ?)", row -> row.getBoolean(1),
                tariffId, companyId, commodity)) {
            throw RefusedException.invalid("tariff", "refused.tariffUnknown", "tariff must be one of the company for " + commodity + ".", commodity.name());
        }
        if (!database.one("select exists (select 1 from tariff_version where tariff_id = ? and state = 'PUBLISHED' and effective_from <= ?)", row -> row.getBoolean(1), tariffId, from)) {
            throw RefusedException.invalid("tariff", "refused.tariffNotInForce", "tariff has no published version in force on " + from + ".", from.toString());
        }
    }

    /** Nobody charges a prepaid account meanwhile: who does locks its position before anything else. */
    void holdPosition(long account) {
        database.list("select account_id from prepaid_position where account_id = ? for update", row -> row.getLong(1), account);
    }

    /**
     * Nothing of an account's point may be charged from the day on. What is only booked, as when a fact was missing to price it, is withdrawn: it is asked for again by what
     * is agreed on then.
     *
     * @throws RefusedException when it is charged
     */
    void withdrawUncharged(Caller caller, long account, long usagePointId, LocalDate from) {
        database.first("""
                select min(s.from_day) from usage_span s where s.usage_point_id = ? and s.withdrawn_at is null and s.to_day > ?
                having min(s.from_day) >= greatest((select max(b.to_day) from bill b where b.account_id = ? and b.state <> 'CANCELLED'),
                    (select p.next_day from prepaid_position p where p.account_id = ?), date '-infinity')""",
                row -> row.getObject(1, LocalDate.class), usagePointId, from, account, account)
                .ifPresentOrElse(booked -> corrections.withdraw(usagePointId, booked, caller.name(), "agreementChanged|" + from), () -> points.notCharged(usagePointId, from));
    }

    /** @throws RefusedException naming the field of the terms that is wrong */
    void agree(Caller caller, int companyId, long account, long point, int tariff, ContractTerms terms, LocalDate from) {
        ContractTerms checked = TermsCheck.checked(terms);
        database.update("""
                insert into agreement (company_id, account_id, usage_point_id, tariff_id, contract_kw, capacity_kva, beds, from_day, recorded_at, recorded_by)
                values (?, ?, ?, ?, cast(? as numeric), cast(? as numeric), ?, ?, ?, ?)""", companyId, account, point, tariff, checked.contractKw(), checked.capacityKva(), checked.beds(), from,
                clock.instant(), caller.name());
    }

    /** What the account agreed on now, its rows held. */
    List<Agreed> agreed(long account) {
        return database.list("""
                select g.id, g.usage_point_id, g.tariff_id, g.from_day, f.meter_id, p.commodity, g.contract_kw, g.capacity_kva, g.beds from agreement g join usage_point p on p.id = g.usage_point_id
                left join usage_point_meter f on f.usage_point_id = p.id and f.to_at is null
                where g.account_id = ? and g.to_day is null order by g.usage_point_id for update of g""",
                row -> new Agreed(row.getLong(1), row.getLong(2), row.getInt(3), new ContractTerms(row.getBigDecimal(7), row.getBigDecimal(8), row.getInt(9)),
                        row.getObject(4, LocalDate.class), Database.integer(row, "meter_id"), Commodity.valueOf(row.getString(6))), account);
    }

    /**
     * Takes out what would only have begun on an account's last boundary or later: it never comes into force for it.
     *
     * @return those tariffs, by usage point and day
     * @throws RefusedException when such a tariff was charged by once, because the lines of it stay
     */
    List<Planned> withdrawPlanned(long account, LocalDate day) {
        List<Planned> planned = database.list("""
                select g.id, g.usage_point_id, g.tariff_id, g.from_day, g.contract_kw, g.capacity_kva, g.beds from agreement g where g.account_id = ? and g.from_day >= ? and exists (
                    select 1 from agreement b where b.account_id = g.account_id and b.usage_point_id = g.usage_point_id and b.from_day < ? and b.to_day >= ?)
                order by g.usage_point_id, g.from_day for update""", row -> new Planned(row.getLong(1), row.getLong(2), row.getInt(3),
                        new ContractTerms(row.getBigDecimal(5), row.getBigDecimal(6), row.getInt(7)), row.getObject(4, LocalDate.class)), account, day, day, day);
        if (planned.isEmpty()) {
            return planned;
        }
        planned.forEach(each -> points.notCharged(each.usagePointId(), day));
        long[] ids = planned.stream().mapToLong(Planned::id).toArray();
        database.first("select min(from_day) from charge_line where account_id = ? and from_day >= ? and agreement_id = any(?) having count(*) > 0", row -> row.getObject(1, LocalDate.class),
                account, day, ids).ifPresent(charged -> {
                    throw new RefusedException(RefusedException.Kind.CONFLICT, "day", "refused.chargedOnce", "Charges from " + charged
                            + " on were taken back, and what they were stays on record by the tariff that begins then: choose a later day.", charged.toString());
                });
        database.update("delete from step_use where agreement_id = any(?)", ids); // what a night carried over to the tariff that was to begin
        database.update("delete from agreement where id = any(?)", ids);
        database.update("update agreement set to_day = null where account_id = ? and usage_point_id = any(?) and from_day < ? and to_day >= ?", account,
                planned.stream().mapToLong(Planned::usagePointId).distinct().toArray(), day, day);
        return planned;
    }

    /**
     * By the tariff that is in force on the first day, and from their days on by those that were planned.
     *
     * @param terms agreed anew, for as long as he stays, or {@code null} for those of before
     */
    void agreeAsBefore(Caller caller, int companyId, long account, Agreed before, ContractTerms terms, List<Planned> planned, LocalDate day) {
        List<Planned> own = planned.stream().filter(each -> each.usagePointId() == before.usagePointId()).toList();
        if (own.isEmpty() || own.getFirst().from().isAfter(day)) {
            agree(caller, companyId, account, before.usagePointId(), before.tariffId(), terms == null ? before.terms() : terms, day);
        }
        for (Planned each : own) {
            database.update("update agreement set to_day = ? where account_id = ? and usage_point_id = ? and to_day is null", each.from(), account, each.usagePointId());
            agree(caller, companyId, account, each.usagePointId(), each.tariffId(), terms == null ? each.terms() : terms, each.from());
        }
    }
}
