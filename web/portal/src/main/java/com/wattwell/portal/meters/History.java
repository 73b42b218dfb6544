package com.wattwell.portal.meters;

import com.wattwell.identity.Scope;
import com.wattwell.metering.ReadingQueries;
import com.wattwell.metering.ReadingType;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Texts;
import com.wattwell.portal.Times;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/** The history of one meter: which type and which stretch of time stand in the address, so that the page can be shared. */
@Named
@ViewScoped
public class History implements Serializable {

    private static final long serialVersionUID = 1;

    /** More points than this are not told apart on a screen. */
    private static final int CURVE_POINTS = 700;

    @Inject
    private ReadingQueries readings;
    @Inject
    private Visitor visitor;
    @Inject
    private Texts texts;
    @Inject
    private Times times;

    private int meterId;
    private ZoneId zone;
    private String typeCode;
    private String kind;
    private String from;
    private String to;
    private transient String problem;
    private transient String problemField;
    private transient Period period;
    private transient List<ReadingType> types;
    private transient ReadingType type;
    private transient ReadingQueries.Series series;
    private transient List<ReadingQueries.Consumption> bars;
    private transient LazyRows<ReadingQueries.Reading> rows;

    /** @param latest the newest values, which tell what types the meter has */
    void of(int meter, ZoneId companyZone, List<ReadingQueries.Reading> latest) {
        meterId = meter;
        zone = companyZone;
        types = latest.stream().map(ReadingQueries.Reading::type).toList();
        type = types.stream().filter(each -> each.code().equals(typeCode)).findFirst().orElse(types.isEmpty() ? null : types.getFirst());
        series = null;
        bars = null;
        problem = null;
        try {
            period = Period.of(kind, from, to, times.getNow(), zone);
        } catch (RefusedException refused) {
            problem = texts.refused(refused);
            problemField = refused.field();
            period = Period.of(null, null, null, times.getNow(), zone);
        }
    }

    public List<ReadingType> getTypes() {
        return types;
    }

    public ReadingType getType() {
        return type;
    }

    /** The code of the type that is shown; none while the meter has no values. */
    public String getShownCode() {
        return type == null ? "" : type.code();
    }

    public Period getPeriod() {
        return period;
    }

    public boolean isRegister() {
        return type != null && type.kind() == ReadingType.Kind.REGISTER;
    }

    public ReadingQueries.Series getSeries() {
        if (series == null) {
            series = readings.series(scope(), meterId, type, period.from(), period.to(), CURVE_POINTS);
        }
        return series;
    }

    public List<ReadingQueries.Consumption> getBars() {
        if (bars == null) {
            bars = readings.consumption(scope(), meterId, type, period.from(), period.to(), period.step(), zone);
        }
        return bars;
    }

    /** What was consumed in the whole stretch. */
    public BigDecimal getSum() {
        return getBars().stream().map(ReadingQueries.Consumption::amount).filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public String getCurve() {
        return new HistoryCharts(texts, type, period, zone).curve(getSeries());
    }

    public String getColumns() {
        return new HistoryCharts(texts, type, period, zone).columns(getBars());
    }

    /** The stored values as a table. */
    public LazyRows<ReadingQueries.Reading> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(ReadingQueries.Reading::slot, (sort, descending, request) ->
                    readings.list(scope(), meterId, type, period.from(), period.to(), request));
        }
        return rows;
    }

    private Scope scope() {
        return visitor.caller().scope();
    }

    public Period.Kind[] getKinds() {
        return Period.Kind.values();
    }

    /** What is wrong with this field of the period, or {@code null}. */
    public String problemOf(String field) {
        return problem != null && field.equals(problemField) ? problem : null;
    }

    /** The first day in the form: what was written, or where the shown stretch begins. */
    public String getFromShown() {
        return from != null && isCustom() ? from : period.firstDay().toString();
    }

    public String getToShown() {
        return to != null && isCustom() ? to : period.lastDay().toString();
    }

    private boolean isCustom() {
        return Period.Kind.CUSTOM.name().equalsIgnoreCase(kind);
    }

    public String getTypeCode() {
        return typeCode;
    }

    public void setTypeCode(String typeCode) {
        this.typeCode = typeCode;
    }

    public String getKind() {
        return kind;
    }

    public void setKind(String kind) {
        this.kind = kind;
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
