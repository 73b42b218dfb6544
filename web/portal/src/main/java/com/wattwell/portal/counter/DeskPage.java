package com.wattwell.portal.counter;

import com.wattwell.counter.Adjustments;
import com.wattwell.counter.BankTransfers;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.LocalDay;
import com.wattwell.portal.Visitor;
import com.wattwell.portal.Yuan;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;

/** What finance does by lists: subsidies, write-offs, arrears that are carried in, and transfers of the bank that somebody has to say whose they are. */
@Named
@ViewScoped
public class DeskPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int SHOWN = 20;

    @Inject
    private Adjustments adjustments;
    @Inject
    private BankTransfers transfers;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private CompanyField company;

    private final String token = UUID.randomUUID().toString();
    private Adjustments.Kind kind = Adjustments.Kind.SUBSIDY;
    private String lines;
    private String reason;
    private String statement;
    private transient LazyRows<BankTransfers.Row> open;

    public void open() {
        if (!visitor.isKeepingBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only finance books by hand.");
        }
    }

    /** One account a line: its number and the amount, apart by a comma, tab or blank. */
    public String book() {
        int[] booked = new int[1];
        boolean done = attempt.to(() -> booked[0] = adjustments.book(visitor.caller(), company.forWriting(), kind, split(lines, "lines").stream()
                .map(each -> new Adjustments.Line(each[0], each.length < 2 ? null : Yuan.fen("lines", each[1]))).toList(), reason, token));
        if (done) {
            attempt.say("desk.booked", booked[0]);
        }
        return done ? "/desk?faces-redirect=true" : null;
    }

    /** One transfer a line: reference, day, amount, payer, text. */
    public String take() {
        int[] taken = new int[1];
        boolean done = attempt.to(() -> taken[0] = transfers.take(visitor.caller(), company.forWriting(), split(statement, "statement").stream().map(each -> new BankTransfers.Line(each[0],
                LocalDay.parse("statement", each.length < 2 ? null : each[1]), Yuan.fen("statement", each.length < 3 ? null : each[2]), each.length < 4 ? "" : each[3],
                each.length < 5 ? "" : each[4])).toList()));
        if (done) {
            attempt.say("desk.taken", taken[0]);
        }
        return done ? "/desk?faces-redirect=true" : null;
    }

    private static List<String[]> split(String text, String field) {
        if (text == null || text.isBlank()) {
            throw RefusedException.invalid(field, "refused.noRows", field + " has no line.");
        }
        return text.strip().lines().filter(line -> !line.isBlank()).map(line -> line.strip().split("\\s*[\\t;，]\\s*|\\s*,\\s*|\\s{2,}")).toList();
    }

    public List<Adjustments.Row> getBooked() {
        return adjustments.list(visitor.scope(), new Page.Request(1, SHOWN)).items();
    }

    public LazyRows<BankTransfers.Row> getTransfers() {
        if (open == null) {
            open = new LazyRows<>(BankTransfers.Row::id, (sort, descending, request) -> transfers.list(visitor.scope(), true, request));
        }
        return open;
    }

    public Adjustments.Kind[] getKinds() {
        return Adjustments.Kind.values();
    }

    public CompanyField getCompany() {
        return company;
    }

    public Adjustments.Kind getKind() {
        return kind;
    }

    public void setKind(Adjustments.Kind kind) {
        this.kind = kind;
    }

    public String getLines() {
        return lines;
    }

    public void setLines(String lines) {
        this.lines = lines;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getStatement() {
        return statement;
    }

    public void setStatement(String statement) {
        this.statement = statement;
    }
}
