package com.wattwell.portal.bills;

import com.wattwell.billing.BillQueries;
import com.wattwell.billing.BillingPeriod;
import com.wattwell.billing.Settled;
import com.wattwell.billing.SettlementService;
import com.wattwell.customer.AccountMode;
import com.wattwell.customer.AccountQueries;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import com.wattwell.portal.settlement.SettlementWords;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** Bills, looked for by number, account, customer, month or state; or those of one run, or of one account. */
@Named
@ViewScoped
public class BillsPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private BillQueries bills;
    @Inject
    private SettlementService settlements;
    @Inject
    private AccountQueries accounts;
    @Inject
    private SettlementWords settlementWords;
    @Inject
    private Clock clock;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String text;
    private String period;
    private BillQueries.State state;
    private String run;
    private String account;
    private String settlePeriod;
    private transient AccountQueries.Row owner;
    private transient LazyRows<BillQueries.Row> rows;

    /** Says at its field what is wrong with what is looked for. */
    public void find() {
        attempt.to(() -> page(new Page.Request(1, 1)));
    }

    public LazyRows<BillQueries.Row> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(BillQueries.Row::id, (sort, descending, request) -> {
                try {
                    return page(request);
                } catch (RefusedException refused) {
                    return new Page<>(List.of(), request.page(), request.size(), 0); // told at its field already
                }
            });
        }
        return rows;
    }

    private Page<BillQueries.Row> page(Page.Request request) {
        return account != null ? bills.ofAccount(visitor.caller().scope(), Id.of("account", account), request)
                : bills.list(visitor.scope(), text, state, period == null ? null : BillingPeriod.written(period), run == null ? null : Id.of("settlement run", run), request);
    }

    /** Whether the account may be settled by itself: for somebody who wants to pay now. */
    public boolean isSettling() {
        return account != null && (visitor.isRunningBatch() || visitor.isTakingMoney()) && getOwner().mode() == AccountMode.POSTPAID;
    }

    /** The account whose bills are shown, or {@code null}. */
    public AccountQueries.Row getOwner() {
        if (owner == null && account != null) {
            owner = accounts.byId(visitor.caller().scope(), Id.of("account", account)).orElseThrow(() -> RefusedException.notFound("account", account));
        }
        return owner;
    }

    /** Settles the account up to the end of a month that is over, whatever run is under way. */
    public void settleNow() {
        Settled[] became = new Settled[1];
        if (attempt.to(() -> became[0] = settlements.settleNow(visitor.caller(), Id.of("account", account), settlePeriod))) {
            switch (became[0]) {
                case Settled.Billed billed -> attempt.say("bills.settled");
                case Settled.Parked parked -> attempt.warn("bills.setAside", settlementWords.why(parked));
                case Settled.Nothing nothing -> attempt.say("bills.nothingToSettle");
            }
        }
        rows = null;
    }

    /** The month before this one, until another is chosen. */
    public String getSettlePeriod() {
        if (settlePeriod == null) {
            settlePeriod = BillingPeriod.of(LocalDate.ofInstant(clock.instant(), visitor.zoneOf(getOwner().companyId()))).before().toString();
        }
        return settlePeriod;
    }

    public void setSettlePeriod(String settlePeriod) {
        this.settlePeriod = settlePeriod;
    }

    public String tone(BillQueries.Row bill) {
        return switch (bill.state()) {
            case DRAFT -> "warn";
            case PUBLISHED -> "good";
            case CANCELLED -> "calm";
        };
    }

    public BillQueries.State[] getStates() {
        return BillQueries.State.values();
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public String getPeriod() {
        return period;
    }

    public void setPeriod(String period) {
        this.period = period;
    }

    public BillQueries.State getState() {
        return state;
    }

    public void setState(BillQueries.State state) {
        this.state = state;
    }

    public String getRun() {
        return run;
    }

    public void setRun(String run) {
        this.run = run;
    }

    public String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = account;
    }
}
