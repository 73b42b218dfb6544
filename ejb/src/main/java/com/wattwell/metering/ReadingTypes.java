package com.wattwell.metering;

import com.wattwell.platform.Database;
import com.wattwell.protocol.ItemValue;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Under which reading type an item of a protocol is kept, and in which unit. Read once; the table changes by migration only. */
@ApplicationScoped
public class ReadingTypes {

    /** Powers of ten between a unit that meters send and the one that is kept: {@code from>to}. */
    private static final Map<String, Integer> POWERS = Map.of(
            "L>m3", -3, "m^3>m3", 0, "m³>m3", 0, "L/h>m3/h", -3, "m^3/h>m3/h", 0, "Wh>kWh", -3, "MWh>kWh", 3, "W>kW", -3, "MW>kW", 3);

    @Inject
    private Database database;

    private Map<String, Map<String, Kept>> byProtocol = Map.of();

    private record Kept(short type, String unit) {
    }

    /** A value as it is kept: in the unit of its reading type. */
    public record Typed(short type, BigDecimal value) {
    }

    @PostConstruct
    void load() {
        Map<String, Map<String, Kept>> types = new HashMap<>();
        record Entry(String protocol, String item, Kept kept) {
        }
        for (Entry entry : database.list("select i.protocol, i.item, t.id, t.unit from reading_type_item i join reading_type t on t.id = i.reading_type_id",
                row -> new Entry(row.getString(1), row.getString(2), new Kept(row.getShort(3), row.getString(4))))) {
            types.computeIfAbsent(entry.protocol(), protocol -> new HashMap<>()).put(entry.item(), entry.kept());
        }
        byProtocol = types;
    }

    /** What is kept of a value: nothing when its item has no reading type, it is no number, or its unit is none of the type's. */
    public Optional<Typed> of(String protocol, ItemValue value) {
        Kept kept = byProtocol.getOrDefault(protocol, Map.of()).get(value.item());
        if (kept == null || value.number() == null) {
            return Optional.empty();
        }
        if (value.unit().equals(kept.unit())) {
            return Optional.of(new Typed(kept.type(), value.number()));
        }
        Integer power = POWERS.get(value.unit() + ">" + kept.unit());
        return power == null ? Optional.empty() : Optional.of(new Typed(kept.type(), value.number().scaleByPowerOfTen(power)));
    }
}
