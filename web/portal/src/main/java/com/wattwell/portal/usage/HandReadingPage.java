package com.wattwell.portal.usage;

import com.wattwell.metering.MeterQueries;
import com.wattwell.metering.MeterReplacements;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.LocalTime;
import com.wattwell.portal.Times;
import com.wattwell.portal.Upload;
import com.wattwell.portal.Visitor;
import com.wattwell.portal.meters.EditedRegister;
import com.wattwell.schedule.ReadingSchedule;
import com.wattwell.schedule.ScheduleQueries;
import com.wattwell.usage.book.HandReadings;
import com.wattwell.usage.book.ReadingPhotos;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/** What somebody reads off a meter, with a phone in the hand: the meter, its registers, a photo; then the next one. */
@Named
@ViewScoped
public class HandReadingPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int CHOICES = 12;
    private static final int PHOTOS = 6;
    private static final java.util.Map<String, String> FIRST = java.util.Map.of("ELECTRICITY", "ACTIVE_ENERGY_FORWARD", "WATER", "WATER_VOLUME");

    @Inject
    private HandReadings readings;
    @Inject
    private ReadingPhotos photos;
    @Inject
    private MeterQueries meters;
    @Inject
    private MeterReplacements replacements;
    @Inject
    private ScheduleQueries choices;
    @Inject
    private Visitor visitor;
    @Inject
    private Times times;
    @Inject
    private Attempt attempt;

    private String meterWritten;
    private Integer meterId;
    private String meterName;
    private String at;
    private boolean confirmed;
    private BigDecimal value;
    private List<EditedRegister> registers = List.of();
    private transient Part photo;

    /** When the page is opened, perhaps from a meter's page. */
    public void open() {
        if (!visitor.isTakingMoney()) {
            visitor.mustOperate();
        }
        if (meterWritten != null) {
            MeterQueries.Row row = meters.byId(visitor.caller().scope(), Id.ofInt("meter", meterWritten)).orElseThrow(() -> RefusedException.notFound("meter", meterWritten));
            setMeter(new ScheduleQueries.Choice(row.id(), row.address() + " · " + row.name()));
            choose();
        }
    }

    public List<ScheduleQueries.Choice> complete(String text) {
        return choices.choices(visitor.scope(), ReadingSchedule.Target.METER, text, CHOICES);
    }

    /** The registers that the meter was read for; one that was never read has its total. */
    public void choose() {
        registers = meterId == null ? List.of()
                : List.copyOf(replacements.registers(visitor.caller().scope(), meterId, times.getNow()).stream().map(EditedRegister::new).toList());
    }

    public void save() {
        boolean done = attempt.to(() -> {
            if (meterId == null) {
                throw RefusedException.invalid("meter", "refused.chooseMeter", "Choose a meter.");
            }
            MeterQueries.Row row = meters.byId(visitor.caller().scope(), meterId).orElseThrow(() -> RefusedException.notFound("meter", meterId));
            List<HandReadings.Value> values = registers.isEmpty()
                    ? List.of(new HandReadings.Value(row.protocol().startsWith("DLT645") ? FIRST.get("ELECTRICITY") : FIRST.get("WATER"), value))
                    : registers.stream().map(each -> new HandReadings.Value(each.getCode(), each.getFinalValue())).toList();
            readings.record(visitor.caller(), new HandReadings.Taken(meterId, LocalTime.parse("at", at, visitor.zoneOf(row.companyId())), values, confirmed,
                    Upload.bytes(photo, ReadingPhotos.MAX_BYTES)));
        });
        if (done) {
            attempt.say("handReading.saved", meterName);
            meterId = null;
            meterName = null;
            value = null;
            at = null;
            confirmed = false;
            registers = List.of();
        }
    }

    /** Photos of the meter that is chosen. */
    public List<ReadingPhotos.Row> getPhotos() {
        return meterId == null ? List.of() : photos.list(visitor.caller().scope(), meterId, PHOTOS);
    }

    public ScheduleQueries.Choice getMeter() {
        return meterId == null ? null : new ScheduleQueries.Choice(meterId, meterName);
    }

    public void setMeter(ScheduleQueries.Choice chosen) {
        meterId = chosen == null ? null : chosen.id();
        meterName = chosen == null ? null : chosen.name();
    }

    public List<EditedRegister> getRegisters() {
        return registers;
    }

    public String getMeterWritten() {
        return meterWritten;
    }

    public void setMeterWritten(String meterWritten) {
        this.meterWritten = meterWritten;
    }

    public String getAt() {
        return at;
    }

    public void setAt(String at) {
        this.at = at;
    }

    public boolean isConfirmed() {
        return confirmed;
    }

    public void setConfirmed(boolean confirmed) {
        this.confirmed = confirmed;
    }

    public BigDecimal getValue() {
        return value;
    }

    public void setValue(BigDecimal value) {
        this.value = value;
    }

    public Part getPhoto() {
        return photo;
    }

    public void setPhoto(Part photo) {
        this.photo = photo;
    }
}
