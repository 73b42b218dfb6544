package com.wattwell.customer;

import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;

/** Writes down what happened to an account. */
@ApplicationScoped
public class AccountEvents {

    /** What can happen; words for people stand in the portal's texts below {@code accountEvent.}. */
    public enum Kind {
        OPENED, TAKEN_OVER, TARIFF_CHANGED, TERMS_CHANGED, HOUSEHOLD_CHANGED, TENANT_LEFT, TENANT_CAME, CLOSED, BILLED, SETTLED
    }

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    /** @param detail for people: numbers and codes, no sentence */
    public void write(int companyId, long accountId, LocalDate day, Kind kind, String detail, String by) {
        database.update("insert into account_event (company_id, account_id, at, day, kind, detail, by_name) values (?, ?, ?, ?, ?, ?, ?)",
                companyId, accountId, clock.instant(), day, kind, detail == null ? "" : detail, by);
    }
}
