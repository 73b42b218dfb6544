package com.wattwell.simulator;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.dlt645.ControlCommand;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import com.wattwell.protocol.dlt645.Edition;
import com.wattwell.protocol.dlt645.ErrorBits;
import com.wattwell.protocol.dlt645.Function;
import com.wattwell.protocol.dlt645.IdentityAuthentication;
import com.wattwell.protocol.dlt645.SealedData;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;

/** DL/T 645-2007. */
final class Dlt645_2007Firmware implements Firmware {

    /** Password level for control, and for parameters (Q/GDW). */
    private static final int CONTROL_LEVEL = 2;
    private static final int PARAMETER_LEVEL = 4;
    /** Most data in a read reply. */
    private static final int MOST_DATA = 200;
    private static final int IDENTIFIER_BYTES = 4;
    /** PA P0 P1 P2. */
    private static final int PASSWORD_BYTES = 4;
    private static final int OPERATOR_BYTES = 4;
    private static final int TIME_BYTES = 6;
    /** DI, password and operator code. */
    private static final int WRITE_HEAD_BYTES = IDENTIFIER_BYTES + PASSWORD_BYTES + OPERATOR_BYTES;

    private final VirtualMeter meter;
    private LongItem longItem;

    /** The item whose parts are being fetched; read once, so that its parts fit together. */
    private record LongItem(int identifier, byte[] bytes) {
    }

    Dlt645_2007Firmware(VirtualMeter meter) {
        this.meter = meter;
    }

    /** Broadcasts, and questions that leave digits open. */
    @Override
    public boolean meant(byte[] frame) {
        Dlt645Frame request = Dlt645Frame.parse(frame);
        boolean question = request.function() >= Function.READ.code() && request.function() <= Function.READ_ADDRESS.code();
        return request.address().equals(Dlt645Frame.BROADCAST) || question && Dlt645Wildcard.fits(request.address(), meter.address());
    }

    /** Four FE and 16 bytes; the answer has the energy's four bytes more. */
    @Override
    public List<Exchange> reading() {
        return List.of(new Exchange(20, meter.preamble() + 20));
    }

    @Override
    public synchronized Reply answer(byte[] frame, long at) {
        Dlt645Frame request = Dlt645Frame.parse(frame);
        Function function = Function.of(Edition.DLT645_2007, request.control());
        boolean broadcast = request.address().equals(Dlt645Frame.BROADCAST);
        if (function == null || broadcast && function != Function.BROADCAST_TIME && function != Function.FREEZE) {
            return null;
        }
        meter.lookAfterCredit(at);
        Dlt645Frame reply = answer(request, function, at);
        return reply == null || broadcast ? null : new Reply(reply.encode(meter.preamble()), reply.abnormal());
    }

    private Dlt645Frame answer(Dlt645Frame request, Function function, long at) {
        byte[] data = request.data();
        return switch (function) {
            case BROADCAST_TIME -> setClock(data, at);
            case READ -> read(request, at);
            case READ_FOLLOWING -> readFollowing(request);
            case READ_ADDRESS -> Dlt645Frame.reply(request, meter.address(), WireData.address(meter.address()));
            case WRITE -> write(request, at);
            case FREEZE -> answered(request, meter.instantFreezes().order(data, at) ? 0 : ErrorBits.OTHER);
            case CHANGE_PASSWORD -> changePassword(request, at);
            case CONTROL -> control(request, at);
            case SECURITY -> security(request, at);
            default -> refused(request, ErrorBits.OTHER);
        };
    }

    private Dlt645Frame answered(Dlt645Frame request, int error) {
        return error == 0 ? Dlt645Frame.reply(request, meter.address()) : refused(request, error);
    }

    private Dlt645Frame refused(Dlt645Frame request, int error) {
        return Dlt645Frame.error(request, meter.address(), error);
    }

    /** DI alone, or for load profiles DI N and DI N mm hh DD MM YY. */
    private Dlt645Frame read(Dlt645Frame request, long at) {
        byte[] data = request.data();
        byte[] item = null;
        if (data.length == IDENTIFIER_BYTES) {
            item = Registers.read(meter, request.identifier(), at);
        } else if (data.length > IDENTIFIER_BYTES) {
            item = LoadProfile.read(meter, request.identifier(), Arrays.copyOfRange(data, IDENTIFIER_BYTES, data.length), at);
        }
        if (item == null) {
            return refused(request, ErrorBits.NO_REQUESTED_DATA);
        }
        int first = MOST_DATA - IDENTIFIER_BYTES;
        boolean more = item.length > first;
        longItem = more ? new LongItem(request.identifier(), item) : null;
        Dlt645Frame reply = Dlt645Frame.reply(request, meter.address(),
                Dlt645Frame.itemData(request.identifier(), more ? Arrays.copyOf(item, first) : item));
        return more ? reply.withMoreFollowing() : reply;
    }

    /** Part number SEQ of the long item that was read last; asked again, the same part comes again. */
    private Dlt645Frame readFollowing(Dlt645Frame request) {
        boolean known = request.data().length == IDENTIFIER_BYTES + 1 && longItem != null && longItem.identifier() == request.identifier();
        byte[] item = known ? longItem.bytes() : new byte[0];
        int sequence = known ? request.data()[IDENTIFIER_BYTES] & 0xFF : 0;
        int part = MOST_DATA - IDENTIFIER_BYTES - 1;
        int from = MOST_DATA - IDENTIFIER_BYTES + (sequence - 1) * part;
        if (sequence == 0 || from >= item.length) {
            return refused(request, ErrorBits.NO_REQUESTED_DATA);
        }
        int to = Math.min(from + part, item.length);
        byte[] data = WireData.join(Arrays.copyOfRange(item, from, to), new byte[] {(byte) sequence});
        Dlt645Frame reply = Dlt645Frame.reply(request, meter.address(), Dlt645Frame.itemData(request.identifier(), data));
        return to < item.length ? reply.withMoreFollowing() : reply;
    }

    /** SERR, two bytes, low byte first. */
    private Dlt645Frame refusedBySecurity(Dlt645Frame request, int error) {
        return new Dlt645Frame(meter.address(), 0xC0 | request.function(), new byte[] {(byte) error, (byte) (error >> 8)});
    }

    /** DI PA P0 P1 P2 C0..C3 data; with an ESAM also DI 98 or 99, and sealed data behind the operator. */
    private Dlt645Frame write(Dlt645Frame request, long at) {
        byte[] data = request.data();
        if (data.length < WRITE_HEAD_BYTES) {
            return refused(request, ErrorBits.OTHER);
        }
        byte[] operator = Arrays.copyOfRange(data, IDENTIFIER_BYTES + PASSWORD_BYTES, WRITE_HEAD_BYTES);
        byte[] value = Arrays.copyOfRange(data, WRITE_HEAD_BYTES, data.length);
        int level = data[IDENTIFIER_BYTES];
        if (meter.hasEsam() && SealedData.is(level)) {
            Esam.Opened opened = meter.openParameter(Arrays.copyOf(data, IDENTIFIER_BYTES), value, level == SealedData.CIPHERTEXT_AND_MAC, at);
            return opened.error() != 0 ? refusedBySecurity(request, opened.error())
                    : answered(request, write(request, operator, opened.message(), at));
        }
        if (level != CONTROL_LEVEL && level != PARAMETER_LEVEL || !meter.accepts(password(data, IDENTIFIER_BYTES), at)) {
            return refused(request, ErrorBits.NOT_AUTHORISED);
        }
        return answered(request, write(request, operator, value, at));
    }

    /** @return the error bits of a refusal, or 0 */
    private int write(Dlt645Frame request, byte[] operator, byte[] value, long at) {
        if (Parameters.has(request.identifier())) {
            return meter.program(operator, request.identifier(), value, at) ? 0 : ErrorBits.OTHER;
        }
        if (!ClockItems.is(request.identifier())) {
            return ErrorBits.NO_REQUESTED_DATA;
        }
        LocalDateTime time = ClockItems.written(request.identifier(), value, meter.localTime(at));
        if (time == null) {
            return ErrorBits.OTHER;
        }
        meter.program(operator, request.identifier(), time, at);
        return 0;
    }

    /** DI, then PA P0 P1 P2 of the old password and of the new one. */
    private Dlt645Frame changePassword(Dlt645Frame request, long at) {
        byte[] data = request.data();
        if (data.length != IDENTIFIER_BYTES + 2 * PASSWORD_BYTES) {
            return refused(request, ErrorBits.OTHER);
        }
        if (!meter.accepts(password(data, IDENTIFIER_BYTES), at)) {
            return refused(request, ErrorBits.NOT_AUTHORISED);
        }
        meter.changePassword(password(data, IDENTIFIER_BYTES + PASSWORD_BYTES));
        return Dlt645Frame.reply(request, meter.address(), Arrays.copyOfRange(data, IDENTIFIER_BYTES + PASSWORD_BYTES, data.length));
    }

    /** PA P0 P1 P2, low byte first. */
    private static String password(byte[] data, int from) {
        return Hex.of(data[from + 3], data[from + 2], data[from + 1]);
    }

    /** With an ESAM in ciphertext only, and the plain form is refused as one that nobody may send. */
    private Dlt645Frame control(Dlt645Frame request, long at) {
        byte[] data = request.data();
        if (!meter.hasEsam()) {
            return answered(request, control(data, at));
        }
        if (data.length != ControlCommand.ORDER_LENGTH + SealedData.CONTROL_LENGTH || data[0] != SealedData.CIPHERTEXT_AND_MAC) {
            return refused(request, ErrorBits.NOT_AUTHORISED);
        }
        Esam.Opened opened = meter.openOrder(Arrays.copyOfRange(data, PASSWORD_BYTES + OPERATOR_BYTES, data.length), at);
        if (opened.error() != 0) {
            return refusedBySecurity(request, opened.error());
        }
        // behind eight bytes in which no password stands
        return answered(request, carryOut(ControlCommand.parse(WireData.join(new byte[PASSWORD_BYTES + OPERATOR_BYTES], opened.message())), at));
    }

    /** @return the error bits of a refusal, or 0 when the command is accepted */
    private int control(byte[] data, long at) {
        ControlCommand command;
        try {
            command = ControlCommand.parse(data);
        } catch (MalformedFrameException notThePlainForm) {
            return ErrorBits.OTHER;
        }
        if (command.credentials().level() != CONTROL_LEVEL || !meter.accepts(command.credentials().password(), at)) {
            return ErrorBits.NOT_AUTHORISED;
        }
        return carryOut(command, at);
    }

    /** @return the error bits of a refusal, or 0 when the command is accepted */
    private int carryOut(ControlCommand command, long at) {
        if (command.acceptUntil() == null || command.acceptUntil().isBefore(meter.localTime(at))) {
            return ErrorBits.OTHER;
        }
        switch (command.action()) {
            case ControlCommand.TRIP -> {
                if (meter.keepPower()) {
                    return ErrorBits.OTHER;
                }
                meter.execute(Relay.Action.TRIP, at);
            }
            case ControlCommand.PERMIT_CLOSE -> meter.execute(Relay.Action.PERMIT_CLOSE, at);
            case ControlCommand.CLOSE -> meter.execute(Relay.Action.CLOSE, at);
            case ControlCommand.ALARM -> meter.setAlarm(true);
            case ControlCommand.ALARM_OFF -> meter.setAlarm(false);
            case ControlCommand.KEEP_POWER -> meter.setKeepPower(true);
            case ControlCommand.KEEP_POWER_OFF -> meter.setKeepPower(false);
            default -> {
                return ErrorBits.OTHER;
            }
        }
        return 0;
    }

    /** A meter does not answer a broadcast, not even a wrong one. */
    private Dlt645Frame setClock(byte[] data, long at) {
        LocalDateTime time = data.length == TIME_BYTES ? WireData.time(data, 0) : null;
        if (time != null) {
            meter.setClockByBroadcast(time, at);
        }
        return null;
    }

    private Dlt645Frame security(Dlt645Frame request, long at) {
        byte[] data = request.data();
        if (!meter.hasEsam() || data.length < IDENTIFIER_BYTES + OPERATOR_BYTES || request.identifier() != IdentityAuthentication.CODE) {
            return recharge(request, at);
        }
        Esam.Opened opened = meter.authenticate(Arrays.copyOfRange(data, IDENTIFIER_BYTES + OPERATOR_BYTES, data.length), at);
        return opened.error() != 0 ? refusedBySecurity(request, opened.error())
                : Dlt645Frame.reply(request, meter.address(), Dlt645Frame.itemData(IdentityAuthentication.CODE, opened.message()));
    }

    /** 070102FF; the two bytes of a refusal are SERR, low byte first. */
    private Dlt645Frame recharge(Dlt645Frame request, long at) {
        if (!meter.prepaid() || request.data().length < IDENTIFIER_BYTES + OPERATOR_BYTES || request.identifier() != Credit.RECHARGE) {
            return refused(request, ErrorBits.OTHER);
        }
        byte[] data = Arrays.copyOfRange(request.data(), IDENTIFIER_BYTES + OPERATOR_BYTES, request.data().length);
        if (meter.hasEsam()) {
            Esam.Opened opened = meter.openPurchase(data, at);
            if (opened.error() != 0) {
                return refusedBySecurity(request, opened.error());
            }
            data = opened.message();
        }
        int error = meter.recharge(data, at);
        return error == 0 ? Dlt645Frame.reply(request, meter.address(), Dlt645Frame.itemData(Credit.RECHARGE))
                : refusedBySecurity(request, error);
    }
}
