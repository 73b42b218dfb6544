package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Explanation;
import com.wattwell.protocol.Hex;
import java.util.List;

/**
 * Takes one frame apart. The facts are what the frame says, passwords included, since whoever has the frame has them; the
 * parts are for people's eyes and name no password and no operator.
 */
final class FrameExplanation {

    private final Edition edition;
    private final Dlt645Frame frame;
    private final Function function;
    private final byte[] data;
    private final Telling telling;
    private final ItemTelling item;

    private FrameExplanation(Edition edition, byte[] bytes, int start) {
        this.edition = edition;
        this.frame = Dlt645Frame.at(bytes, start);
        this.function = Function.of(edition, frame.control());
        this.data = frame.data();
        this.telling = new Telling(data, start + FrameProbe.DATA_AT);
        this.item = new ItemTelling(edition, telling);
    }

    /** @throws com.wattwell.protocol.MalformedFrameException when the bytes are not exactly one frame */
    static Explanation of(Edition edition, byte[] bytes) {
        int start = Dlt645Frame.startOfFrame(bytes, 0, bytes.length);
        FrameExplanation explanation = new FrameExplanation(edition, bytes, start);
        explanation.head(start);
        explanation.data();
        explanation.tail(start + FrameProbe.DATA_AT + explanation.data.length);
        return explanation.telling.explanation();
    }

    private void head(int start) {
        String addressKind = frame.address().equals(Dlt645Frame.BROADCAST) ? "broadcast"
                : WireAddress.hasOpenPair(frame.address()) ? "wildcard" : null;
        String words = Function.words(edition, frame.control());
        telling.fact("kind", "frame");
        telling.fact("valid", true);
        telling.fact("address", frame.address());
        if (addressKind != null) {
            telling.fact("address_kind", addressKind);
        }
        telling.fact("control", Hex.of(frame.control()));
        telling.fact("from", frame.fromMeter() ? "slave" : "master");
        if (frame.abnormal()) {
            telling.fact("abnormal", true);
        }
        if (frame.moreFollows()) {
            telling.fact("more_follows", true);
        }
        telling.fact("function", words);
        telling.fact("data_minus33", Hex.of(data));

        if (start > 0) {
            telling.outside(0, start, "wake-up FE", "");
        }
        telling.outside(start, start + 1, "frame start 68H", "");
        telling.outside(start + FrameProbe.ADDRESS_AT, start + FrameProbe.SECOND_START_AT, "address field A0..A5",
                addressKind == null ? frame.address() : frame.address() + ", " + addressKind);
        telling.outside(start + FrameProbe.SECOND_START_AT, start + FrameProbe.CONTROL_AT, "frame start 68H", "");
        telling.outside(start + FrameProbe.CONTROL_AT, start + FrameProbe.LENGTH_AT, "control code C",
                (frame.fromMeter() ? frame.abnormal() ? "abnormal reply, " : "reply, " : "request, ") + words
                        + (frame.moreFollows() ? ", more follows" : ""));
        telling.outside(start + FrameProbe.LENGTH_AT, start + FrameProbe.DATA_AT, "data length L", Integer.toString(data.length));
    }

    private void tail(int sum) {
        telling.part(data.length, "data", "");
        telling.outside(sum, sum + 1, "checksum CS", "right");
        telling.outside(sum + 1, sum + 2, "end 16H", "");
    }

    private void data() {
        if (function == null || data.length == 0) {
            return;
        }
        if (frame.abnormal()) {
            refusal();
        } else if (frame.fromMeter()) {
            reply();
        } else {
            request();
        }
    }

    private void refusal() {
        boolean security = ErrorBits.isSecurity(edition, frame.control(), data);
        List<String> words = ErrorBits.set(edition, frame.control(), data);
        telling.fact("err_bits", words);
        telling.part(security ? 2 : 1, security ? "security error word SERR" : "error word ERR", String.join(", ", words));
    }

    private void reply() {
        switch (function) {
            case READ, READ_FOLLOWING, READ_AGAIN -> {
                if (item.head()) {
                    replyValue();
                }
            }
            case SECURITY -> {
                if (item.head() && isAuthentication()) {
                    SealedTelling.authenticationReply(telling);
                }
            }
            case READ_ADDRESS -> address("meter_address", "meter's address");
            case CHANGE_BAUD_RATE -> baudRate();
            case CHANGE_PASSWORD -> {
                telling.part(1, "password level PA", "");
                telling.part(Edition.PASSWORD_LENGTH, "new password P0 P1 P2", "");
            }
            case MULTI_FUNCTION_OUTPUT -> output();
            default -> {
            }
        }
    }

    private void request() {
        switch (function) {
            case READ -> {
                if (item.head() && telling.left() > 0) {
                    telling.fact("extra", Hex.of(data, telling.told(), data.length));
                    profile();
                }
            }
            case READ_FOLLOWING -> {
                if (item.head() && edition.hasSequence() && telling.left() == 1) {
                    sequence();
                }
            }
            case WRITE -> write();
            case WRITE_ADDRESS -> address("new_address", "new address");
            case BROADCAST_TIME -> time();
            case FREEZE -> freeze();
            case CHANGE_BAUD_RATE -> baudRate();
            case CHANGE_PASSWORD -> changePassword();
            case CLEAR_DEMAND, CLEAR_METER -> authority();
            case CLEAR_EVENTS -> {
                if (authority() && telling.left() >= Dlt645Frame.IDENTIFIER_LENGTH) {
                    int events = telling.told() + Dlt645Frame.IDENTIFIER_LENGTH;
                    telling.part(events, "events DI0..DI3", Hex.reversed(data, telling.told(), events));
                }
            }
            case CONTROL -> control();
            case MULTI_FUNCTION_OUTPUT -> output();
            case SECURITY -> {
                if (item.head()) {
                    telling.part(telling.told() + edition.operatorLength(), "operator code C0..C3", "");
                    if (isAuthentication()) {
                        SealedTelling.authenticationRequest(telling);
                    }
                }
            }
            default -> {
            }
        }
    }

    /** A part of a long reply is cut anywhere: only the first one begins where a value begins. */
    private void replyValue() {
        boolean following = function == Function.READ_FOLLOWING;
        boolean numbered = following && edition.hasSequence() && telling.left() > 0;
        int to = data.length - (numbered ? 1 : 0);
        item.value(to, following);
        if (edition.hasSequence() && (following || frame.moreFollows())) {
            telling.fact("part", numbered ? data[to] & 0xFF : 0);
        }
        if (numbered) {
            sequence();
        }
    }

    private void sequence() {
        int sequence = data[data.length - 1] & 0xFF;
        telling.fact("seq", sequence);
        telling.part(data.length, "frame sequence SEQ", Integer.toString(sequence));
    }

    private void write() {
        if (!item.head() || !authority()) {
            return;
        }
        int password = edition.identifierLength();
        telling.fact("password_level", Hex.of(data[password]));
        telling.fact("password_P0P1P2", Hex.of(data, password + 1, password + Edition.PASSWORD_LENGTH));
        if (edition.operatorLength() > 0) {
            telling.fact("operator", Hex.of(data, password + Edition.PASSWORD_LENGTH, telling.told()));
        }
        if (!isSealed(password)) {
            item.value(data.length, false);
        } else if (data[password] == SealedData.CIPHERTEXT_AND_MAC) {
            SealedTelling.ciphertext(telling, "the data");
        } else {
            item.value(SealedTelling.macAt(telling), false);
            SealedTelling.mac(telling);
        }
    }

    private boolean isAuthentication() {
        return edition.identifierAt(data, 0) == IdentityAuthentication.CODE;
    }

    /** Whether the PA there says that sealed data follow; tells how they are protected. */
    private boolean isSealed(int levelAt) {
        boolean sealed = edition == Edition.DLT645_2007 && SealedTelling.isAt(telling, levelAt);
        if (sealed) {
            telling.fact("protection", SealedTelling.words(data[levelAt]));
        }
        return sealed;
    }

    /** Level, password and operator code from here on; whether they are all there. */
    private boolean authority() {
        if (telling.left() < edition.authorityLength()) {
            return false;
        }
        int from = telling.told();
        telling.part(from + 1, "password level PA", Hex.of(data[from]));
        telling.part(from + Edition.PASSWORD_LENGTH, "password P0 P1 P2", "");
        telling.part(from + edition.authorityLength(), "operator code C0..C3", "");
        return true;
    }

    private void changePassword() {
        if (edition == Edition.DLT645_2007 && item.identifier() != null) {
            item.part(item.identifier());
        }
        if (telling.left() == 2 * Edition.PASSWORD_LENGTH) {
            int old = telling.told();
            telling.part(old + 1, "old password level PA", Hex.of(data[old]));
            telling.part(old + Edition.PASSWORD_LENGTH, "old password P0 P1 P2", "");
            telling.part(telling.told() + 1, "new password level PA", Hex.of(data[telling.told()]));
            telling.part(data.length, "new password P0 P1 P2", "");
        }
    }

    private void control() {
        authority();
        if (data.length <= ControlCommand.ACTION_AT) {
            return;
        }
        if (isSealed(0) || data.length > ControlCommand.LENGTH) {
            SealedTelling.ciphertext(telling, "N1..N8");
            return;
        }
        int action = data[ControlCommand.ACTION_AT] & 0xFF;
        telling.fact("password_level", Hex.of(data[0]));
        telling.fact("password_P0P1P2", Hex.of(data, 1, Edition.PASSWORD_LENGTH));
        telling.fact("operator", Hex.of(data, Edition.PASSWORD_LENGTH, ControlCommand.ACTION_AT));
        telling.fact("command", Hex.of(action));
        telling.fact("command_meaning", ControlCommand.words(action));
        telling.part(telling.told() + 1, "command N1", ControlCommand.words(action));
        if (data.length == ControlCommand.LENGTH) {
            telling.fact("n2", Hex.of(data[ControlCommand.ACTION_AT + 1]));
            String until = Hex.reversed(data, ControlCommand.EXPIRY_AT, ControlCommand.LENGTH);
            telling.fact("valid_until_YYMMDDhhmmss", until);
            telling.part(ControlCommand.EXPIRY_AT, "reserved N2", "");
            telling.part(ControlCommand.LENGTH, "accepted until N3..N8", written(until));
        }
    }

    private void time() {
        if (data.length == WireTime.LENGTH) {
            String time = Hex.reversed(data, 0, data.length);
            telling.fact("time_YYMMDDhhmmss", time);
            telling.part(data.length, "time ss mm hh DD MM YY", written(time));
        }
    }

    /** {@code 260801103000} as {@code 26-08-01 10:30:00}; digits that are no time look strange, as they should. */
    static String written(String digits) {
        return digits.substring(0, 2) + '-' + digits.substring(2, 4) + '-' + digits.substring(4, 6) + ' '
                + digits.substring(6, 8) + ':' + digits.substring(8, 10) + ':' + digits.substring(10, 12);
    }

    private void freeze() {
        if (data.length == FreezeTime.LENGTH) {
            telling.part(data.length, "freeze time mm hh DD MM", FreezeTime.words(data));
        }
    }

    private void baudRate() {
        if (data.length == 1) {
            telling.part(1, "baud rate word Z", edition == Edition.DLT645_2007 ? BaudRate.words(data[0] & 0xFF) : "");
        }
    }

    private void output() {
        if (data.length == 1) {
            telling.part(1, "output", switch (data[0]) {
                case 0 -> "second pulse";
                case 1 -> "demand period";
                case 2 -> "tariff switch";
                default -> "";
            });
        }
    }

    private void profile() {
        telling.part(telling.told() + 1, "number of blocks N", Hex.of(data[telling.told()]));
        if (telling.left() == ProfileTime.LENGTH) {
            telling.part(data.length, "from mm hh DD MM YY", Hex.reversed(data, telling.told(), data.length));
        }
    }

    private void address(String key, String field) {
        if (data.length == FrameProbe.ADDRESS_LENGTH) {
            String address = WireAddress.read(data, 0);
            telling.fact(key, address);
            telling.part(data.length, field, address);
        }
    }
}
