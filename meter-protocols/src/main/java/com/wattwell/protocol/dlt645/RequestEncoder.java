package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.MeterRequest.Credentials;
import com.wattwell.protocol.RequestStyle;
import com.wattwell.protocol.UnsupportedRequestException;
import java.time.LocalDateTime;

/** Turns requests into frames of DL/T 645; every refusal names the field. */
final class RequestEncoder {

    /** 2007, running-state word 3: relay state, relay command, keep power. */
    static final int SUPPLY_STATE = 0x04000503;
    /** 1997, meter number: what is read from AA..AA to find a meter, as there is no function for it. */
    static final int METER_NUMBER = 0xC032;
    /** 2007: the password of level 0; those of the other levels follow. */
    private static final int PASSWORD_OF_LEVEL_0 = 0x04000C01;
    /**
     * Most DATA in a request that writes or that a key machine made. The standard allows 50 bytes in a write, but a table of
     * fourteen day segments has 54 with its authority, and meters that have such tables take them. What a meter takes its
     * model knows; what no meter takes, since no reply may have more either, is refused here.
     */
    private static final int MAX_DATA = 200;
    private static final int MAX_BLOCKS = 99;
    private static final int LAST_FREEZE_DAY = 28;

    private final Edition edition;
    private final RequestStyle style;

    RequestEncoder(Edition edition, RequestStyle style) {
        this.edition = edition;
        this.style = style;
    }

    byte[] encode(MeterRequest request) {
        return frame(request).encode(style.preamble());
    }

    private Dlt645Frame frame(MeterRequest request) {
        return switch (request) {
            case MeterRequest.ReadItem read -> toOpen(read, Function.READ, edition.itemData(item(read.item())));
            case MeterRequest.ReadProfile read -> toOpen(read, only2007(Function.READ, "load profile"), profile(read));
            case MeterRequest.ReadSupply read -> toOpen(read, only2007(Function.READ, "state of the supply"),
                    edition.itemData(SUPPLY_STATE));
            case MeterRequest.ReadAddress read -> edition == Edition.DLT645_1997
                    ? toOpen(read, Function.READ, edition.itemData(METER_NUMBER)) : toOpen(read, Function.READ_ADDRESS);
            case MeterRequest.BroadcastTime broadcast -> Dlt645Frame.request(Dlt645Frame.BROADCAST,
                    Function.BROADCAST_TIME.code(edition), time(broadcast.time()));
            case MeterRequest.SwitchSupply control -> toOne(control, Function.CONTROL, control(control));
            case MeterRequest.WriteItem write -> toOne(write, Function.WRITE, write(write));
            case MeterRequest.WriteAddress write -> writeAddress(write);
            case MeterRequest.Freeze freeze -> freeze(freeze);
            case MeterRequest.ChangeBaudRate change -> toOne(change, only2007(Function.CHANGE_BAUD_RATE, "baud rate word"),
                    baudRate(change.baud()));
            case MeterRequest.ChangePassword change -> toOne(change, Function.CHANGE_PASSWORD, changePassword(change));
            case MeterRequest.ClearDemand clear -> toOne(clear, Function.CLEAR_DEMAND,
                    edition == Edition.DLT645_1997 && clear.credentials() == null ? new byte[0] : authority(clear.credentials()));
            case MeterRequest.ClearMeter clear -> toOne(clear, Function.CLEAR_METER, authority(clear.credentials()));
            case MeterRequest.ClearEvents clear -> toOne(clear, Function.CLEAR_EVENTS,
                    joined(authority(clear.credentials()), edition.itemData(item(clear.events()))));
            case MeterRequest.SetOutput set -> toOneOrAll(set, Function.MULTI_FUNCTION_OUTPUT, output(set.output()));
            case MeterRequest.Secure secure -> toOne(secure, Function.SECURITY, secure(secure));
            case MeterRequest.SecureSwitch control -> toOne(control, Function.CONTROL, control(control));
            case MeterRequest.SecureWrite write -> toOne(write, only2007(Function.WRITE, "sealed write"), write(write));
            default -> throw new UnsupportedRequestException(request.getClass().getSimpleName() + " is no request of " + edition.title());
        };
    }

    /** A request to one meter, or to whoever is alone on the line. */
    private Dlt645Frame toOpen(MeterRequest request, Function function, byte... data) {
        return Dlt645Frame.request(Requested.address(request.address(), true), code(function), data);
    }

    private Dlt645Frame toOne(MeterRequest request, Function function, byte... data) {
        return Dlt645Frame.request(Requested.address(request.address(), false), code(function), data);
    }

    /** Also to the broadcast address: freeze and output are among the few functions that are for every meter. */
    private Dlt645Frame toOneOrAll(MeterRequest request, Function function, byte... data) {
        return Dlt645Frame.BROADCAST.equals(request.address())
                ? Dlt645Frame.request(Dlt645Frame.BROADCAST, code(function), data) : toOne(request, function, data);
    }

    private int code(Function function) {
        int code = function.code(edition);
        if (code < 0) {
            throw new UnsupportedRequestException(edition.title() + " has no function '" + function.words() + "'");
        }
        return code;
    }

    private Function only2007(Function function, String what) {
        if (edition != Edition.DLT645_2007) {
            throw new UnsupportedRequestException(edition.title() + " has no " + what + " that all its meters share");
        }
        return function;
    }

    private int item(String item) {
        int digits = 2 * edition.identifierLength();
        if (!Requested.isHex(item, digits)) {
            throw new UnsupportedRequestException("item '" + item + "' is not " + (digits == 4 ? "four" : "eight")
                    + " hex digits such as " + (digits == 4 ? "9010" : "00010000"));
        }
        return Integer.parseUnsignedInt(item, 16);
    }

    private byte[] profile(MeterRequest.ReadProfile read) {
        if (read.count() < 1 || read.count() > MAX_BLOCKS) {
            throw new UnsupportedRequestException("count " + read.count() + " is not 1 to " + MAX_BLOCKS);
        }
        byte[] rest = new byte[1 + (read.from() == null ? 0 : ProfileTime.LENGTH)];
        rest[0] = Bcd.of(read.count());
        if (read.from() != null) {
            ProfileTime.write(Requested.time("from", read.from()), rest, 1);
        }
        return edition.itemData(item(read.item()), rest);
    }

    private static byte[] time(LocalDateTime time) {
        byte[] data = new byte[WireTime.LENGTH];
        WireTime.write(Requested.time("time", time), data, 0);
        return data;
    }

    private byte[] control(MeterRequest.SwitchSupply control) {
        if (control.action() == null) {
            throw new UnsupportedRequestException("action is missing");
        }
        int action = style.word(control.action(), ControlCommand.code(control.action()));
        return new ControlCommand(Requested.credentials(control.credentials(), true), action,
                Requested.time("acceptUntil", control.acceptUntil())).data();
    }

    private byte[] write(MeterRequest.WriteItem write) {
        DataIdentifier identifier = edition.identifiers().of(item(write.item()));
        if (!identifier.writable()) {
            throw new UnsupportedRequestException("item " + identifier + " is not one that can be written");
        }
        byte[] data = joined(edition.itemData(item(write.item())), authority(write.credentials()),
                identifier.encode(write.values()));
        return limited(data);
    }

    private static byte[] limited(byte[] data) {
        if (data.length > MAX_DATA) {
            throw new UnsupportedRequestException("data has " + data.length + " bytes, at most " + MAX_DATA + " fit into a request");
        }
        return data;
    }

    /** A new address goes to whoever is alone on the line: AA..AA, in the 1997 edition 99..99. */
    private Dlt645Frame writeAddress(MeterRequest.WriteAddress write) {
        String to = Requested.address(write.address(), true);
        boolean alone = edition == Edition.DLT645_1997 && to.equals(Dlt645Frame.ANY);
        byte[] data = new byte[FrameProbe.ADDRESS_LENGTH];
        WireAddress.write(Requested.address(write.newAddress(), false), data, 0);
        return Dlt645Frame.request(alone ? Dlt645Frame.BROADCAST : to, code(Function.WRITE_ADDRESS), data);
    }

    private Dlt645Frame freeze(MeterRequest.Freeze freeze) {
        only2007(Function.FREEZE, "freeze time");
        boolean gap = freeze.day() != null && freeze.hour() == null || freeze.hour() != null && freeze.minute() == null;
        if (gap || outside(freeze.day(), 1, LAST_FREEZE_DAY) || outside(freeze.hour(), 0, 23) || outside(freeze.minute(), 0, 59)) {
            throw new UnsupportedRequestException("freeze at day " + freeze.day() + ", hour " + freeze.hour() + ", minute "
                    + freeze.minute() + " is neither monthly, daily, hourly nor at once");
        }
        return toOneOrAll(freeze, Function.FREEZE, FreezeTime.data(freeze));
    }

    private static boolean outside(Integer value, int low, int high) {
        return value != null && (value < low || value > high);
    }

    private static byte baudRate(int baud) {
        int word = BaudRate.word(baud);
        if (word == 0) {
            throw new UnsupportedRequestException("baud " + baud + " is not 600, 1200, 2400, 4800, 9600 or 19200");
        }
        return (byte) word;
    }

    private byte[] changePassword(MeterRequest.ChangePassword change) {
        byte[] old = Requested.levelAndPassword(Requested.credentials(change.credentials(), false));
        byte[] next = Requested.levelAndPassword(Requested.credentials(
                new Credentials(change.level(), change.newPassword(), null), false));
        return edition == Edition.DLT645_1997 ? joined(old, next)
                : edition.itemData(PASSWORD_OF_LEVEL_0 + change.level(), joined(old, next));
    }

    private static byte output(MeterRequest.Output output) {
        if (output == null) {
            throw new UnsupportedRequestException("output is missing");
        }
        return switch (output) {
            case SECOND_PULSE -> 0;
            case DEMAND_PERIOD -> 1;
            case TARIFF_SWITCH -> 2;
        };
    }

    private byte[] secure(MeterRequest.Secure secure) {
        if (secure.data() == null) {
            throw new UnsupportedRequestException("data is missing");
        }
        return limited(edition.itemData(item(secure.item()), joined(Requested.operator(secure.operator()), secure.data())));
    }

    private static byte[] control(MeterRequest.SecureSwitch control) {
        if (control.sealed() == null || control.sealed().length != SealedData.CONTROL_LENGTH) {
            throw new UnsupportedRequestException("sealed is not ciphertext and MAC of " + SealedData.CONTROL_LENGTH + " bytes");
        }
        return joined(SealedData.authority(SealedData.CIPHERTEXT_AND_MAC, control.operator()), control.sealed());
    }

    private byte[] write(MeterRequest.SecureWrite write) {
        DataIdentifier identifier = edition.identifiers().of(item(write.item()));
        if (!identifier.writable()) {
            throw new UnsupportedRequestException("item " + identifier + " is not one that can be written");
        }
        if (write.parameterClass() == null) {
            throw new UnsupportedRequestException("parameterClass is missing");
        }
        if (write.sealed() == null || write.sealed().length <= SealedData.MAC_LENGTH) {
            throw new UnsupportedRequestException("sealed is not data and a MAC of " + SealedData.MAC_LENGTH + " bytes");
        }
        byte level = write.parameterClass() == MeterRequest.ParameterClass.FIRST ? SealedData.DATA_AND_MAC : SealedData.CIPHERTEXT_AND_MAC;
        return limited(edition.itemData(item(write.item()), joined(SealedData.authority(level, write.operator()), write.sealed())));
    }

    /** Level, password and, where the edition has one, operator code. */
    private byte[] authority(Credentials credentials) {
        boolean operator = edition.operatorLength() > 0;
        byte[] password = Requested.levelAndPassword(Requested.credentials(credentials, operator));
        return operator ? joined(password, Requested.turned(credentials.operator())) : password;
    }

    private static byte[] joined(byte[]... pieces) {
        int length = 0;
        for (byte[] piece : pieces) {
            length += piece.length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, joined, at, piece.length);
            at += piece.length;
        }
        return joined;
    }
}
