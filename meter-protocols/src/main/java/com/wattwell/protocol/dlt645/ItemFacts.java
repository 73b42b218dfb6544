package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.StateBit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The value of an item as {@code wattwell decode} prints it:
 *
 * <pre>
 *   a number                 "0.26", with the item's own places      all FF        null
 *   a date, time or name     its digits, "18122906"                  ASCII         "220.0V"
 *   a maximum demand         {"demand": "61.9345", "time_YYMMDDhhmm": "2105110026"}
 *   a block                  a list of these
 *   a bit word               "hex:0252", highest byte first
 *   what has no one value    "hex_wire:A0A01C..", as it came
 *   digits above 9           {"bad_bcd": "352E30410000"}, highest byte first
 * </pre>
 */
final class ItemFacts {

    private static final String WIRE = "hex_wire:";
    private static final String BITS = "hex:";
    private static final String BAD_DIGITS = "bad_bcd";

    private ItemFacts() {
    }

    /** @param raw the item's bytes without the identifier and with 33H taken off; at least one */
    static Object value(DataIdentifier identifier, byte[] raw) {
        if (identifier.isRecord()) {
            return WIRE + Hex.of(raw);
        }
        Layout layout = identifier.layout();
        Field first = layout.fields().getFirst();
        switch (first.kind()) {
            case BYTES -> {
                return WIRE + Hex.of(raw);
            }
            case BITS -> {
                return BITS + Hex.reversed(raw, 0, raw.length);
            }
            default -> {
            }
        }
        if (!identifier.isBlock() && layout.isSingle()) {
            return single(first, raw);
        }
        if (identifier.readsAsOneText()) {
            return first.absent(raw) ? null : Hex.reversed(raw, 0, raw.length);
        }
        return several(identifier, raw);
    }

    /** A length that is not the item's own is no reason to withhold the digits: they are all there to be seen. */
    private static Object single(Field field, byte[] raw) {
        if (field.absent(raw)) {
            return null;
        }
        return switch (field.kind()) {
            case NUMBER -> {
                BigDecimal number = field.digits(raw);
                yield number != null ? number.toPlainString() : Field.isDecimal(raw) ? WIRE + Hex.of(raw) : badDigits(raw);
            }
            case DIGITS -> Field.isDecimal(raw) ? Hex.reversed(raw, 0, raw.length) : badDigits(raw);
            case CODE -> Hex.reversed(raw, 0, raw.length);
            case ASCII, BITS, BYTES -> field.text(raw);
        };
    }

    private static Object several(DataIdentifier identifier, byte[] raw) {
        List<DataIdentifier.Slice> slices = identifier.slices(raw);
        if (slices == null) {
            return WIRE + Hex.of(raw);
        }
        List<Object> values = new ArrayList<>(slices.size());
        Map<String, Object> demand = null;
        for (DataIdentifier.Slice slice : slices) {
            Object value = single(slice.field(), slice.bytes(raw));
            if (slice.field().isTimeOfDemand()) {
                demand.put("time_YYMMDDhhmm", value);
            } else if (slice.identifier().layout().hasTimeOfDemand()) {
                demand = new LinkedHashMap<>();
                demand.put("demand", value);
                values.add(demand);
            } else {
                values.add(value);
            }
        }
        return identifier.isBlock() || identifier.layout().numbered() ? values : values.getFirst();
    }

    /** The fields of a record, each with its name, value and unit; nothing when the bytes do not fit the record. */
    static List<Map<String, Object>> fields(DataIdentifier identifier, byte[] raw) {
        List<Map<String, Object>> fields = new ArrayList<>();
        for (ItemValue value : identifier.decode(raw)) {
            if (value.nameEn().equals(identifier.nameEn())) {
                return List.of();
            }
            Map<String, Object> field = new LinkedHashMap<>();
            field.put("name", value.nameEn());
            field.put("value", value.absent() ? null : value.number() == null ? value.text() : value.number().toPlainString());
            if (!value.unit().isEmpty()) {
                field.put("unit", value.unit());
            }
            fields.add(field);
        }
        return fields;
    }

    /** What the bits of a bit word say; of a block of them, by item. {@code null} for an item that has none. */
    static Object bits(DataIdentifier identifier, byte[] raw) {
        if (identifier.hasStateBits()) {
            return words(identifier, raw);
        }
        List<DataIdentifier.Slice> slices = identifier.isBlock() ? identifier.slices(raw) : null;
        if (slices == null) {
            return null;
        }
        Map<String, Object> words = new LinkedHashMap<>();
        for (DataIdentifier.Slice slice : slices) {
            if (slice.identifier().hasStateBits()) {
                words.put(slice.identifier().item(), words(slice.identifier(), slice.bytes(raw)));
            }
        }
        return words.isEmpty() ? null : words;
    }

    private static List<String> words(DataIdentifier identifier, byte[] raw) {
        return identifier.stateBits(raw).stream().map(StateBit::nameEn).toList();
    }

    private static Map<String, Object> badDigits(byte[] raw) {
        return Map.of(BAD_DIGITS, Hex.reversed(raw, 0, raw.length));
    }
}
