package com.wattwell.simulator;

import java.io.ByteArrayOutputStream;
import java.time.LocalDateTime;
import java.util.Arrays;

/**
 * The load profile of DL/T 645-2007, items 06xxxxxx: a block every half hour of the meter's clock, kept for forty days.
 *
 * <pre>
 *   A0 A0  L  mm hh DD MM YY  [class 1] AA … [class 6] AA  CS  E5
 *
 *   06 CC 00 00  N                   the N oldest blocks          CC = 00: all classes, 01 to 06 one of them
 *   06 CC 00 01  N  mm hh DD MM YY   N blocks from this time on
 *   06 CC 00 02                      the newest block
 * </pre>
 */
final class LoadProfile {

    private static final int KEPT_DAYS = 40;
    private static final int MINUTES = 30;
    private static final int CLASSES = 6;
    private static final int MOST_BLOCKS = 48;
    private static final int OLDEST = 0;
    private static final int FROM = 1;
    private static final int NEWEST = 2;
    private static final int FROM_BYTES = 6;
    private static final int SEPARATOR = 0xAA;
    private static final int TIME_AT = 3;

    private final VirtualMeter meter;
    private final int only;

    private LoadProfile(VirtualMeter meter, int only) {
        this.meter = meter;
        this.only = only;
    }

    /**
     * @param tail what stood behind the identifier
     * @return {@code null} when there are no such blocks
     */
    static byte[] read(VirtualMeter meter, int identifier, byte[] tail, long at) {
        int only = identifier >> 16 & 0xFF;
        int which = identifier & 0xFFFF;
        if (identifier >>> 24 != 0x06 || only > CLASSES || which > NEWEST
                || tail.length != (which == OLDEST ? 1 : which == FROM ? FROM_BYTES : 0)) {
            return null;
        }
        LocalDateTime newest = slot(meter.localTime(at));
        LocalDateTime oldest = newest.minusDays(KEPT_DAYS);
        LocalDateTime first = which == NEWEST ? newest : which == OLDEST ? oldest : from(tail);
        if (first == null) {
            return null;
        }
        first = first.isBefore(oldest) ? oldest : first;
        while (!first.isAfter(newest) && !meter.counted(meter.millisOf(first))) {
            first = first.plusMinutes(MINUTES);
        }
        long wanted = which == NEWEST ? 1 : WireData.number(tail, 0, 1);
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        LoadProfile profile = new LoadProfile(meter, only);
        for (long i = 0; i < Math.min(wanted, MOST_BLOCKS) && !first.isAfter(newest); i++) {
            blocks.writeBytes(profile.block(first));
            first = first.plusMinutes(MINUTES);
        }
        return blocks.size() == 0 ? null : blocks.toByteArray();
    }

    /** The half hour that has begun. */
    private static LocalDateTime slot(LocalDateTime time) {
        return time.toLocalDate().atTime(time.getHour(), time.getMinute() / MINUTES * MINUTES);
    }

    /** The first block at or after the time that was asked for. */
    private static LocalDateTime from(byte[] tail) {
        byte[] wire = new byte[FROM_BYTES];
        System.arraycopy(tail, 1, wire, 1, FROM_BYTES - 1);
        LocalDateTime asked = WireData.time(wire, 0);
        if (asked == null) {
            return null;
        }
        LocalDateTime slot = slot(asked);
        return slot.isBefore(asked) ? slot.plusMinutes(MINUTES) : slot;
    }

    private byte[] block(LocalDateTime time) {
        long at = meter.millisOf(time);
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.writeBytes(new byte[] {(byte) 0xA0, (byte) 0xA0, 0});
        block.writeBytes(Arrays.copyOfRange(WireData.time(time), 1, 6));
        for (int each = 1; each <= CLASSES; each++) {
            if (only == 0 || only == each) {
                values(block, each, at);
            }
            block.write(SEPARATOR);
        }
        byte[] bytes = block.toByteArray();
        bytes[2] = (byte) (bytes.length - TIME_AT);
        int sum = 0;
        for (byte each : bytes) {
            sum += each;
        }
        return WireData.join(bytes, new byte[] {(byte) sum, (byte) 0xE5});
    }

    private void values(ByteArrayOutputStream block, int kind, long at) {
        switch (kind) {
            case 1 -> {
                block.writeBytes(Variables.read(meter, 1, 0xFF, 0, at));
                block.writeBytes(Variables.read(meter, 2, 0xFF, 0, at));
                block.writeBytes(Variables.read(meter, 0x80, 0, 2, at));
            }
            case 2 -> {
                block.writeBytes(Variables.read(meter, 3, 0xFF, 0, at));
                block.writeBytes(Variables.read(meter, 4, 0xFF, 0, at));
            }
            case 3 -> block.writeBytes(Variables.read(meter, 6, 0xFF, 0, at));
            case 4 -> {
                block.writeBytes(Registers.energyAt(meter, 1, 0, at));
                block.writeBytes(new byte[12]);
            }
            case 5 -> block.writeBytes(new byte[16]);
            default -> {
                block.writeBytes(Variables.read(meter, 3, 0, 0, at));
                block.writeBytes(Variables.read(meter, 4, 0, 0, at));
            }
        }
    }
}
