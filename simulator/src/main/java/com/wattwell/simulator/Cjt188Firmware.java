package com.wattwell.simulator;

import com.wattwell.protocol.cjt188.Cjt188Frame;
import com.wattwell.protocol.cjt188.DiOrder;
import java.util.List;

/**
 * CJ/T 188: a water meter with a valve. It knows identifiers in one of the two byte orders, as its make has it, and refuses
 * the other. What it is told to write is in {@link Cjt188Registers}.
 */
final class Cjt188Firmware implements Firmware {

    private static final int READ = 0x01;
    private static final int READ_ADDRESS = 0x03;
    private static final int WRITE = 0x04;
    private static final int READ_KEY_VERSION = 0x09;
    private static final int WRITE_ADDRESS = 0x15;
    private static final int SET_REGISTER = 0x16;
    private static final int ADDRESS = 0x810A;
    private static final int KEY_VERSION = 0x8106;
    private static final int REGISTER = 0xA016;
    private static final int VALVE = 0xA017;
    private static final int OPEN = 0x55;
    private static final int CLOSE = 0x99;
    private static final int VALVE_CLOSED = 0x01;
    private static final int VALVE_ABNORMAL = 0x03;
    private static final int BATTERY_LOW = 0x04;

    private final VirtualMeter meter;
    private final int type;
    private final String digits;
    private final DiOrder order;
    private final Cjt188Registers registers;

    Cjt188Firmware(VirtualMeter meter) {
        this.meter = meter;
        this.type = Cjt188Address.type(meter.address());
        this.digits = Cjt188Address.digits(meter.address());
        this.order = meter.has(Quirk.HIGH_DI_FIRST) ? DiOrder.HIGH_BYTE_FIRST : DiOrder.LOW_BYTE_FIRST;
        this.registers = new Cjt188Registers(meter);
    }

    /** Pairs AA leave an address open; any type in the request will do then, and AA in any case. */
    @Override
    public boolean meant(byte[] frame) {
        Cjt188Frame request = Cjt188Frame.parse(frame);
        return request.address().equals(digits) ? request.type() == type || request.type() == Cjt188Address.ANY_TYPE
                : Dlt645Wildcard.fits(request.address(), digits);
    }

    /** Four FE and 16 bytes; the answer to 901F has 35. */
    @Override
    public List<Exchange> reading() {
        return List.of(new Exchange(20, meter.preamble() + 35 + (meter.has(Quirk.TRAILING_BYTES) ? 2 : 0)));
    }

    @Override
    public Reply answer(byte[] frame, long at) {
        Cjt188Frame request = Cjt188Frame.parse(frame);
        if (!request.hasIdentifier() || !known(request.function())) {
            return null;
        }
        byte[] rest = request.order() == order ? carryOut(request, at) : null;
        Cjt188Frame reply = rest == null ? refusal(request, at) : request.reply(digits, rest);
        byte[] bytes = new Cjt188Frame(type, digits, reply.control(), reply.data()).encode(meter.preamble());
        return new Reply(meter.has(Quirk.TRAILING_BYTES) ? WireData.join(bytes, new byte[] {0x52, 0x4F}) : bytes, rest == null);
    }

    private static boolean known(int function) {
        return switch (function) {
            case READ, READ_ADDRESS, WRITE, READ_KEY_VERSION, WRITE_ADDRESS, SET_REGISTER -> true;
            default -> false;
        };
    }

    private Cjt188Frame refusal(Cjt188Frame request, long at) {
        byte[] status = status(at);
        return request.refusal(digits, status[0], status[1]);
    }

    /** What stands behind DI and SER of the answer, or {@code null} for a refusal. */
    private byte[] carryOut(Cjt188Frame request, long at) {
        int identifier = request.identifier();
        byte[] data = request.rest();
        return switch (request.function()) {
            case READ -> registers.read(identifier, status(at), at);
            case READ_ADDRESS -> identifier == ADDRESS ? new byte[0] : null;
            case READ_KEY_VERSION -> identifier == KEY_VERSION ? registers.keyVersion() : null;
            case WRITE -> identifier == VALVE ? valve(data, at) : registers.write(identifier, data, status(at), at);
            case SET_REGISTER -> identifier == REGISTER && registers.setTotal(data, at) ? status(at) : null;
            default -> null;
        };
    }

    /** The answer has the state before the motion. */
    private byte[] valve(byte[] data, long at) {
        int word = data.length == 1 ? data[0] & 0xFF : -1;
        if (meter.has(Quirk.NO_VALVE) || word != OPEN && word != CLOSE) {
            return null;
        }
        byte[] before = status(at);
        if (!meter.has(Quirk.VALVE_STUCK)) {
            meter.execute(word == OPEN ? Relay.Action.CLOSE : Relay.Action.TRIP, at);
        }
        return before;
    }

    /** ST0: the valve in D1 D0, the battery in D2. ST1 is the make's own. */
    private byte[] status(long at) {
        int valve = meter.has(Quirk.VALVE_STUCK) ? VALVE_ABNORMAL : meter.relayOpen(at) ? VALVE_CLOSED : 0;
        return new byte[] {(byte) (valve | (meter.has(Quirk.BATTERY_LOW) ? BATTERY_LOW : 0)), 0};
    }
}
