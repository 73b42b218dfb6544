package com.wattwell.metermodel;

import static java.util.Map.entry;

import com.wattwell.connector.MeterTiming;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Protocols;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model as readings and orders need it: its protocol in the make's own style, and what becomes of its values. Immutable.
 *
 * @param protocol requests as this model wants them
 * @param kept     what is kept, by the item's own name
 */
public record ModelInUse(MeterModel model, MeterProtocol protocol, Map<String, Kept> kept) {

    /** Powers of ten between a unit that meters send and the one that is kept: {@code from>to}. */
    private static final Map<String, Integer> POWERS = Map.ofEntries(entry("L>m3", -3), entry("m^3>m3", 0), entry("m³>m3", 0),
            entry("L/h>m3/h", -3), entry("m^3/h>m3/h", 0), entry("Wh>kWh", -3), entry("MWh>kWh", 3), entry("W>kW", -3), entry("MW>kW", 3),
            entry("degC>°C", 0), entry("CNY>yuan", 0));

    /** What a model says of its reply time may be off by this part of it. */
    private static final int UNSURE = 4;

    /** Under which reading type a value is kept, in which unit, and how many places the make sends where they are not the standard's. */
    public record Kept(short type, String unit, Integer decimals) {
    }

    /** A value as it is kept: in the unit of its reading type. */
    public record Typed(short type, BigDecimal value) {
    }

    public ModelInUse {
        kept = Map.copyOf(kept);
    }

    /**
     * @param units the unit of each reading type
     * @param made  items of this protocol for which a reading type was made, whatever the model; the model's own go before
     */
    static ModelInUse of(MeterModel model, Map<Integer, String> units, List<MeterModel.Item> made) {
        Map<String, Kept> kept = new HashMap<>();
        made.forEach(item -> kept.put(item.item(), kept(item, units)));
        model.items().forEach(item -> kept.put(item.item(), kept(item, units)));
        return new ModelInUse(model, Protocols.named(model.protocol()).styled(model.style()), kept);
    }

    private static Kept kept(MeterModel.Item item, Map<Integer, String> units) {
        return new Kept((short) item.readingTypeId(), units.get(item.readingTypeId()), item.decimals());
    }

    /** What is kept of a value: nothing when its item has no reading type, it is no number, or its unit is none of the type's. */
    public Optional<Typed> typed(ItemValue value) {
        Kept how = kept.get(value.item());
        if (how == null || value.number() == null) {
            return Optional.empty();
        }
        BigDecimal number = number(value);
        if (value.unit().equals(how.unit())) {
            return Optional.of(new Typed(how.type(), number));
        }
        Integer power = POWERS.get(value.unit() + ">" + how.unit());
        return power == null ? Optional.empty() : Optional.of(new Typed(how.type(), number.scaleByPowerOfTen(power)));
    }

    /** The number of a value that has one, with as many places as the make sends. */
    public BigDecimal number(ItemValue value) {
        Kept how = kept.get(value.item());
        return how == null || how.decimals() == null ? value.number() : new BigDecimal(value.number().unscaledValue(), how.decimals());
    }

    /** What the adapter is told of a meter's timing: what was learned of it, or else what its model says. */
    public MeterTiming timing(int replyMillis, int deviationMillis, int consecutiveFailures, Instant nextProbeAt) {
        return replyMillis == 0 && model.replyMillis() > 0
                ? new MeterTiming(model.replyMillis(), model.replyMillis() / UNSURE, consecutiveFailures, nextProbeAt)
                : new MeterTiming(replyMillis, deviationMillis, consecutiveFailures, nextProbeAt);
    }

    /** The item that brings each reading type that the model has. */
    public Map<Short, String> itemsByType() {
        Map<Short, String> items = new LinkedHashMap<>();
        kept.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> items.putIfAbsent(entry.getValue().type(), entry.getKey()));
        return items;
    }
}
