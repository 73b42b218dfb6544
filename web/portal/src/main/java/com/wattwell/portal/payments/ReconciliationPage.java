package com.wattwell.portal.payments;

import com.wattwell.payment.Channel;
import com.wattwell.payment.Merchants;
import com.wattwell.payment.PaymentQueries;
import com.wattwell.payment.StatementDesk;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.LocalDay;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.util.List;

/** Days of the payment channels: what their statements say, what differs, and a form that fetches one now. */
@Named
@ViewScoped
public class ReconciliationPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private PaymentQueries queries;
    @Inject
    private Merchants merchants;
    @Inject
    private StatementDesk desk;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private Clock clock;

    private boolean openOnly;
    private Integer merchant;
    private String day;
    private transient LazyRows<PaymentQueries.DayRow> rows;

    public void open() {
        visitor.mustSeeBooks();
        if (day == null) {
            day = clock.instant().atZone(Channel.ZONE).toLocalDate().minusDays(1).toString();
        }
    }

    public LazyRows<PaymentQueries.DayRow> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(PaymentQueries.DayRow::id, (sort, descending, request) -> queries.days(visitor.scope(), openOnly, request));
        }
        return rows;
    }

    public List<Merchants.Row> getMerchants() {
        return merchants.list(visitor.scope());
    }

    public String fetch() {
        long[] statement = new long[1];
        boolean done = attempt.to(() -> {
            if (merchant == null) {
                throw RefusedException.invalid("merchant", "refused.merchant", "merchant: choose a merchant account.");
            }
            statement[0] = desk.fetch(visitor.caller(), merchant, LocalDay.parse("day", day));
        });
        return done ? "/reconciliation-day?faces-redirect=true&id=" + statement[0] : null;
    }

    public boolean isOpenOnly() {
        return openOnly;
    }

    public void setOpenOnly(boolean openOnly) {
        this.openOnly = openOnly;
    }

    public Integer getMerchant() {
        return merchant;
    }

    public void setMerchant(Integer merchant) {
        this.merchant = merchant;
    }

    public String getDay() {
        return day;
    }

    public void setDay(String day) {
        this.day = day;
    }
}
