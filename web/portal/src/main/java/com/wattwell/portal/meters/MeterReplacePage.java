package com.wattwell.portal.meters;

import com.wattwell.identity.Scope;
import com.wattwell.metering.MeterQueries;
import com.wattwell.metering.MeterReplacements;
import com.wattwell.metering.MeterReplacements.RegisterStand;
import com.wattwell.metermodel.MeterModel;
import com.wattwell.metermodel.MeterModelQueries;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.LocalTime;
import com.wattwell.portal.Times;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;

/** Writes down that another device has taken a meter's place, with the values at which the old one ended and the new one began. */
@Named
@ViewScoped
public class MeterReplacePage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private MeterQueries meters;
    @Inject
    private MeterReplacements replacements;
    @Inject
    private MeterModelQueries models;
    @Inject
    private Visitor visitor;
    @Inject
    private Times times;
    @Inject
    private Attempt attempt;

    private String id;
    private String address;
    private String model;
    private String at;
    private String reason;
    private boolean confirmed;
    private List<EditedRegister> registers = List.of();
    private transient MeterQueries.Row row;

    /** When the page is opened. */
    public void open() {
        visitor.mustAdminister();
        model = models.byId(visitor.caller().scope(), getRow().modelId()).map(MeterModel::code).orElse(null);
        registers = List.copyOf(replacements.registers(visitor.caller().scope(), row.id(), times.getNow()).stream().map(EditedRegister::new).toList());
    }

    public MeterQueries.Row getRow() {
        if (row == null) {
            row = meters.byId(visitor.caller().scope(), Id.ofInt("meter", id)).orElseThrow(() -> RefusedException.notFound("meter", id));
        }
        return row;
    }

    public ZoneId getZone() {
        return visitor.zoneOf(getRow().companyId());
    }

    /** The models that the meter's company may use. */
    public List<MeterModel> getModels() {
        return models.list(new Scope(getRow().companyId()), null, null, new Page.Request(1, Page.MAX_SIZE)).items().stream().map(MeterModelQueries.Row::model)
                .sorted(Comparator.comparing(MeterModel::make).thenComparing(MeterModel::name)).toList();
    }

    public String replace() {
        boolean done = attempt.to(() -> replacements.replace(visitor.caller(), Id.ofInt("meter", id), new MeterReplacements.NewDevice(address, model, null,
                LocalTime.parse("at", at, getZone()), reason, registers.stream().map(register -> new RegisterStand(register.getCode(),
                register.getFinalValue(), register.getFirstValue())).toList(), confirmed)));
        if (!done) {
            return null;
        }
        attempt.say("meter.replaced");
        return "/meter?faces-redirect=true&id=" + Id.ofInt("meter", id);
    }

    public List<EditedRegister> getRegisters() {
        return registers;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }

    public String getModel() {
        return model;
    }

    public void setModel(String model) {
        this.model = model;
    }

    public String getAt() {
        return at;
    }

    public void setAt(String at) {
        this.at = at;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public boolean isConfirmed() {
        return confirmed;
    }

    public void setConfirmed(boolean confirmed) {
        this.confirmed = confirmed;
    }
}
