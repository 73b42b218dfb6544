package com.wattwell.protocol.mbus;

import com.wattwell.protocol.Explanation.Part;
import com.wattwell.protocol.Hex;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a frame one after the other, for people. */
final class FrameParts {

    private static final int[] BAUD = {300, 600, 1200, 2400, 4800, 9600, 19200, 38400};

    private final byte[] frame;
    private final MbusFrame link;
    private final Telegram telegram;
    private final List<Part> parts = new ArrayList<>();
    private int at;

    /** @param telegram {@code null} for a frame without CI */
    FrameParts(byte[] frame, MbusFrame link, Telegram telegram) {
        this.frame = frame;
        this.link = link;
        this.telegram = telegram;
    }

    List<Part> list() {
        switch (link.kind()) {
            case ACKNOWLEDGEMENT -> add(1, "single character", "acknowledgement");
            case SHORT -> {
                add(1, "start", "short frame");
                linkFields();
                tail();
            }
            case CONTROL, LONG -> {
                add(1, "start", "long frame");
                add(2, "L", "twice: " + (frame.length - FrameProbe.OVERHEAD) + " bytes from C to the last of the data");
                add(1, "start", "");
                linkFields();
                add(1, "CI", information(link.information()));
                data();
                rest();
                tail();
            }
        }
        return parts;
    }

    private void linkFields() {
        add(1, "C", LinkControl.words(link.control()));
        add(1, "A", address(link.address()));
    }

    private void tail() {
        add(1, "checksum", "");
        add(1, "stop", "");
    }

    private void data() {
        if (telegram.isFixed()) {
            fixed();
            return;
        }
        switch (telegram.information()) {
            case Telegram.SELECT -> {
                if (link.data().length >= SecondaryAddress.LENGTH) {
                    add(SecondaryAddress.LENGTH, "secondary address", SecondaryAddress.read(link.data(), 0).toString());
                }
            }
            case Telegram.APPLICATION_ERROR -> add(end() - at, "error", telegram.applicationError());
            case Telegram.APPLICATION_RESET -> add(end() - at, "sub-code", "");
            case Telegram.ALARM -> add(end() - at, "alarm state", "");
            default -> {
                header();
                if (RecordFormats.isCompact(link.information())) {
                    add(2, "format signature", "");
                    add(2, "CRC of the full frame", "");
                    telegram.records().forEach(record -> add(record.to() - record.dataAt(), record.quantity() == null ? "manufacturer data" : "data",
                            record.quantity() == null ? "" : record.key() + ", " + value(record)));
                } else {
                    telegram.records().forEach(this::record);
                }
            }
        }
    }

    private void header() {
        MeterHeader header = telegram.header();
        if (header == null) {
            return;
        }
        if (header.address() != null) {
            add(4, "identification", header.address().digits());
            add(2, "manufacturer", Manufacturer.letters(header.address().manufacturer()));
            add(1, "version", Integer.toString(header.address().version()));
            add(1, "medium", header.medium());
        }
        add(1, "access number", Integer.toString(header.accessNumber()));
        add(1, "status", words(header.statusWords()));
        add(2, "signature", Hex.of(header.signature() >> 8) + Hex.of(header.signature()));
    }

    private void fixed() {
        MeterHeader header = telegram.header();
        add(4, "identification", header.address().digits());
        add(1, "access number", Integer.toString(header.accessNumber()));
        add(1, "status", words(header.fixedStatusWords()));
        add(2, "medium and units", header.medium());
        for (DataRecord counter : telegram.records()) {
            add(4, "counter", counter.function().words() + ", " + value(counter));
        }
    }

    private void record(DataRecord record) {
        add(record.from() - at, "idle filler", "");
        if (record.quantity() == null) {
            add(1, "DIF", record.function().words());
            add(record.to() - at, "manufacturer data", "");
            return;
        }
        add(record.vifAt() - at, record.extended() ? "DIF and DIFE" : "DIF", record.function().words()
                + ", storage " + record.storage()
                + (record.extended() ? ", tariff " + record.tariff() + ", subunit " + record.subunit() : ""));
        add(record.dataAt() - at, record.dataAt() - record.vifAt() > 1 ? "VIF and VIFE" : "VIF", record.quantity()
                + (record.modifiers().isEmpty() ? "" : ", " + String.join(", ", record.modifiers()))
                + (record.unit().isEmpty() || record.unit().equals("-") ? "" : " in " + record.unit()));
        add(record.to() - at, "data", value(record));
    }

    /** Value and unit for people, or why there is none. */
    static String value(DataRecord record) {
        if (record.number() == null) {
            return record.absence() == null ? record.text() : record.absence();
        }
        String number = record.number().toPlainString();
        return record.unit().isEmpty() || record.unit().equals("-") ? number : number + " " + record.unit();
    }

    /** What is left of the user data: bytes behind a break, filler behind the last record. */
    private void rest() {
        boolean filler = telegram.defect() == null && !telegram.records().isEmpty();
        add(end() - at, filler ? "idle filler" : "user data", telegram.defect() == null ? "" : telegram.defect());
    }

    private int end() {
        return frame.length - 2;
    }

    private void add(int length, String field, String meaning) {
        if (length > 0) {
            parts.add(new Part(at, at + length, field, meaning));
            at += length;
        }
    }

    private static String words(List<String> words) {
        return words.isEmpty() ? "no error" : String.join(", ", words);
    }

    static String address(int address) {
        return switch (address) {
            case MbusFrame.FACTORY_ADDRESS -> "not set yet";
            case MbusFrame.SELECTED -> "the meter that is selected";
            case MbusFrame.ANY -> "any meter";
            case MbusFrame.BROADCAST -> "every meter";
            default -> Integer.toString(address);
        };
    }

    static String information(int code) {
        return switch (code) {
            case Telegram.APPLICATION_RESET -> "application reset";
            case Telegram.DATA_SEND -> "data send";
            case Telegram.DATA_SEND_HIGH_FIRST -> "data send, high byte first";
            case Telegram.SELECT -> "selection of a meter";
            case Telegram.APPLICATION_ERROR -> "application error";
            case Telegram.ALARM -> "alarm state";
            case Telegram.VARIABLE -> "variable data, long header";
            case Telegram.VARIABLE_HIGH_FIRST -> "variable data, long header, high byte first";
            case Telegram.VARIABLE_NO_HEADER -> "variable data, no header";
            case Telegram.VARIABLE_SHORT_HEADER -> "variable data, short header";
            case Telegram.FIXED -> "fixed data";
            case Telegram.FIXED_HIGH_FIRST -> "fixed data, high byte first";
            case Telegram.COMPACT_FRAME, Telegram.COMPACT_FRAME_SHORT_HEADER -> "values whose format an earlier frame has shown";
            default -> BAUD[code - Telegram.FIRST_BAUD] + " baud from now on";
        };
    }
}
