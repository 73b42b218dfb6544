package com.wattwell.simulator;

import com.wattwell.protocol.mbus.SecondaryAddress;
import java.time.LocalDateTime;
import java.util.Arrays;

/**
 * What an M-Bus meter is and does above its link: two addresses, telegrams that follow one another, and records that it
 * takes. Guarded by its firmware.
 */
final class MbusMeter {

    /** VIF FD 1F, remote control: 0 closes the valve, 1 opens it, 2 is not for a valve without a key (EN 13757-3, 2013). */
    private static final byte[] REMOTE_CONTROL = {(byte) 0xFD, 0x1F};
    private static final int SELECTION = 0x08;
    private static final int LAST_METER_ADDRESS = 250;
    private static final int HEADER_BYTES = 12;

    private final VirtualMeter meter;
    private final MbusRecords records;
    private final byte[] fabricationNumber;
    private int primary;
    private SecondaryAddress secondary;
    private int telegram;
    private boolean onlyValve;
    private int accessNumber;

    MbusMeter(VirtualMeter meter) {
        this.meter = meter;
        this.primary = MbusAddress.primary(meter.address());
        this.secondary = MbusAddress.secondary(meter.address(), meter.seed());
        this.fabricationNumber = MbusAddress.identification(secondary);
        this.records = new MbusRecords(meter, fabricationNumber);
    }

    /** 0 when it has only its secondary one. */
    int primary() {
        return primary;
    }

    /** Whether a selection of at least eight bytes means this meter. */
    boolean matches(byte[] selection) {
        return selection.length >= SecondaryAddress.LENGTH && MbusAddress.read(selection).selects(secondary);
    }

    /** The fabrication number, a BCD of eight digits behind 0C 78; F leaves a digit open. */
    boolean hasFabricationNumber(byte[] record) {
        boolean same = record.length == 6 && record[0] == 0x0C && record[1] == 0x78;
        for (int i = 0; same && i < fabricationNumber.length; i++) {
            same = fits(record[2 + i] >> 4, fabricationNumber[i] >> 4) && fits(record[2 + i], fabricationNumber[i]);
        }
        return same;
    }

    private static boolean fits(int asked, int digit) {
        return (asked & 0x0F) == 0x0F || (asked & 0x0F) == (digit & 0x0F);
    }

    void firstTelegram() {
        telegram = 0;
        onlyValve = false;
    }

    /** Header and records of the next answer. */
    byte[] nextTelegram(long at) {
        byte[] body;
        if (onlyValve) {
            body = records.valve(at);
            onlyValve = false;
        } else {
            boolean two = meter.has(Quirk.TWO_TELEGRAMS);
            body = telegram == 0 ? records.first(two, at) : records.second(at);
            telegram = two ? 1 - telegram : 0;
        }
        return WireData.join(header(), body);
    }

    /** How long the first telegram is: user data behind CI. */
    int telegramBytes() {
        return HEADER_BYTES + records.first(meter.has(Quirk.TWO_TELEGRAMS), 0).length;
    }

    /** ID 4, MAN 2, VER, MED, ACC, STATUS, signature 2. */
    private byte[] header() {
        int status = (meter.has(Quirk.BATTERY_LOW) ? 0x04 : 0) | (meter.has(Quirk.VALVE_STUCK) ? 0x08 : 0);
        return WireData.join(MbusAddress.bytes(secondary), new byte[] {(byte) accessNumber++, (byte) status, 0, 0});
    }

    /** Takes one record: valve, clock, primary address or identification, or the choice of the next answer. */
    boolean write(byte[] data, long at) {
        int dif = data.length == 0 ? -1 : data[0];
        byte[] rest = data.length == 0 ? data : Arrays.copyOfRange(data, 1, data.length);
        if (dif == SELECTION) {
            onlyValve = Arrays.equals(rest, REMOTE_CONTROL) && !meter.has(Quirk.NO_VALVE);
            return onlyValve;
        }
        return switch (dif) {
            case 0x01 -> rest.length == 3 && Arrays.equals(Arrays.copyOf(rest, 2), REMOTE_CONTROL) ? valve(rest[2], at)
                    : rest.length == 2 && rest[0] == 0x7A && setPrimary(rest[1] & 0xFF);
            case 0x04 -> rest.length == 5 && rest[0] == 0x6D && setClock(rest, at);
            case 0x0C -> rest.length == 5 && rest[0] == 0x79 && setIdentification(rest);
            default -> false;
        };
    }

    private boolean valve(int word, long at) {
        if (meter.has(Quirk.NO_VALVE) || word != 0 && word != 1) {
            return false;
        }
        if (!meter.has(Quirk.VALVE_STUCK)) {
            meter.execute(word == 0 ? Relay.Action.TRIP : Relay.Action.CLOSE, at);
        }
        return true;
    }

    private boolean setPrimary(int address) {
        primary = address <= LAST_METER_ADDRESS ? address : primary;
        return address <= LAST_METER_ADDRESS;
    }

    private boolean setIdentification(byte[] record) {
        if (WireData.number(record, 1, 4) < 0) {
            return false;
        }
        byte[] bytes = MbusAddress.bytes(secondary);
        System.arraycopy(record, 1, bytes, 0, 4);
        secondary = MbusAddress.read(bytes);
        return true;
    }

    private boolean setClock(byte[] record, long at) {
        LocalDateTime time = MbusTime.dateTime(record, 1);
        if (time != null) {
            meter.setClock(time, at);
        }
        return time != null;
    }
}
