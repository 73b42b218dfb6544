package com.wattwell.billing;

import com.wattwell.platform.Database;
import com.wattwell.prepayment.DailyCharges;
import com.wattwell.prepayment.Positions;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The daily charging of prepaid accounts for its job: which accounts are due, by slice, and a chunk of them in one transaction. */
@Stateless
public class DailyRuns {

    @Inject
    private Database database;
    @Inject
    private DailyCharges charges;
    @Inject
    private Positions positions;
    @Inject
    private Clock clock;

    /** A prepaid account with a day that is over and not charged. @param day the last local day that is over */
    public record Due(long accountId, LocalDate day) {
    }

    /** Accounts that are charged by the day for the first time stand among the others. */
    public void begin() {
        positions.ensureAll();
    }

    /** Whether there is anything to do. */
    public boolean any() {
        return !due(0, 1, 0, 1).isEmpty();
    }

    /** The due accounts of a slice behind one id, in order. */
    public List<Due> due(int slice, int slices, long afterId, int most) {
        Map<Integer, LocalDate> yesterday = new HashMap<>();
        database.list("select id, time_zone from company", row -> yesterday.put(row.getInt(1), LocalDate.ofInstant(clock.instant(), ZoneId.of(row.getString(2))).minusDays(1)));
        LocalDate latest = yesterday.values().stream().max(LocalDate::compareTo).orElse(LocalDate.EPOCH);
        record Candidate(long accountId, int companyId, LocalDate nextDay) {
        }
        List<Due> due = new ArrayList<>();
        database.list("""
                        select account_id, company_id, next_day from prepaid_position
                        where parked is null and next_day <= ? and account_id > ? and account_id % ? = ? order by account_id limit ?""",
                row -> new Candidate(row.getLong(1), row.getInt(2), row.getObject(3, LocalDate.class)), latest, afterId, slices, slice, most).forEach(candidate -> {
                    LocalDate day = yesterday.get(candidate.companyId());
                    if (!candidate.nextDay().isAfter(day)) {
                        due.add(new Due(candidate.accountId(), day));
                    }
                });
        return due;
    }

    /** Charges a chunk, in a transaction of its own. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public int charge(List<Due> due) {
        Map<LocalDate, List<Long>> byDay = new HashMap<>();
        due.forEach(each -> byDay.computeIfAbsent(each.day(), day -> new ArrayList<>()).add(each.accountId()));
        return byDay.entrySet().stream().mapToInt(day -> charges.charge(day.getKey(), day.getValue()).posted()).sum();
    }
}
