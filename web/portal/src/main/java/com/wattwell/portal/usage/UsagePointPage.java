package com.wattwell.portal.usage;

import com.wattwell.billing.CorrectedReadings;
import com.wattwell.customer.UsagePoints;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Chart;
import com.wattwell.portal.Id;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.LocalTime;
import com.wattwell.portal.Texts;
import com.wattwell.portal.Visitor;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.Register;
import com.wattwell.usage.book.UsageQueries;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What a usage point took, span by span, with what it was reckoned from. */
@Named
@ViewScoped
public class UsagePointPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int CHARTED = 400;
    private static final int EDITS = 50;

    @Inject
    private UsageQueries queries;
    @Inject
    private UsagePoints points;
    @Inject
    private CorrectedReadings corrected;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private Texts texts;

    private String id;
    private BigDecimal multiplier;
    private String at;
    private BigDecimal value;
    private String reason;
    private transient List<CorrectedReadings.Charged> charged;
    private transient UsageQueries.Point point;
    private transient LazyRows<UsageQueries.Item> rows;

    public void open() {
        getPoint();
    }

    public UsageQueries.Point getPoint() {
        if (point == null) {
            point = queries.point(visitor.caller().scope(), Id.of("usage point", id)).orElseThrow(() -> RefusedException.notFound("usage point", id));
        }
        return point;
    }

    public LazyRows<UsageQueries.Item> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(item -> item.spanId() + "/" + item.register(), (sort, descending, request) -> queries.items(visitor.caller().scope(), getPoint().id(), request));
        }
        return rows;
    }

    /** What a day took, over the spans that are booked; an estimate is marked like what belongs to more than its stretch. */
    public String getColumns() {
        List<UsageQueries.Item> items = queries.items(visitor.caller().scope(), getPoint().id(), new Page.Request(1, CHARTED)).items().stream()
                .filter(item -> item.register() == Register.TOTAL).toList().reversed();
        if (items.isEmpty()) {
            return null;
        }
        Chart chart = Chart.bars(start(items.getFirst().from()), start(items.getLast().to()), getZone()).unit(getUnit());
        Chart.Series columns = chart.column(texts.of("usage.aDay"));
        for (UsageQueries.Item item : items) {
            Instant from = start(item.from());
            BigDecimal days = BigDecimal.valueOf(ChronoUnit.DAYS.between(item.from(), item.to()));
            columns.column(from.plus(Duration.between(from, start(item.to())).dividedBy(2)), item.from() + " – " + item.to().minusDays(1),
                    item.quantity().divide(days, MathContext.DECIMAL64).setScale(2, RoundingMode.HALF_UP), item.estimated());
        }
        return chart.json();
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(getZone()).toInstant();
    }

    public void changeMultiplier() {
        if (attempt.to(() -> points.changeMultiplier(visitor.caller(), getPoint().id(), multiplier, LocalTime.parse("at", at, getZone()), value))) {
            attempt.say("usage.multiplierChanged");
            multiplier = null;
            at = null;
            value = null;
            point = null;
        }
    }

    /** What was charged by readings that were corrected since. */
    public List<CorrectedReadings.Charged> getCharged() {
        if (charged == null) {
            charged = corrected.charged(visitor.caller().scope(), getPoint().id());
        }
        return charged;
    }

    public boolean isChargedDaily() {
        return getCharged().stream().anyMatch(each -> each.billId() == null);
    }

    /** Takes the days back that were charged wrongly; the next daily charge charges them anew. */
    public void takeBack() {
        if (attempt.to(() -> corrected.takeBack(visitor.caller(), getPoint().id(), reason))) {
            attempt.say("usage.takenBack");
            reason = null;
        }
        charged = null;
        rows = null;
    }

    public boolean isCorrecting() {
        return visitor.isOperator() || visitor.isKeepingBooks();
    }

    public String unit(Register register) {
        return register == Register.REACTIVE ? "kvarh" : register == Register.DEMAND ? "kW" : getUnit();
    }

    public String getUnit() {
        return getPoint().commodity() == Commodity.WATER ? "m³" : "kWh";
    }

    public List<UsageQueries.Fitted> getFitted() {
        return queries.fitted(visitor.caller().scope(), getPoint().id());
    }

    public List<UsageQueries.Edit> getEdits() {
        return queries.edits(visitor.caller().scope(), getPoint().id(), EDITS);
    }

    public ZoneId getZone() {
        return visitor.zoneOf(getPoint().companyId());
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public BigDecimal getMultiplier() {
        return multiplier;
    }

    public void setMultiplier(BigDecimal multiplier) {
        this.multiplier = multiplier;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getAt() {
        return at;
    }

    public void setAt(String at) {
        this.at = at;
    }

    public BigDecimal getValue() {
        return value;
    }

    public void setValue(BigDecimal value) {
        this.value = value;
    }
}
