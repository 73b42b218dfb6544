package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.StateBit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Tells of an identifier in DATA and of the value behind it. */
final class ItemTelling {

    private final Edition edition;
    private final Telling telling;

    ItemTelling(Edition edition, Telling telling) {
        this.edition = edition;
        this.telling = telling;
    }

    /** The identifier that DATA begins with; {@code null} when DATA is too short for one. */
    DataIdentifier identifier() {
        return telling.data().length < edition.identifierLength() ? null
                : edition.identifiers().of(edition.identifierAt(telling.data(), 0));
    }

    /** Tells of the identifier at the head of DATA; whether there is one. */
    boolean head() {
        DataIdentifier identifier = identifier();
        if (identifier == null) {
            return false;
        }
        telling.fact("di", identifier.item());
        if (identifier.known()) {
            telling.fact("item", identifier.nameEn());
        }
        part(identifier);
        return true;
    }

    /** The identifier's bytes at the head of DATA. */
    void part(DataIdentifier identifier) {
        boolean older = edition == Edition.DLT645_1997;
        telling.part(edition.identifierLength(), older ? "data identifier DI0 DI1" : "data identifier DI0..DI3", identifier.toString());
    }

    /**
     * DATA up to {@code to} is the value of the identifier at its head.
     *
     * @param piece whether it is a piece of a long value, cut anywhere
     */
    void value(int to, boolean piece) {
        if (to <= telling.told()) {
            return;
        }
        DataIdentifier identifier = identifier();
        byte[] raw = Arrays.copyOfRange(telling.data(), telling.told(), to);
        if (identifier.known()) {
            telling.fact("value", piece ? "hex_wire:" + Hex.of(raw) : ItemFacts.value(identifier, identifier.own(raw)));
            if (!identifier.unit().isEmpty()) {
                telling.fact("unit", identifier.unit());
            }
        }
        telling.fact("raw", Hex.of(raw));
        if (!piece) {
            structure(identifier, raw);
        }
        if (identifier.secret() || piece) {
            telling.part(to, identifier.secret() ? "secret data" : "piece of the data", "");
        } else {
            parts(identifier, identifier.own(raw));
        }
        telling.part(to, "surplus data", "");
    }

    /** What the data are made of, where they have more than one value or a value of many bits. */
    private void structure(DataIdentifier identifier, byte[] raw) {
        Object bits = ItemFacts.bits(identifier, raw);
        if (bits != null) {
            telling.fact("bits", bits);
        }
        List<Map<String, Object>> fields = identifier.isRecord() ? ItemFacts.fields(identifier, raw) : List.of();
        if (!fields.isEmpty()) {
            telling.fact("fields", fields);
        }
    }

    private void parts(DataIdentifier identifier, byte[] own) {
        int start = telling.told();
        List<DataIdentifier.Slice> slices = identifier.slices(own);
        if (slices == null) {
            identifier.decode(own).forEach(value -> telling.part(start + own.length, "data", words(value, identifier)));
            return;
        }
        for (DataIdentifier.Slice slice : slices) {
            telling.part(start + slice.from(), "record frame", "");
            ItemValue value = slice.value(own);
            telling.part(start + slice.to(), slice.field().nameEn().isEmpty() ? "data " + value.item() : value.nameEn(),
                    words(value, slice.identifier()));
        }
        telling.part(start + own.length, "record frame", "");
    }

    private static String words(ItemValue value, DataIdentifier identifier) {
        if (identifier.hasStateBits()) {
            return value.text() + ": " + String.join(", ", identifier.stateBits(value.raw()).stream().map(StateBit::nameEn).toList());
        }
        return value.absent() ? "absent" : value.number() == null ? value.text()
                : value.unit().isEmpty() ? value.number().toPlainString()
                : value.number().toPlainString() + " " + value.unit();
    }
}
