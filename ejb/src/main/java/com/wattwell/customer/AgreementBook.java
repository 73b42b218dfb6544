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
}
