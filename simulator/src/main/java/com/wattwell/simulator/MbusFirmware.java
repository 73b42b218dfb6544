package com.wattwell.simulator;

import com.wattwell.protocol.mbus.MbusFrame;
import com.wattwell.protocol.mbus.SecondaryAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Wired M-Bus, EN 13757-2 and -3: a water meter with a primary address of the line or, where it has none, its secondary
 * address alone.
 *
 * <pre>
 *   SND_NKE 40          link reset: E5, the next FCB is 1, the first telegram is next; to FD it ends a selection
 *   SND_UD  53 73  52   selection: E5 from those that match; the others fall out of it, silently
 *                  51   records to write, or to choose for the next answer
 *                  50   application reset: the first telegram is next
 *   REQ_UD2 5B 7B       RSP_UD; with the FCB of the last request, the last answer again
 *   REQ_UD1 5A 7A       E5: no alarms
 * </pre>
 */
final class MbusFirmware implements Firmware {

    private static final int SND_NKE = 0x40;
    private static final int SND_UD = 0x53;
    private static final int REQ_UD1 = 0x5A;
    private static final int REQ_UD2 = 0x5B;
    private static final int FCB = 0x20;
    private static final int RSP_UD = 0x08;
    private static final int APPLICATION_RESET = 0x50;
    private static final int DATA_SEND = 0x51;
    private static final int SELECT = 0x52;
    private static final int VARIABLE = 0x72;
    /** 0C 78 and the fabrication number, behind a selection. */
    private static final int ENHANCED_BYTES = SecondaryAddress.LENGTH + 6;

    private final MbusMeter meter;
    private final MbusLink own = new MbusLink();
    private final MbusLink asSelected = new MbusLink();
    private boolean selected;

    MbusFirmware(VirtualMeter meter) {
        this.meter = new MbusMeter(meter);
    }

    /** FD, FE and FF are for all, and the address may be another than that in the town file by now. */
    @Override
    public synchronized boolean meant(byte[] frame) {
        int address = MbusFrame.parse(frame).address();
        return address == MbusFrame.SELECTED || address == MbusFrame.ANY || address == MbusFrame.BROADCAST || address == meter.primary();
    }

    /** Link reset or selection and its E5, then the request for data. */
    @Override
    public synchronized List<Exchange> reading() {
        int frame = 9 + meter.telegramBytes();
        return List.of(new Exchange(meter.primary() == 0 ? 17 : 5, 1), new Exchange(5, frame));
    }

    @Override
    public synchronized Reply answer(byte[] frame, long at) {
        MbusFrame request = MbusFrame.parse(frame);
        int address = request.address();
        int control = request.control();
        if (address == MbusFrame.SELECTED && (control & ~FCB) == SND_UD && request.information() == SELECT) {
            return select(request.data());
        }
        if (address == MbusFrame.SELECTED ? !selected : address <= MbusFrame.LAST_METER_ADDRESS && address != meter.primary()) {
            return null;
        }
        MbusLink link = address == MbusFrame.SELECTED ? asSelected : own;
        MbusFrame reply = control == SND_NKE ? reset(link) : counted(link, request, at);
        return reply == null || address == MbusFrame.BROADCAST ? null : new Reply(reply.encode(), false);
    }

    private Reply select(byte[] data) {
        selected = meter.matches(data) && (data.length == SecondaryAddress.LENGTH
                || data.length == ENHANCED_BYTES && meter.hasFabricationNumber(Arrays.copyOfRange(data, SecondaryAddress.LENGTH, data.length)));
        if (!selected) {
            return null;
        }
        asSelected.reset();
        meter.firstTelegram();
        return new Reply(MbusFrame.acknowledgement().encode(), false);
    }

    private MbusFrame reset(MbusLink link) {
        link.reset();
        meter.firstTelegram();
        selected &= link != asSelected;
        return MbusFrame.acknowledgement();
    }

    /** A request with the FCB of the last one is that one again: nothing is done twice. */
    private MbusFrame counted(MbusLink link, MbusFrame request, long at) {
        boolean bit = (request.control() & FCB) != 0;
        if (link.repeats(bit)) {
            return link.lastAnswer();
        }
        MbusFrame answer = switch (request.control() & ~FCB) {
            case REQ_UD2 -> MbusFrame.ofLong(RSP_UD, meter.primary(), VARIABLE, meter.nextTelegram(at));
            case REQ_UD1 -> MbusFrame.acknowledgement();
            case SND_UD -> take(request, at) ? MbusFrame.acknowledgement() : null;
            default -> null;
        };
        link.answered(bit, answer);
        return answer;
    }

    /** @return whether the meter knows what it was told */
    private boolean take(MbusFrame request, long at) {
        return switch (request.information()) {
            case APPLICATION_RESET -> {
                meter.firstTelegram();
                yield true;
            }
            case DATA_SEND -> meter.write(request.data(), at);
            default -> false;
        };
    }
}
