package com.wattwell.feecontrol;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.prepayment.Available;
import com.wattwell.prepayment.Balances;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** What must hold at the very moment an order of fee control is handed to the line: nobody is cut who has paid, or on a holiday, and nobody is given supply who has not. */
@ApplicationScoped
public class CutConditions {

    @Inject
    private Database database;
    @Inject
    private Balances balances;
    @Inject
    private FeeControlRules rules;
    @Inject
    private Cuts cuts;
    @Inject
    private OtherTrips otherTrips;

    private record Case(long id, int companyId, long accountId, ZoneId zone, boolean closed) {
    }

    /** @return key of the sentence that ends the trip's story, with arguments behind {@code |}, when it must not be sent; empty for orders of others */
    public Optional<String> forbidTrip(long commandId, Instant now) {
        return find("k.trip_command = ?", commandId).flatMap(each -> {
            FeeControlRule rule = rules.of(each.companyId());
            Available available = balances.of(Scope.ALL, each.accountId()).orElseThrow();
            if (each.closed() || !rule.isShort(available.forControlFen())) {
                return Optional.of("failed.paid|" + Cuts.yuan(available.forControlFen()));
            }
            return cuts.hours(rule, each.companyId(), LocalDateTime.ofInstant(now, each.zone())).map(why -> why.replace("heldBack.hours", "failed.hours").replace("heldBack.restDay", "failed.restDay"));
        });
    }

    /** The same of giving supply back. */
    public Optional<String> forbidClose(long commandId) {
        return find("k.restore_command = ?", commandId).flatMap(each -> {
            Optional<String> tripped = otherTrips.of(each.id());
            if (tripped.isPresent()) {
                return Optional.of("failed.trippedByOther|" + tripped.get());
            }
            Available available = balances.of(Scope.ALL, each.accountId()).orElseThrow();
            return each.closed() || rules.of(each.companyId()).isEnough(available.forControlFen()) ? Optional.empty() : Optional.of("failed.notEnough|" + Cuts.yuan(available.forControlFen()));
        });
    }

    private Optional<Case> find(String condition, long commandId) {
        return database.first("""
                select k.id, k.company_id, k.account_id, y.time_zone, a.state = 'CLOSED' from fee_control_case k join company y on y.id = k.company_id
                join customer_account a on a.id = k.account_id where\s""" + condition, row -> new Case(row.getLong(1), row.getInt(2), row.getLong(3), ZoneId.of(row.getString(4)), row.getBoolean(5)), commandId);
    }
}
