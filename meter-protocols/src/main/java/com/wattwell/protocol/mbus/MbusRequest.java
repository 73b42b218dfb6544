package com.wattwell.protocol.mbus;

import com.wattwell.protocol.UnsupportedRequestException;
import java.io.ByteArrayOutputStream;
import java.time.LocalDateTime;

/**
 * What a master can ask of a meter, as the frames to send one after the other. Every frame but the last is answered by
 * E5; {@link MbusDialogue} sends them in turn.
 *
 * <pre>
 *   primary     10 40 A CS 16    →  E5        link reset: the meter then expects FCB = 1
 *               the request, FCB = 1
 *
 *   secondary   68 0B 0B 68 53 FD 52 ID MAN VER MED CS 16    →  E5 from the meter that matches
 *               the request to FD, FCB = 1
 * </pre>
 *
 * The link reset in front costs one exchange and is worth it: FCB is kept by the meter, and a master that was restarted,
 * or is one of several nodes, does not know it. With the wrong FCB a meter repeats its last answer, and an old reading
 * would be taken for a new one. A selection does the same for the meter it selects.
 */
public final class MbusRequest {

    private static final int[] BAUD = {300, 600, 1200, 2400, 4800, 9600, 19200, 38400};
    private static final int FIRST_YEAR = 1981;
    private static final int LAST_YEAR = 2080;
    private static final int IDENTIFICATION_DIGITS = 8;

    private MbusRequest() {
    }

    /**
     * Everything that the meter sends of its own accord.
     *
     * @param address {@code 1} to {@code 250} or a secondary address
     * @throws UnsupportedRequestException for this and all other requests when the address is not one meter's
     */
    public static byte[] readout(String address) {
        MbusAddress meter = MbusAddress.parse(address);
        return after(meter, askForData(meter.primary()));
    }

    /** Asks whoever is alone on the line. */
    public static byte[] readoutOfAny() {
        return join(linkReset(MbusFrame.ANY), askForData(MbusFrame.ANY));
    }

    /** Selects the records of {@code selection} (DIF 08 and their VIFs), then reads them. */
    static byte[] selectedReadout(String address, byte[] selection) {
        MbusAddress meter = MbusAddress.parse(address);
        MbusFrame select = MbusFrame.ofLong(LinkControl.SND_UD | LinkControl.FCB, meter.primary(), Telegram.DATA_SEND, selection);
        return after(meter, select, MbusFrame.ofShort(LinkControl.REQ_UD2, meter.primary()));
    }

    /** Makes meters start anew with FCB = 1 and their first telegram. */
    public static byte[] linkReset(String address) {
        MbusAddress meter = MbusAddress.parse(address);
        return meter.secondary() == null ? linkReset(meter.primary()).encode() : join(select(meter.secondary()));
    }

    /** Sends records to the meter, which writes them (CI 51). */
    public static byte[] dataSend(String address, byte[] records) {
        MbusAddress meter = MbusAddress.parse(address);
        return after(meter, toMeter(meter.primary(), Telegram.DATA_SEND, records));
    }

    /** Sets the clock of one meter to {@code time}, the meter's local time without seconds; years 1981 to 2080. */
    public static byte[] setClock(String address, LocalDateTime time) {
        return dataSend(address, clockRecord(time));
    }

    /** Sets the clock of every meter on the line; nobody answers. */
    public static byte[] broadcastClock(LocalDateTime time) {
        return MbusFrame.ofLong(LinkControl.SND_UD, MbusFrame.BROADCAST, Telegram.DATA_SEND, clockRecord(time)).encode();
    }

    /** Gives the meter another primary address, 1 to 250; the answer still comes under the old one. */
    public static byte[] setPrimaryAddress(String address, int another) {
        if (another < 1 || another > MbusFrame.LAST_METER_ADDRESS) {
            throw new UnsupportedRequestException("address " + another + " is not 1 to 250");
        }
        return dataSend(address, new byte[] {0x01, 0x7A, (byte) another});
    }

    /** Gives the meter another identification of eight digits. */
    public static byte[] setIdentification(String address, String digits) {
        SecondaryAddress identification = SecondaryAddress.parse(digits + "00000000");
        if (digits.length() != IDENTIFICATION_DIGITS || !identification.namesOne()) {
            throw new UnsupportedRequestException("identification '" + digits + "' is not eight digits");
        }
        byte[] bytes = identification.encode();
        return dataSend(address, new byte[] {0x0C, 0x79, bytes[0], bytes[1], bytes[2], bytes[3]});
    }

    /** Lets the meter talk at another speed from now on; the answer still comes at the old one. */
    public static byte[] setBaud(String address, int baud) {
        for (int i = 0; i < BAUD.length; i++) {
            if (BAUD[i] == baud) {
                MbusAddress meter = MbusAddress.parse(address);
                return after(meter, toMeter(meter.primary(), Telegram.FIRST_BAUD + i));
            }
        }
        throw new UnsupportedRequestException("baud " + baud + " is none of 300, 600, 1200, 2400, 4800, 9600, 19200 and 38400");
    }

    /**
     * Application reset.
     *
     * @param subCode which data the next readout gives (00 all, 10 user data, 20 simple billing, 50 instantaneous values …),
     *                0..255, or -1 for none
     */
    public static byte[] applicationReset(String address, int subCode) {
        if (subCode < -1 || subCode > 0xFF) {
            throw new UnsupportedRequestException("subCode " + subCode + " is not -1 to 255");
        }
        MbusAddress meter = MbusAddress.parse(address);
        return after(meter, subCode < 0 ? toMeter(meter.primary(), Telegram.APPLICATION_RESET)
                : toMeter(meter.primary(), Telegram.APPLICATION_RESET, (byte) subCode));
    }

    /**
     * Selects all meters that {@code pattern} matches and asks them; what comes back tells {@link SecondarySearch} whether
     * there are none, one or several.
     */
    public static byte[] probe(SecondaryAddress pattern) {
        return join(select(pattern), askForData(MbusFrame.SELECTED));
    }

    private static byte[] clockRecord(LocalDateTime time) {
        if (time == null || time.getYear() < FIRST_YEAR || time.getYear() > LAST_YEAR) {
            throw new UnsupportedRequestException("time " + time + " is not between " + FIRST_YEAR + " and " + LAST_YEAR);
        }
        byte[] clock = WireDate.encode(time);
        return new byte[] {0x04, 0x6D, clock[0], clock[1], clock[2], clock[3]};
    }

    private static byte[] after(MbusAddress meter, MbusFrame... request) {
        MbusFrame first = meter.secondary() == null ? linkReset(meter.primary()) : select(meter.secondary());
        MbusFrame[] frames = new MbusFrame[request.length + 1];
        frames[0] = first;
        System.arraycopy(request, 0, frames, 1, request.length);
        return join(frames);
    }

    private static MbusFrame linkReset(int primary) {
        return MbusFrame.ofShort(LinkControl.SND_NKE, primary);
    }

    private static MbusFrame select(SecondaryAddress address) {
        return MbusFrame.ofLong(LinkControl.SND_UD, MbusFrame.SELECTED, Telegram.SELECT, address.encode());
    }

    private static MbusFrame askForData(int primary) {
        return MbusFrame.ofShort(LinkControl.REQ_UD2 | LinkControl.FCB, primary);
    }

    private static MbusFrame toMeter(int primary, int information, byte... data) {
        if (data.length > MbusFrame.MAX_DATA) {
            throw new UnsupportedRequestException(data.length + " bytes of records are more than " + MbusFrame.MAX_DATA);
        }
        return MbusFrame.ofLong(LinkControl.SND_UD | LinkControl.FCB, primary, information, data);
    }

    private static byte[] join(MbusFrame... frames) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (MbusFrame frame : frames) {
            bytes.writeBytes(frame.encode());
        }
        return bytes.toByteArray();
    }
}
