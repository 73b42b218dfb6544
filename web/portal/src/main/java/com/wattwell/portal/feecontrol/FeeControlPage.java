package com.wattwell.portal.feecontrol;

import com.wattwell.feecontrol.FeeControlQueries;
import com.wattwell.feecontrol.FeeControlRule;
import com.wattwell.feecontrol.FeeControlRules;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Rendering;
import com.wattwell.portal.Texts;
import com.wattwell.portal.Visitor;
import com.wattwell.prepayment.Balances;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Fee control: who will be cut and when, who is cut, whose supply is late, how fast it comes back, and the company's settings. */
@Named
@ViewScoped
public class FeeControlPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final Duration STOPWATCH = Duration.ofDays(30);

    @Inject
    private Balances balances;
    @Inject
    private FeeControlQueries queries;
    @Inject
    private FeeControlRules rules;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private Texts texts;
    @Inject
    private CompanyField company;

    private final Rendering rendering = new Rendering();
    private boolean enabled;
    private String warn;
    private String tripBelow;
    private String restoreFrom;
    private Integer grace;
    private String cutFrom;
    private String cutUntil;
    private boolean restDays;
    private boolean permitOnly;
    private Integer late;
    private String reason;
    private transient LazyRows<FeeControlQueries.Low> low;
    private transient LazyRows<FeeControlQueries.Row> cases;
    private transient LazyRows<Balances.Parked> uncharged;

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        rendering.begin();
    }

    /** The form is one company's: what another one has must not be written over it. */
    public void companyChanged() {
        open();
    }

    public void open() {
        FeeControlRule rule = company.getId() == null ? FeeControlRule.NOBODY_IS_CUT : rules.of(company.getId());
        enabled = rule.enabled();
        warn = rule.warnFen().stream().map(FeeControlPage::yuan).collect(Collectors.joining(" "));
        tripBelow = yuan(rule.tripBelowFen());
        restoreFrom = yuan(rule.restoreFromFen());
        grace = rule.graceMinutes();
        cutFrom = rule.cutFrom() == null ? null : rule.cutFrom().toString();
        cutUntil = rule.cutUntil() == null ? null : rule.cutUntil().toString();
        restDays = rule.cutOnRestDays();
        permitOnly = rule.permitOnly();
        late = rule.lateSeconds();
    }

    public LazyRows<FeeControlQueries.Low> getLow() {
        if (low == null) {
            low = new LazyRows<>(FeeControlQueries.Low::accountId, (sort, descending, request) -> queries.low(visitor.scope(), request));
        }
        return low;
    }

    public LazyRows<FeeControlQueries.Row> getCases() {
        if (cases == null) {
            cases = new LazyRows<>(FeeControlQueries.Row::id, (sort, descending, request) -> queries.cases(visitor.scope(), false, request));
        }
        return cases;
    }

    /** Prepaid accounts that are not charged until somebody does something. */
    public LazyRows<Balances.Parked> getUncharged() {
        if (uncharged == null) {
            uncharged = new LazyRows<>(Balances.Parked::accountId, (sort, descending, request) -> balances.parked(visitor.scope(), request));
        }
        return uncharged;
    }

    /** Lets one that was set aside be tried again. */
    public void release(long account) {
        if (attempt.to(() -> balances.release(visitor.caller(), account))) {
            attempt.say("fee.released");
        }
    }

    public FeeControlQueries.Counts getCounts() {
        return rendering.once("counts", () -> queries.counts(visitor.scope()));
    }

    public FeeControlQueries.Stopwatch getStopwatch() {
        return rendering.once("stopwatch", () -> queries.stopwatch(visitor.scope(), STOPWATCH));
    }

    public List<FeeControlRules.Change> getHistory() {
        return company.getId() == null ? List.of() : rules.history(visitor.scope(), company.getId());
    }

    public String save() {
        boolean done = attempt.to(() -> rules.change(visitor.caller(), company.forWriting(), new FeeControlRule(enabled, levels(), fen("tripBelow", tripBelow), fen("restoreFrom", restoreFrom),
                grace == null ? -1 : grace, time("cutFrom", cutFrom), time("cutUntil", cutUntil), restDays, permitOnly, late == null ? 0 : late), reason));
        if (done) {
            attempt.say("fee.saved");
        }
        return done ? "/fee-control?faces-redirect=true" : null;
    }

    private List<Long> levels() {
        return warn == null || warn.isBlank() ? List.of() : Arrays.stream(warn.strip().split("[\\s,;，、]+")).map(each -> fen("warn", each)).toList();
    }

    private static long fen(String field, String written) {
        try {
            return new BigDecimal(written == null ? "" : written.strip()).movePointRight(2).longValueExact();
        } catch (NumberFormatException | ArithmeticException e) {
            throw RefusedException.invalid(field, "refused.yuan", field + " must be an amount such as 100 or 99.50.");
        }
    }

    private static LocalTime time(String field, String written) {
        try {
            return written == null || written.isBlank() ? null : LocalTime.parse(written.strip());
        } catch (DateTimeException e) {
            throw RefusedException.invalid(field, "refused.hours", "Give both hours, or none; they must differ.");
        }
    }

    private static String yuan(long fen) {
        return BigDecimal.valueOf(fen, 2).stripTrailingZeros().toPlainString();
    }

    /** Seconds with one place. */
    public String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).setScale(1, RoundingMode.HALF_UP).toPlainString();
    }

    /** Why a case stands as it does: the end of an order, or why none could be given. */
    public String why(FeeControlQueries.Row row) {
        if (row.why() == null) {
            return "";
        }
        String refused = "refused|refused.";
        return row.why().startsWith(refused) ? texts.told("refused", row.why().substring(refused.length())) : row.why().equals("byHand") ? texts.of("fee.byHand")
                : row.why().startsWith("heldBack.") ? texts.told("fee", row.why()) : texts.step(row.why());
    }

    /** How a case looks. */
    public String tone(FeeControlQueries.Row row) {
        return switch (row.state()) {
            case "CUT" -> "bad";
            case "CUTTING" -> "warn";
            case "RESTORING" -> row.late() ? "bad" : "busy";
            case "RESTORED" -> "good";
            default -> "calm";
        };
    }

    public CompanyField getCompany() {
        return company;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public String getWarn() {
        return warn;
    }

    public void setWarn(String warn) {
        this.warn = warn;
    }

    public String getTripBelow() {
        return tripBelow;
    }

    public void setTripBelow(String tripBelow) {
        this.tripBelow = tripBelow;
    }

    public String getRestoreFrom() {
        return restoreFrom;
    }

    public void setRestoreFrom(String restoreFrom) {
        this.restoreFrom = restoreFrom;
    }

    public Integer getGrace() {
        return grace;
    }

    public void setGrace(Integer grace) {
        this.grace = grace;
    }

    public String getCutFrom() {
        return cutFrom;
    }

    public void setCutFrom(String cutFrom) {
        this.cutFrom = cutFrom;
    }

    public String getCutUntil() {
        return cutUntil;
    }

    public void setCutUntil(String cutUntil) {
        this.cutUntil = cutUntil;
    }

    public boolean isRestDays() {
        return restDays;
    }

    public void setRestDays(boolean restDays) {
        this.restDays = restDays;
    }

    public boolean isPermitOnly() {
        return permitOnly;
    }

    public void setPermitOnly(boolean permitOnly) {
        this.permitOnly = permitOnly;
    }

    public Integer getLate() {
        return late;
    }

    public void setLate(Integer late) {
        this.late = late;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
