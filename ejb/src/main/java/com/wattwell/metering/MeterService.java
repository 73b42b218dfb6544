package com.wattwell.metering;

import com.wattwell.collector.Area;
import com.wattwell.collector.Collector;
import com.wattwell.collector.Line;
import com.wattwell.collector.Places;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.metermodel.MeterModel;
import com.wattwell.metermodel.MeterModelQueries;
import com.wattwell.metermodel.MeterPasswords;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.UnsupportedRequestException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Locale;

/** Adds and changes meters. */
@Stateless
public class MeterService {

    @PersistenceContext
    private EntityManager entities;
    @Inject
    private Database database;
    @Inject
    private MeterModelQueries models;
    @Inject
    private MeterPasswords passwords;
    @Inject
    private Places places;
    @Inject
    private Pulse pulse;

    /**
     * A meter to add.
     *
     * @param collectorCode its collector
     * @param line          line of the collector, from 1; {@code null} for the first
     * @param modelCode     its model; {@code null} for the standard of the protocol
     * @param protocol      may be left out where the model is named
     * @param place         up to three levels, or {@code null}
     */
    public record NewMeter(String collectorCode, Integer line, String modelCode, String protocol, String address, String name, String place) {
    }

    /**
     * Adds a meter; an operator may as well, who installs it.
     *
     * @throws RefusedException naming the field that is wrong; nothing is done then
     */
    public Meter create(Caller caller, NewMeter wanted) {
        if (!caller.mayOperate()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not add meters.");
        }
        Collector collector = collector(caller, wanted.collectorCode());
        Line line = line(collector, wanted.line() == null ? 1 : wanted.line());
        MeterModel model = model(collector.companyId(), wanted);
        String address = checkedAddress(model.protocol(), wanted.address());
        String name = wanted.name() == null || wanted.name().isBlank() ? address : checkedName(wanted.name());
        boolean taken = database.one("select exists (select 1 from meter where line_id = ? and address = ?)", row -> row.getBoolean(1), line.id(), address);
        if (taken) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "address", "refused.taken", "This line already has a meter " + address + ".", address);
        }
        Area area = places.find(collector.companyId(), wanted.place());
        Meter meter = new Meter(line, model, address, name, area);
        entities.persist(meter);
        entities.flush();
        database.update("insert into meter_state (meter_id, company_id) values (?, ?)", meter.id(), meter.companyId());
        pulse.changed("dashboard", "meters");
        return meter;
    }

    /**
     * Binds a meter to a room. An operator may where it is in none yet; taking it away from a room is the administrators'.
     *
     * @param name  its name from now on; {@code null} or blank to keep it
     * @param place up to three levels, not blank
     * @param move  whether it may be taken away from where it is bound
     * @throws RefusedException naming the field that is wrong; CONFLICT when it is bound elsewhere and not to be moved
     */
    public void bind(Caller caller, int meterId, String name, String place, boolean move) {
        if (!caller.mayOperate() || move && !caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not bind meters.");
        }
        Meter meter = find(caller, meterId);
        if (place == null || place.isBlank()) {
            throw RefusedException.invalid("place", "refused.placeMissing", "place must be the room: estate / building / unit.");
        }
        Area area = places.find(meter.companyId(), place);
        Integer present = database.<Integer>one("select area_id from meter where id = ?", row -> Database.integer(row, "area_id"), meterId);
        if (present != null && !present.equals(area.id()) && !move) {
            String path = database.one("select path from area where id = ?", row -> row.getString(1), present);
            throw new RefusedException(RefusedException.Kind.CONFLICT, "place", "refused.boundElsewhere", "Meter " + meter.address() + " is bound to " + path + ".",
                    meter.address(), path);
        }
        meter.standsIn(area);
        if (name != null && !name.isBlank()) {
            meter.rename(checkedName(name));
        }
        entities.flush();
        pulse.changed("meter:" + meterId, "meters");
    }

    private static String checkedName(String name) {
        if (name.strip().length() > 200) {
            throw RefusedException.invalid("name", "refused.name", "name must have 1 to 200 characters.");
        }
        return name.strip();
    }

    /** Says of which model a meter is, of the same protocol. */
    public void changeModel(Caller caller, int meterId, int modelId) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not change a meter's model.");
        }
        Meter meter = find(caller, meterId);
        MeterModel model = models.byId(new Scope(meter.companyId()), modelId).orElseThrow(() -> RefusedException.notFound("meter model", modelId));
        if (!model.protocol().equals(meter.protocol())) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "model", "refused.modelProtocol",
                    "This meter speaks " + meter.protocol() + "; that model speaks " + model.protocol() + ".", meter.protocol(), model.protocol());
        }
        meter.isOf(model);
        pulse.changed("meter:" + meterId);
    }

    /**
     * Keeps a password that was changed at this meter, sealed.
     *
     * @param password six digits; empty: its model's counts again
     */
    public void changePassword(Caller caller, int meterId, int level, String password) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not keep a meter's passwords.");
        }
        Meter meter = find(caller, meterId);
        if (password == null || password.isEmpty()) {
            passwords.forgetForMeter(meterId, level);
        } else {
            passwords.keepForMeter(meterId, meter.companyId(), level, password);
        }
        pulse.changed("meter:" + meterId);
    }

    private MeterModel model(int companyId, NewMeter wanted) {
        if (wanted.modelCode() == null || wanted.modelCode().isBlank()) {
            return models.standard(AskedItems.protocol(wanted.protocol()).name());
        }
        MeterModel model = models.byCode(companyId, wanted.modelCode().strip())
                .orElseThrow(() -> RefusedException.invalid("model", "refused.noModel", "There is no meter model " + wanted.modelCode() + ".", wanted.modelCode()));
        if (wanted.protocol() != null && !wanted.protocol().equals(model.protocol())) {
            throw RefusedException.invalid("protocol", "refused.modelProtocol", "The model speaks " + model.protocol() + ", not " + wanted.protocol() + ".",
                    wanted.protocol(), model.protocol());
        }
        return model;
    }

    private Meter find(Caller caller, int meterId) {
        Meter meter = entities.find(Meter.class, meterId);
        if (meter == null || !caller.scope().includes(meter.companyId())) {
            throw RefusedException.notFound("meter", meterId);
        }
        return meter;
    }

    /** Takes a meter under protection from trips (保电), or releases it. */
    public void protect(Caller caller, int meterId, boolean never) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not protect meters.");
        }
        find(caller, meterId).protect(never);
        pulse.changed("meter:" + meterId);
    }

    private Collector collector(Caller caller, String code) {
        if (code == null || code.isBlank()) {
            throw RefusedException.invalid("collector", "refused.collectorMissing", "collector must be the code of a collector.");
        }
        return entities.createQuery("select c from Collector c where c.code = :code", Collector.class)
                .setParameter("code", code.strip().toUpperCase(Locale.ROOT)).getResultStream()
                .filter(collector -> caller.scope().includes(collector.companyId())).findFirst()
                .orElseThrow(() -> RefusedException.invalid("collector", "refused.collector", "There is no collector " + code + ".", code));
    }

    private Line line(Collector collector, int number) {
        return entities.createQuery("select l from Line l where l.collectorId = :collector and l.number = :number", Line.class)
                .setParameter("collector", collector.id()).setParameter("number", (short) Math.clamp(number, 0, Short.MAX_VALUE)).getResultStream().findFirst()
                .orElseThrow(() -> RefusedException.invalid("line", "refused.line",
                        "Collector " + collector.code() + " has no line " + number + ".", collector.code(), number));
    }

    /** @throws RefusedException naming the field {@code protocol} or {@code address} */
    static String checkedAddress(String protocol, String address) {
        MeterProtocol known = AskedItems.protocol(protocol);
        try {
            return known.meterAddress(address == null ? "" : address.strip());
        } catch (UnsupportedRequestException e) {
            throw RefusedException.invalid("address", "refused.address", "address: " + e.getMessage(), e.getMessage());
        }
    }
}
