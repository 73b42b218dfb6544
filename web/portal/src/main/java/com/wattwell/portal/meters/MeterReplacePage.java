package com.wattwell.portal.meters;

import com.wattwell.metering.MeterQueries;
import com.wattwell.metering.MeterReplacements;
import com.wattwell.metering.MeterReplacements.RegisterStand;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.LocalTime;
import com.wattwell.portal.Times;
import com.wattwell.portal.Visitor;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Protocols;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.ZoneId;
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
    private Visitor visitor;
    @Inject
    private Times times;
    @Inject
    private Attempt attempt;

    private String id;
    private String address;
    private String protocol;
    private String at;
    private String reason;
    private boolean confirmed;
    private List<EditedRegister> registers = List.of();
    private transient MeterQueries.Row row;

    /** When the page is opened. */
    public void open() {
        visitor.mustAdminister();
        protocol = getRow().protocol();
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

    public List<String> getProtocols() {
        return Protocols.all().stream().map(MeterProtocol::name).toList();
    }

    public String replace() {
        boolean done = attempt.to(() -> replacements.replace(visitor.caller(), Id.ofInt("meter", id), new MeterReplacements.NewDevice(address, protocol,
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

    public String getProtocol() {
        return protocol;
    }

    public void setProtocol(String protocol) {
        this.protocol = protocol;
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
