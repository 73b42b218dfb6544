package com.wattwell.portal.books;

import com.wattwell.ledger.journal.TrialBalances;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Visitor;
import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** What stands on the accounts at the end of a period, and what happened in it. */
@Named
@ViewScoped
public class TrialBalancePage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private TrialBalances balances;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private Clock clock;

    private String from;
    private String to;
    private transient List<TrialBalances.Line> lines;

    @PostConstruct
    void begin() {
        visitor.mustSeeBooks();
        LocalDate today = LocalDate.ofInstant(clock.instant(), visitor.getZone());
        from = today.withDayOfMonth(1).toString();
        to = today.toString();
    }

    /** Books are those of one company. */
    public boolean isChosen() {
        return visitor.company().isPresent();
    }

    public void show() {
        lines = null;
        getLines();
    }

    public List<TrialBalances.Line> getLines() {
        if (lines == null) {
            lines = List.of();
            attempt.to(() -> visitor.company().ifPresent(company -> lines = balances.of(company.id(), day("from", from), day("to", to))));
        }
        return lines;
    }

    private static LocalDate day(String field, String text) {
        LocalDate day = JournalPage.day(field, text);
        if (day == null) {
            throw RefusedException.invalid(field, "refused.bookDay", field + " must be a day from 2000 to 2100 such as 2026-11-29.");
        }
        return day;
    }

    public long getDebitFen() {
        return getLines().stream().mapToLong(TrialBalances.Line::debitFen).sum();
    }

    public long getCreditFen() {
        return getLines().stream().mapToLong(TrialBalances.Line::creditFen).sum();
    }

    public long getOpeningFen() {
        return getLines().stream().mapToLong(TrialBalances.Line::openingFen).sum();
    }

    public long getClosingFen() {
        return getLines().stream().mapToLong(TrialBalances.Line::closingFen).sum();
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
}
