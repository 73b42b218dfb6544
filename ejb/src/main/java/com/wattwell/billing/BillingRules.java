package com.wattwell.billing;

import com.wattwell.identity.Caller;
import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** When bills are to be paid, and what comes on top when they are not: a company's own rules. */
@Stateless
public class BillingRules {

    private static final BigDecimal MOST_PER_DAY = new BigDecimal("0.01");

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    /**
     * @param dueDays       after publishing, 1 to 90
     * @param graceDays     behind the due day without a late fee, 0 to 90
     * @param lateFeePerDay part of what is open, 0 to 0.01
     * @param lateFeeCap    part of the bill's amount that its late fees may reach, 0 to 1
     */
    public record Rule(int dueDays, int graceDays, BigDecimal lateFeePerDay, BigDecimal lateFeeCap) {
        public static final Rule USUAL = new Rule(15, 0, new BigDecimal("0.001"), BigDecimal.ONE);
    }

    public Rule of(int companyId) {
        return database.first("select due_days, grace_days, late_fee_per_day, late_fee_cap from billing_rule where company_id = ?",
                row -> new Rule(row.getInt(1), row.getInt(2), row.getBigDecimal(3), row.getBigDecimal(4)), companyId).orElse(Rule.USUAL);
    }

    /** @throws RefusedException naming the field that is wrong */
    public void save(Caller caller, int companyId, Rule rule) {
        if (!caller.mayKeepBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not change how bills are paid.");
        }
        if (!caller.scope().includes(companyId)) {
            throw RefusedException.notFound("company", companyId);
        }
        between("dueDays", rule.dueDays(), 1, 90);
        between("graceDays", rule.graceDays(), 0, 90);
        between("lateFeePerDay", rule.lateFeePerDay(), MOST_PER_DAY);
        between("lateFeeCap", rule.lateFeeCap(), BigDecimal.ONE);
        database.update("""
                insert into billing_rule (company_id, due_days, grace_days, late_fee_per_day, late_fee_cap, changed_at, changed_by) values (?, ?, ?, ?, ?, ?, ?)
                on conflict (company_id) do update set due_days = excluded.due_days, grace_days = excluded.grace_days, late_fee_per_day = excluded.late_fee_per_day,
                    late_fee_cap = excluded.late_fee_cap, changed_at = excluded.changed_at, changed_by = excluded.changed_by""",
                companyId, rule.dueDays(), rule.graceDays(), rule.lateFeePerDay(), rule.lateFeeCap(), clock.instant(), caller.name());
    }

    private static void between(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw RefusedException.invalid(field, "refused.between", field + " must be from " + least + " to " + most + ".", least, most);
        }
    }

    private static void between(String field, BigDecimal value, BigDecimal most) {
        if (value == null || value.signum() < 0 || value.compareTo(most) > 0 || value.scale() > 8) {
            throw RefusedException.invalid(field, "refused.between", field + " must be from 0 to " + most.toPlainString() + ".", 0, most.toPlainString());
        }
    }

    /** The local day until which a bill is to be paid that is published now. */
    public LocalDate dueOn(int companyId, Instant published) {
        return today(companyId, published).plusDays(of(companyId).dueDays());
    }

    /** The company's local day. */
    public LocalDate today(int companyId) {
        return today(companyId, clock.instant());
    }

    private LocalDate today(int companyId, Instant instant) {
        return LocalDate.ofInstant(instant, database.one("select time_zone from company where id = ?", row -> ZoneId.of(row.getString(1)), companyId));
    }

}
