package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Explanation;
import com.wattwell.protocol.Explanation.Part;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.ItemValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes one frame apart. The facts are what the frame says, passwords included, since whoever has the frame has them; the
 * parts are for people's eyes and name no password and no operator.
 */
final class FrameExplanation {

    private final Edition edition;
    private final Dlt645Frame frame;
    private final Function function;
    private final byte[] data;
    private final Map<String, Object> facts = new LinkedHashMap<>(32);
    private final List<Part> parts = new ArrayList<>(16);
    /** Where the frame's first byte of DATA stands in what was handed in. */
    private final int dataAt;
    /** How much of DATA has its part. */
    private int told;

    private FrameExplanation(Edition edition, byte[] bytes, int start) {
        this.edition = edition;
        this.frame = Dlt645Frame.parse(bytes, start, bytes.length);
        this.function = Function.of(edition, frame.control());
        this.data = frame.data();
        this.dataAt = start + FrameProbe.DATA_AT;
    }

    /** @throws com.wattwell.protocol.MalformedFrameException when the bytes are not exactly one frame */
    static Explanation of(Edition edition, byte[] bytes) {
        int start = Dlt645Frame.startOfFrame(bytes, 0, bytes.length);
        FrameExplanation explanation = new FrameExplanation(edition, bytes, start);
        explanation.head(start);
        explanation.data();
        explanation.tail();
        return new Explanation(explanation.facts, explanation.parts);
    }

    private void head(int start) {
        facts.put("kind", "frame");
        facts.put("valid", true);
        facts.put("address", frame.address());
        String addressKind = switch (frame.address()) {
            case Dlt645Frame.BROADCAST -> "broadcast";
            default -> WireAddress.hasOpenPair(frame.address()) ? "wildcard" : null;
        };
        if (addressKind != null) {
            facts.put("address_kind", addressKind);
        }
        facts.put("control", Hex.of(frame.control()));
        facts.put("from", frame.fromMeter() ? "slave" : "master");
        if (frame.abnormal()) {
            facts.put("abnormal", true);
        }
        if (frame.moreFollows()) {
            facts.put("more_follows", true);
        }
        String words = Function.words(edition, frame.control());
        facts.put("function", words);
        facts.put("data_minus33", Hex.of(data));

        if (start > 0) {
            parts.add(new Part(0, start, "wake-up FE", ""));
        }
        parts.add(new Part(start, start + 1, "frame start 68H", ""));
        parts.add(new Part(start + FrameProbe.ADDRESS_AT, start + FrameProbe.SECOND_START_AT, "address field A0..A5",
                addressKind == null ? frame.address() : frame.address() + ", " + addressKind));
        parts.add(new Part(start + FrameProbe.SECOND_START_AT, start + FrameProbe.CONTROL_AT, "frame start 68H", ""));
        parts.add(new Part(start + FrameProbe.CONTROL_AT, start + FrameProbe.LENGTH_AT, "control code C",
                (frame.fromMeter() ? frame.abnormal() ? "abnormal reply, " : "reply, " : "request, ") + words
                        + (frame.moreFollows() ? ", more follows" : "")));
        parts.add(new Part(start + FrameProbe.LENGTH_AT, dataAt, "data length L", Integer.toString(data.length)));
    }

    private void tail() {
        part(data.length, "data", "");
        int sum = dataAt + data.length;
        parts.add(new Part(sum, sum + 1, "checksum CS", "right"));
        parts.add(new Part(sum + 1, sum + 2, "end 16H", ""));
    }

    private void data() {
        if (frame.abnormal()) {
            refusal();
        } else if (function == null || data.length == 0) {
            return;
        } else if (frame.fromMeter()) {
            reply();
        } else {
            request();
        }
    }

    private void refusal() {
        if (data.length == 0 || function == null) {
            return;
        }
        boolean security = function == Function.SECURITY;
        List<String> words = ErrorBits.set(edition, frame.control(), data);
        facts.put("err_bits", words);
        part(Math.min(data.length, security ? 2 : 1), security ? "security error word SERR" : "error word ERR",
                String.join(", ", words));
    }

    private void reply() {
        switch (function) {
            case READ, READ_FOLLOWING, READ_AGAIN -> {
                if (item()) {
                    replyValue();
                }
            }
            case SECURITY -> item();
            case READ_ADDRESS -> addressFact("meter_address", "meter's address");
            case CHANGE_BAUD_RATE -> baudRate();
            case CHANGE_PASSWORD -> {
                part(1, "password level PA", "");
                part(Edition.PASSWORD_LENGTH, "new password P0 P1 P2", "");
            }
            case MULTI_FUNCTION_OUTPUT -> output();
            default -> {
            }
        }
    }

    private void request() {
        switch (function) {
            case READ -> {
                if (item() && data.length > told) {
                    facts.put("extra", Hex.of(data, told, data.length));
                    profileRequest();
                }
            }
            case READ_FOLLOWING -> {
                if (item() && edition.hasSequence() && data.length == told + 1) {
                    sequence();
                }
            }
            case WRITE -> write();
            case WRITE_ADDRESS -> addressFact("new_address", "new address");
            case BROADCAST_TIME -> time();
            case FREEZE -> freeze();
            case CHANGE_BAUD_RATE -> baudRate();
            case CHANGE_PASSWORD -> changePassword();
            case CLEAR_DEMAND, CLEAR_METER -> authority(0);
            case CLEAR_EVENTS -> {
                if (authority(0) && data.length >= told + Dlt645Frame.IDENTIFIER_LENGTH) {
                    part(told + Dlt645Frame.IDENTIFIER_LENGTH, "events DI0..DI3",
                            Hex.reversed(data, told, told + Dlt645Frame.IDENTIFIER_LENGTH));
                }
            }
            case CONTROL -> control();
            case MULTI_FUNCTION_OUTPUT -> output();
            case SECURITY -> {
                if (item()) {
                    part(Math.min(data.length, told + edition.operatorLength()), "operator code C0..C3", "");
                }
            }
            default -> {
            }
        }
    }

    /** The identifier at the head of DATA; whether there is one. */
    private boolean item() {
        if (data.length < edition.identifierLength()) {
            return false;
        }
        DataIdentifier identifier = identifier();
        facts.put("di", identifier.item());
        if (identifier.known()) {
            facts.put("item", identifier.nameEn());
        }
        part(edition.identifierLength(), edition.identifierLength() == 2 ? "data identifier DI0 DI1" : "data identifier DI0..DI3",
                identifier.toString());
        return true;
    }

    private DataIdentifier identifier() {
        return edition.identifiers().of(edition.identifierAt(data, 0));
    }

    /** A part of a long reply is cut anywhere: only the first one begins where a value begins. */
    private void replyValue() {
        boolean following = function == Function.READ_FOLLOWING;
        boolean numbered = following && edition.hasSequence() && data.length > told;
        int to = data.length - (numbered ? 1 : 0);
        if (numbered) {
            facts.put("seq", data[to] & 0xFF);
        }
        value(identifier(), to, following);
        if (edition.hasSequence() && (following || frame.moreFollows())) {
            facts.put("part", numbered ? data[to] & 0xFF : 0);
        }
        if (numbered) {
            sequence();
        }
    }

    private void sequence() {
        int sequence = data[data.length - 1] & 0xFF;
        facts.put("seq", sequence);
        part(data.length, "frame sequence SEQ", Integer.toString(sequence));
    }

    /** DATA up to {@code to} is the item's value, or a piece of it. */
    private void value(DataIdentifier identifier, int to, boolean piece) {
        if (to == told) {
            return;
        }
        byte[] raw = Arrays.copyOfRange(data, told, to);
        if (identifier.known()) {
            byte[] own = identifier.own(raw);
            facts.put("value", piece ? "hex_wire:" + Hex.of(raw) : ItemFacts.value(identifier, own));
            if (!identifier.unit().isEmpty()) {
                facts.put("unit", identifier.unit());
            }
        }
        facts.put("raw", Hex.of(raw));
        if (!piece) {
            structure(identifier, raw);
        }
        valueParts(identifier, raw, to, piece);
    }

    private void valueParts(DataIdentifier identifier, byte[] raw, int to, boolean piece) {
        if (identifier.secret() || piece) {
            part(to, identifier.secret() ? "secret data" : "piece of the data", "");
            return;
        }
        int start = told;
        byte[] own = identifier.own(raw);
        List<DataIdentifier.Slice> slices = identifier.slices(own);
        if (identifier.known() && slices != null) {
            for (DataIdentifier.Slice slice : slices) {
                part(start + slice.from(), "record frame", "");
                ItemValue value = slice.value(own);
                part(start + slice.to(), slice.field().nameEn().isEmpty() ? "data " + value.item() : value.nameEn(),
                        told(value, slice.identifier()));
            }
            part(start + own.length, "record frame", "");
        } else {
            for (ItemValue value : identifier.decode(own)) {
                part(start + own.length, "data", told(value, identifier));
            }
        }
        part(to, "surplus data", "");
    }

    /** What the data are made of, where they have more than one value or a value of many bits. */
    private void structure(DataIdentifier identifier, byte[] raw) {
        Object bits = ItemFacts.bits(identifier, raw);
        if (bits != null) {
            facts.put("bits", bits);
        }
        List<Map<String, Object>> fields = identifier.isRecord() ? ItemFacts.fields(identifier, raw) : List.of();
        if (!fields.isEmpty()) {
            facts.put("fields", fields);
        }
    }

    private static String told(ItemValue value, DataIdentifier identifier) {
        if (identifier.hasStateBits()) {
            return value.text() + ": " + String.join(", ", identifier.stateBits(value.raw()).stream().map(StateBit::nameEn).toList());
        }
        return value.absent() ? "absent" : value.number() == null ? value.text()
                : value.unit().isEmpty() ? value.number().toPlainString()
                : value.number().toPlainString() + " " + value.unit();
    }

    private void write() {
        if (!item() || !authority(edition.identifierLength())) {
            return;
        }
        int password = edition.identifierLength();
        facts.put("password_level", Hex.of(data[password]));
        facts.put("password_P0P1P2", Hex.of(data, password + 1, password + Edition.PASSWORD_LENGTH));
        if (edition.operatorLength() > 0) {
            facts.put("operator", Hex.of(data, password + Edition.PASSWORD_LENGTH, told));
        }
        value(identifier(), data.length, false);
    }

    /** Level, password and operator code from {@code from} on; whether they are all there. */
    private boolean authority(int from) {
        if (data.length < from + edition.authorityLength()) {
            return false;
        }
        part(from + 1, "password level PA", Hex.of(data[from]));
        part(from + Edition.PASSWORD_LENGTH, "password P0 P1 P2", "");
        part(from + edition.authorityLength(), "operator code C0..C3", "");
        return true;
    }

    private void changePassword() {
        int at = 0;
        if (edition == Edition.DLT645_2007 && data.length >= Dlt645Frame.IDENTIFIER_LENGTH) {
            at = Dlt645Frame.IDENTIFIER_LENGTH;
            part(at, "data identifier DI0..DI3", identifier().toString());
        }
        if (data.length == at + 2 * Edition.PASSWORD_LENGTH) {
            part(at + 1, "old password level PA", Hex.of(data[at]));
            part(at + Edition.PASSWORD_LENGTH, "old password P0 P1 P2", "");
            part(told + 1, "new password level PA", Hex.of(data[told]));
            part(data.length, "new password P0 P1 P2", "");
        }
    }

    private void control() {
        if (data.length <= ControlCommand.ACTION_AT || data.length > ControlCommand.LENGTH) {
            authority(0);
            part(data.length, "ciphertext and MAC", "");
            return;
        }
        authority(0);
        int action = data[ControlCommand.ACTION_AT] & 0xFF;
        facts.put("password_level", Hex.of(data[0]));
        facts.put("password_P0P1P2", Hex.of(data, 1, Edition.PASSWORD_LENGTH));
        facts.put("operator", Hex.of(data, Edition.PASSWORD_LENGTH, ControlCommand.ACTION_AT));
        facts.put("command", Hex.of(action));
        facts.put("command_meaning", ControlCommand.words(action));
        part(told + 1, "command N1", ControlCommand.words(action));
        if (data.length == ControlCommand.LENGTH) {
            facts.put("n2", Hex.of(data[ControlCommand.ACTION_AT + 1]));
            String until = Hex.reversed(data, ControlCommand.EXPIRY_AT, ControlCommand.LENGTH);
            facts.put("valid_until_YYMMDDhhmmss", until);
            part(ControlCommand.EXPIRY_AT, "reserved N2", "");
            part(ControlCommand.LENGTH, "accepted until N3..N8", written(until));
        }
    }

    private void time() {
        if (data.length == WireTime.LENGTH) {
            String time = Hex.reversed(data, 0, data.length);
            facts.put("time_YYMMDDhhmmss", time);
            part(data.length, "time ss mm hh DD MM YY", written(time));
        }
    }

    /** {@code 260801103000} as {@code 26-08-01 10:30:00}; digits that are no time look strange, as they should. */
    static String written(String digits) {
        return digits.substring(0, 2) + '-' + digits.substring(2, 4) + '-' + digits.substring(4, 6) + ' '
                + digits.substring(6, 8) + ':' + digits.substring(8, 10) + ':' + digits.substring(10, 12);
    }

    private void freeze() {
        if (data.length == FreezeTime.LENGTH) {
            part(data.length, "freeze time mm hh DD MM", FreezeTime.words(data));
        }
    }

    private void baudRate() {
        if (data.length == 1) {
            part(1, "baud rate word Z", edition == Edition.DLT645_2007 ? BaudRate.words(data[0] & 0xFF) : "");
        }
    }

    private void output() {
        if (data.length == 1) {
            part(1, "output", switch (data[0]) {
                case 0 -> "second pulse";
                case 1 -> "demand period";
                case 2 -> "tariff switch";
                default -> "";
            });
        }
    }

    private void profileRequest() {
        part(told + 1, "number of blocks N", Hex.of(data[told]));
        if (data.length == told + ProfileTime.LENGTH) {
            part(data.length, "from mm hh DD MM YY", Hex.reversed(data, told, data.length));
        }
    }

    private void addressFact(String key, String field) {
        if (data.length == FrameProbe.ADDRESS_LENGTH) {
            String address = WireAddress.read(data, 0);
            facts.put(key, address);
            part(data.length, field, address);
        }
    }

    /** The bytes of DATA from where the last part ended up to {@code end}, as far as they are there, are this field. */
    private void part(int end, String field, String meaning) {
        int to = Math.min(end, data.length);
        if (to > told) {
            parts.add(new Part(dataAt + told, dataAt + to, field, meaning));
            told = to;
        }
    }
}
