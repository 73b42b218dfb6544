package com.wattwell.simulator;

import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.dlt645.ControlCommand;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import com.wattwell.protocol.dlt645.ErrorBits;
import com.wattwell.protocol.dlt645.Function;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;

/** DL/T 645-2007. */
final class Dlt645_2007Firmware implements Firmware {

    /** Password level for control (Q/GDW). */
    private static final int CONTROL_LEVEL = 2;
    /** Most data in a read reply. */
    private static final int MOST_DATA = 200;
    private static final int IDENTIFIER_BYTES = 4;
    private static final int TIME_BYTES = 6;

    private final VirtualMeter meter;

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
    public Reply answer(byte[] frame, long at) {
        Dlt645Frame reply = answer(Dlt645Frame.parse(frame), at);
        return reply == null ? null : new Reply(reply.encode(meter.preamble()), reply.abnormal());
    }

    private Dlt645Frame answer(Dlt645Frame request, long at) {
        int function = request.function();
        if (function == Function.BROADCAST_TIME.code()) {
            setClock(request.data(), at);
            return null;
        }
        if (request.address().equals(Dlt645Frame.BROADCAST)) {
            return null;
        }
        if (function == Function.READ.code()) {
            return read(request, at);
        }
        if (function == Function.READ_FOLLOWING.code()) {
            return readFollowing(request, at);
        }
        if (function == Function.READ_ADDRESS.code()) {
            return Dlt645Frame.reply(request, meter.address(), WireData.address(meter.address()));
        }
        if (function == Function.CONTROL.code()) {
            int error = control(request.data(), at);
            return error == 0 ? Dlt645Frame.reply(request, meter.address()) : refused(request, error);
        }
        return refused(request, ErrorBits.OTHER);
    }

    private Dlt645Frame refused(Dlt645Frame request, int error) {
        return Dlt645Frame.error(request, meter.address(), error);
    }

    private Dlt645Frame read(Dlt645Frame request, long at) {
        byte[] item = request.data().length == IDENTIFIER_BYTES ? Registers.read(meter, request.identifier(), at) : null;
        if (item == null) {
            return refused(request, ErrorBits.NO_REQUESTED_DATA);
        }
        int first = MOST_DATA - IDENTIFIER_BYTES;
        boolean more = item.length > first;
        Dlt645Frame reply = Dlt645Frame.reply(request, meter.address(),
                Dlt645Frame.itemData(request.identifier(), more ? Arrays.copyOf(item, first) : item));
        return more ? reply.withMoreFollowing() : reply;
    }

    /** Part number SEQ of a long item; asked again, the same part comes again. */
    private Dlt645Frame readFollowing(Dlt645Frame request, long at) {
        byte[] item = request.data().length == IDENTIFIER_BYTES + 1 ? Registers.read(meter, request.identifier(), at) : null;
        int sequence = item == null ? 0 : request.data()[IDENTIFIER_BYTES] & 0xFF;
        int part = MOST_DATA - IDENTIFIER_BYTES - 1;
        int from = MOST_DATA - IDENTIFIER_BYTES + (sequence - 1) * part;
        if (item == null || sequence == 0 || from >= item.length) {
            return refused(request, ErrorBits.NO_REQUESTED_DATA);
        }
        int to = Math.min(from + part, item.length);
        byte[] data = WireData.join(Arrays.copyOfRange(item, from, to), new byte[] {(byte) sequence});
        Dlt645Frame reply = Dlt645Frame.reply(request, meter.address(), Dlt645Frame.itemData(request.identifier(), data));
        return to < item.length ? reply.withMoreFollowing() : reply;
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
    private void setClock(byte[] data, long at) {
        LocalDateTime time = data.length == TIME_BYTES ? WireData.time(data, 0) : null;
        if (time != null) {
            meter.setClockByBroadcast(time, at);
        }
    }
}
