package com.wattwell.portal.books;

import com.wattwell.identity.Company;
import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.journal.JournalQueries;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;

/** The journal of one company, and what is looked for in it. */
@Named
@ViewScoped
public class JournalPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int DAYS = 30;
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);

    @Inject
    private JournalQueries journal;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private Clock clock;

    private String account;
    private HouseAccount house;
    private EntryKind kind;
    private String key;
    private String from;
    private String to;
    private String amount;
    private transient LazyRows<JournalQueries.Row> rows;

    @PostConstruct
    void begin() {
        visitor.mustSeeBooks();
        LocalDate today = LocalDate.ofInstant(clock.instant(), visitor.getZone());
        from = today.minusDays(DAYS).toString();
        to = today.toString();
    }

    /** Books are those of one company. */
    public boolean isChosen() {
        return visitor.company().isPresent();
    }

    /** Says at its field what is wrong with what is looked for; the rows follow. */
    public void find() {
        attempt.to(() -> visitor.company().map(Company::id).ifPresent(company -> journal.page(filter(company), new Page.Request(1, 1))));
    }

    public LazyRows<JournalQueries.Row> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(JournalQueries.Row::id, (sort, descending, request) -> visitor.company().map(company -> page(company.id(), request))
                    .orElseGet(() -> none(request)));
        }
        return rows;
    }

    private Page<JournalQueries.Row> page(int company, Page.Request request) {
        try {
            return journal.page(filter(company), request);
        } catch (RefusedException refused) {
            return none(request); // told at its field already
        }
    }

    private static Page<JournalQueries.Row> none(Page.Request request) {
        return new Page<>(List.of(), request.page(), request.size(), 0);
    }

    private JournalQueries.Filter filter(int company) {
        return new JournalQueries.Filter(company, account, house, kind, key, day("from", from), day("to", to), fen(amount));
    }

    static LocalDate day(String field, String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text.strip());
            if (day.getYear() >= 2000 && day.getYear() <= 2100) {
                return day;
            }
        } catch (DateTimeException e) {
            // told below
        }
        throw RefusedException.invalid(field, "refused.bookDay", field + " must be a day from 2000 to 2100 such as 2026-11-29.");
    }

    private static Long fen(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            BigDecimal yuan = new BigDecimal(text.strip().replace(",", ""));
            if (yuan.abs().compareTo(MOST) < 0) {
                return yuan.movePointRight(2).longValueExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // told below
        }
        throw RefusedException.invalid("amount", "refused.bookAmount", "amount must be yuan with at most two places.");
    }

    public String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = account;
    }

    public HouseAccount getHouse() {
        return house;
    }

    public void setHouse(HouseAccount house) {
        this.house = house;
    }

    public EntryKind getKind() {
        return kind;
    }

    public void setKind(EntryKind kind) {
        this.kind = kind;
    }

    public String getKey() {
        return key;
    }

    public void setKey(String key) {
        this.key = key;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public String getTo() {
        return to;
    }

    public void setTo(String to) {
        this.to = to;
    }

    public String getAmount() {
        return amount;
    }

    public void setAmount(String amount) {
        this.amount = amount;
    }
}
