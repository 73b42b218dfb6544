package com.wattwell.simulator;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import com.wattwell.protocol.dlt645.Edition;
import com.wattwell.protocol.dlt645.Function;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;

/** DL/T 645-1997: identifiers of two bytes, error bits of its own, and reads to 99…99 are answered. */
final class Dlt645_1997Firmware implements Firmware {

    private static final int ILLEGAL_DATA = 0x01;
    private static final int NO_SUCH_IDENTIFIER = 0x02;
    private static final int WRONG_PASSWORD = 0x04;

    private static final int IDENTIFIER_BYTES = 2;
    private static final int PASSWORD_BYTES = 4;
    private static final int TIME_BYTES = 6;
    private static final int DATE = 0xC010;
    private static final int TIME = 0xC011;

    private final VirtualMeter meter;
    private volatile Dlt645Frame last;

    Dlt645_1997Firmware(VirtualMeter meter) {
        this.meter = meter;
    }

    /** Broadcasts, and reads that leave digits open. */
    @Override
    public boolean meant(byte[] frame) {
        Dlt645Frame request = Dlt645Frame.parse(frame);
        boolean read = request.function() == Function.READ.code(Edition.DLT645_1997);
        return request.address().equals(Dlt645Frame.BROADCAST) || read && Dlt645Wildcard.fits(request.address(), meter.address());
    }

    /** Four FE and 14 bytes; the answer has the energy's four bytes more. */
    @Override
    public List<Exchange> reading() {
        return List.of(new Exchange(18, meter.preamble() + 18));
    }

    @Override
    public Reply answer(byte[] frame, long at) {
        Dlt645Frame request = Dlt645Frame.parse(frame);
        Function function = Function.of(Edition.DLT645_1997, request.control());
        if (function == null) {
            return null;
        }
        boolean broadcast = request.address().equals(Dlt645Frame.BROADCAST);
        Dlt645Frame reply = switch (function) {
            case READ -> read(request, at);
            case READ_FOLLOWING -> refused(request, NO_SUCH_IDENTIFIER);
            case READ_AGAIN -> last;
            case WRITE -> broadcast ? null : write(request, at);
            case BROADCAST_TIME -> setClock(request.data(), at);
            case CHANGE_PASSWORD -> broadcast ? null : changePassword(request, at);
            case CLEAR_DEMAND, CHANGE_BAUD_RATE -> broadcast ? null : refused(request, ILLEGAL_DATA);
            // a new address is taken only while the programming key is pressed, and nobody presses it here
            default -> null;
        };
        last = reply;
        return reply == null ? null : new Reply(reply.encode(meter.preamble()), reply.abnormal());
    }

    private Dlt645Frame read(Dlt645Frame request, long at) {
        byte[] item = request.data().length == IDENTIFIER_BYTES ? Registers1997.read(meter, identifier(request), at) : null;
        return item == null ? refused(request, NO_SUCH_IDENTIFIER)
                : Dlt645Frame.reply(request, meter.address(), WireData.join(request.data(), item));
    }

    /** DI PA P0 P1 P2 data; of what can be written the town's meters have only date and time. */
    private Dlt645Frame write(Dlt645Frame request, long at) {
        byte[] data = request.data();
        if (data.length < IDENTIFIER_BYTES + PASSWORD_BYTES) {
            return refused(request, ILLEGAL_DATA);
        }
        if (!meter.accepts(password(data, IDENTIFIER_BYTES), at)) {
            return refused(request, WRONG_PASSWORD);
        }
        byte[] value = Arrays.copyOfRange(data, IDENTIFIER_BYTES + PASSWORD_BYTES, data.length);
        int error = switch (identifier(request)) {
            case DATE -> setDate(value, at);
            case TIME -> setTime(value, at);
            default -> NO_SUCH_IDENTIFIER;
        };
        return error == 0 ? Dlt645Frame.reply(request, meter.address()) : refused(request, error);
    }

    /** WW DD MM YY. */
    private int setDate(byte[] value, long at) {
        byte[] wire = WireData.time(meter.localTime(at));
        if (value.length != 4) {
            return ILLEGAL_DATA;
        }
        System.arraycopy(value, 1, wire, 3, 3);
        return set(wire, at);
    }

    /** ss mm hh. */
    private int setTime(byte[] value, long at) {
        byte[] wire = WireData.time(meter.localTime(at));
        if (value.length != 3) {
            return ILLEGAL_DATA;
        }
        System.arraycopy(value, 0, wire, 0, 3);
        return set(wire, at);
    }

    private int set(byte[] wire, long at) {
        LocalDateTime time = WireData.time(wire, 0);
        if (time == null) {
            return ILLEGAL_DATA;
        }
        meter.setClock(time, at);
        return 0;
    }

    private Dlt645Frame setClock(byte[] data, long at) {
        LocalDateTime time = data.length == TIME_BYTES ? WireData.time(data, 0) : null;
        if (time != null) {
            meter.setClockByBroadcast(time, at);
        }
        return null;
    }

    /** PA P0 P1 P2 of the old one, and the same of the new one. */
    private Dlt645Frame changePassword(Dlt645Frame request, long at) {
        byte[] data = request.data();
        if (data.length != 2 * PASSWORD_BYTES) {
            return refused(request, ILLEGAL_DATA);
        }
        if (!meter.accepts(password(data, 0), at)) {
            return refused(request, WRONG_PASSWORD);
        }
        meter.changePassword(password(data, PASSWORD_BYTES));
        return Dlt645Frame.reply(request, meter.address(), Arrays.copyOfRange(data, PASSWORD_BYTES, data.length));
    }

    /** PA P0 P1 P2, low byte first; the level does not matter here. */
    private static String password(byte[] data, int from) {
        return Hex.of(data[from + 3], data[from + 2], data[from + 1]);
    }

    private static int identifier(Dlt645Frame request) {
        return (request.data()[1] & 0xFF) << 8 | request.data()[0] & 0xFF;
    }

    private Dlt645Frame refused(Dlt645Frame request, int error) {
        return Dlt645Frame.error(request, meter.address(), error);
    }
}
