package com.wattwell.portal.bills;

import com.wattwell.billing.Explanations;
import com.wattwell.billing.PublicShareQueries;
import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import com.wattwell.portal.control.WireBytes;
import com.wattwell.protocol.Protocols;
import com.wattwell.tariff.ChargeLine;
import com.wattwell.tariff.ReadingRef;
import com.wattwell.tariff.catalog.TariffDocument;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/**
 * Where a fen comes from: of a line of a bill ({@code bill} and {@code line}), of a line of a day's charge ({@code day}), of an entry of the books ({@code entry}), or
 * forward from a reading ({@code meter}, {@code type} and {@code at}).
 */
@Named
@RequestScoped
public class ExplainPage {

    @Inject
    private Explanations explanations;
    @Inject
    private PublicShareQueries shares;
    @Inject
    private Visitor visitor;

    private String bill;
    private String line;
    private String day;
    private String entry;
    private String meter;
    private String type;
    private String at;
    private Explanations.Charge charge;
    private List<Explanations.Charge> charges = List.of();
    private Explanations.Fee fee;
    private Explanations.RuleThen rule;
    private List<Explanations.Usage> usage = List.of();
    private List<Explanations.Reading> readings = List.of();
    private Explanations.Reading reading;
    private List<PublicShareQueries.Row> borne = List.of();

    /** Once what is asked for is known. */
    public void open() {
        Scope scope = visitor.caller().scope();
        if (meter != null) {
            ReadingRef asked = new ReadingRef(Id.ofInt("meter", meter), type == null ? "" : type, instant(), BigDecimal.ZERO);
            reading = explanations.reading(scope, asked);
            charges = explanations.standingOn(scope, asked.meterId(), asked.readingType(), asked.at());
        } else if (entry != null) {
            charges = explanations.ofEntry(scope, Id.of("journal entry", entry));
            fee = explanations.lateFee(scope, Id.of("journal entry", entry)).orElse(null);
        } else {
            charge = (day != null ? explanations.dayLine(scope, Id.of("line", day)) : explanations.billLine(scope, Id.of("bill", bill), Id.ofInt("line", line)))
                    .orElseThrow(() -> RefusedException.notFound("line", line == null ? day : line));
            rule = explanations.rule(scope, charge, explanations.companyOf(charge)).orElse(null);
            usage = explanations.usage(charge);
            readings = explanations.readings(scope, charge.readings());
            if (charge.kind().equals(ChargeLine.Kind.SHARE.name())) {
                borne = shares.borne(scope, charge.usagePointId(), charge.from(), charge.to());
            }
        }
    }

    private Instant instant() {
        try {
            return Instant.parse(at == null ? "" : at);
        } catch (DateTimeException e) {
            throw RefusedException.notFound("reading", at == null ? "" : at);
        }
    }

    /** The frame that brought a reading, taken apart. */
    public List<WireBytes.Part> request(Explanations.Reading of) {
        return WireBytes.parts(Protocols.named(of.protocol()), of.bytes().request());
    }

    public List<WireBytes.Part> reply(Explanations.Reading of) {
        return WireBytes.parts(Protocols.named(of.protocol()), of.bytes().reply());
    }

    /** The rule as its document says it. */
    public String getRuleText() {
        return rule == null || rule.rule() == null ? "" : TariffDocument.write(List.of(rule.rule())).getJsonArray("rules").getFirst().toString();
    }

    public Explanations.Charge getCharge() {
        return charge;
    }

    public Explanations.Fee getFee() {
        return fee;
    }

    public List<Explanations.Charge> getCharges() {
        return charges;
    }

    public Explanations.RuleThen getRule() {
        return rule;
    }

    public List<Explanations.Usage> getUsage() {
        return usage;
    }

    public List<Explanations.Reading> getReadings() {
        return readings;
    }

    /** The shares of common meters behind a line for shares. */
    public List<PublicShareQueries.Row> getBorne() {
        return borne;
    }

    public Explanations.Reading getReading() {
        return reading;
    }

    public String getBill() {
        return bill;
    }

    public void setBill(String bill) {
        this.bill = bill;
    }

    public String getLine() {
        return line;
    }

    public void setLine(String line) {
        this.line = line;
    }

    public String getDay() {
        return day;
    }

    public void setDay(String day) {
        this.day = day;
    }

    public String getEntry() {
        return entry;
    }

    public void setEntry(String entry) {
        this.entry = entry;
    }

    public String getMeter() {
        return meter;
    }

    public void setMeter(String meter) {
        this.meter = meter;
    }

    public String getType() {
        return type;
    }

    public void setType(String type) {
        this.type = type;
    }

    public String getAt() {
        return at;
    }

    public void setAt(String at) {
        this.at = at;
    }
}
