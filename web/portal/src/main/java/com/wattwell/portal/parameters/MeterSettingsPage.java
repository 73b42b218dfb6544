package com.wattwell.portal.parameters;

import com.wattwell.control.BatchTarget;
import com.wattwell.control.MeterSettings;
import com.wattwell.identity.Scope;
import com.wattwell.metering.MeterQueries;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import com.wattwell.schedule.ReadingSchedule;
import com.wattwell.schedule.ScheduleQueries;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** What a meter is spoken to with: its passwords, address and speed. */
@Named
@ViewScoped
public class MeterSettingsPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int CHOICES = 12;

    @Inject
    private MeterQueries meters;
    @Inject
    private MeterSettings settings;
    @Inject
    private ScheduleQueries choices;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String id;
    private Integer level = 2;
    private transient String password;
    private ReadingSchedule.Target target = ReadingSchedule.Target.METER;
    private Integer targetId;
    private String targetName;
    private String address;
    private Integer baud = 2400;
    private boolean understood;
    private String passwordReason;
    private String addressReason;
    private String baudReason;
    private transient MeterQueries.Row meter;

    /** Before each time the page is shown. */
    public void refresh() {
        visitor.mustAdminister();
        meter = meters.byId(visitor.caller().scope(), number()).orElseThrow(() -> RefusedException.notFound("meter", id));
    }

    public String setPassword() {
        if (target == ReadingSchedule.Target.METER) {
            return order(() -> settings.password(visitor.caller(), number(), level == null ? -1 : level, password, passwordReason));
        }
        long[] batch = new long[1];
        return attempt.to(() -> batch[0] = settings.passwords(visitor.caller(), batchTarget(), level == null ? -1 : level, password, passwordReason))
                ? "/batch?faces-redirect=true&id=" + batch[0] : null;
    }

    private BatchTarget batchTarget() {
        if (targetId == null) {
            throw RefusedException.invalid("targetId", "refused.targetMissing", "targetId must say of which meters.");
        }
        return BatchTarget.of(BatchTarget.Kind.valueOf(target.name()), targetId);
    }

    public String setAddress() {
        return order(() -> settings.address(visitor.caller(), number(), address, addressReason));
    }

    public String setBaud() {
        return order(() -> settings.baud(visitor.caller(), number(), baud == null ? 0 : baud, understood, baudReason));
    }

    private String order(java.util.function.LongSupplier order) {
        long[] command = new long[1];
        return attempt.to(() -> command[0] = order.getAsLong()) ? "/command?faces-redirect=true&id=" + command[0] : null;
    }

    public List<ScheduleQueries.Choice> complete(String text) {
        return choices.choices(new Scope(meters.byId(visitor.caller().scope(), number()).orElseThrow().companyId()), target, text, CHOICES);
    }

    public void targetChanged() {
        setChosen(null);
    }

    private int number() {
        return Id.ofInt("meter", id);
    }

    public ReadingSchedule.Target[] getTargets() {
        return new ReadingSchedule.Target[] {ReadingSchedule.Target.METER, ReadingSchedule.Target.GROUP, ReadingSchedule.Target.AREA, ReadingSchedule.Target.COLLECTOR};
    }

    public boolean isMany() {
        return target != ReadingSchedule.Target.METER;
    }

    public int[] getBauds() {
        return new int[] {600, 1200, 2400, 4800, 9600, 19200};
    }

    public ScheduleQueries.Choice getChosen() {
        return targetId == null ? null : new ScheduleQueries.Choice(targetId, targetName == null ? "" : targetName);
    }

    public final void setChosen(ScheduleQueries.Choice chosen) {
        targetId = chosen == null ? null : chosen.id();
        targetName = chosen == null ? null : chosen.name();
    }

    public MeterQueries.Row getMeter() {
        if (meter == null) {
            refresh();
        }
        return meter;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public Integer getLevel() {
        return level;
    }

    public void setLevel(Integer level) {
        this.level = level;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public ReadingSchedule.Target getTarget() {
        return target;
    }

    public void setTarget(ReadingSchedule.Target target) {
        this.target = target;
    }

    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }

    public Integer getBaud() {
        return baud;
    }

    public void setBaud(Integer baud) {
        this.baud = baud;
    }

    public boolean isUnderstood() {
        return understood;
    }

    public void setUnderstood(boolean understood) {
        this.understood = understood;
    }

    public String getPasswordReason() {
        return passwordReason;
    }

    public void setPasswordReason(String passwordReason) {
        this.passwordReason = passwordReason;
    }

    public String getAddressReason() {
        return addressReason;
    }

    public void setAddressReason(String addressReason) {
        this.addressReason = addressReason;
    }

    public String getBaudReason() {
        return baudReason;
    }

    public void setBaudReason(String baudReason) {
        this.baudReason = baudReason;
    }
}
