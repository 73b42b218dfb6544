package com.wattwell.simulator;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a meter of DL/T 645-2007 remembers of what happened to it, the ten latest of each kind and how many there were in
 * all. Guarded by its meter.
 */
final class EventRecords {

    /** The kinds, with the identifier of their count and the bytes of a record. */
    enum Kind {
        /** 掉电: start, end. */
        POWER_DOWN(0x03110000, 12),
        /** 编程: time, operator, ten identifiers. */
        PROGRAMMING(0x03300000, 50),
        /** 校时: operator, before, after. */
        TIME_SET(0x03300400, 16),
        /** 跳闸: time, operator, six energies. */
        TRIP(0x1D000001, 34),
        /** 合闸, the same. */
        CLOSE(0x1E000001, 34);

        private final int count;
        private final int bytes;

        Kind(int count, int bytes) {
            this.count = count;
            this.bytes = bytes;
        }
    }

    private static final int KEPT = 10;
    private static final int COUNT_BYTES = 3;
    private static final int TIME_BYTES = 6;
    private static final int DIS_BYTES = 40;
    private static final int RELAY_BLOCK = 0xFF00;
    private static final int RELAY_TIME = 0x0100;

    private final List<List<byte[]>> latest = new ArrayList<>(Kind.values().length);
    private final int[] counts = new int[Kind.values().length];

    EventRecords() {
        for (int i = 0; i < counts.length; i++) {
            latest.add(new ArrayList<>(0));
        }
    }

    void powerDown(LocalDateTime start, LocalDateTime end) {
        add(Kind.POWER_DOWN, WireData.join(WireData.time(start), WireData.time(end)));
    }

    void programmed(byte[] operator, int identifier, LocalDateTime at) {
        byte[] identifiers = WireData.absent(DIS_BYTES);
        for (int i = 0; i < 4; i++) {
            identifiers[i] = (byte) (identifier >>> 8 * i);
        }
        add(Kind.PROGRAMMING, WireData.join(WireData.join(WireData.time(at), operator), identifiers));
    }

    void clockSet(byte[] operator, LocalDateTime before, LocalDateTime after) {
        add(Kind.TIME_SET, WireData.join(operator, WireData.join(WireData.time(before), WireData.time(after))));
    }

    /** @param energy register of forward active energy in 0.01 kWh; the other five registers are 0 */
    void switched(Relay.Action action, LocalDateTime at, long energy) {
        byte[] record = new byte[Kind.TRIP.bytes];
        System.arraycopy(WireData.time(at), 0, record, 0, TIME_BYTES);
        WireData.decimal(record, 10, 4, energy);
        add(action == Relay.Action.TRIP ? Kind.TRIP : Kind.CLOSE, record);
    }

    private void add(Kind kind, byte[] record) {
        List<byte[]> records = latest.get(kind.ordinal());
        if (records.size() == KEPT) {
            records.removeLast();
        }
        records.addFirst(record);
        counts[kind.ordinal()]++;
    }

    /** A count, or the n-th last record, FF where there is none yet; {@code null} when this is no such item. */
    byte[] read(int identifier) {
        for (Kind kind : Kind.values()) {
            if (identifier == kind.count) {
                return WireData.decimal(new byte[COUNT_BYTES], 0, COUNT_BYTES, counts[kind.ordinal()]);
            }
            int number = identifier & 0xFF;
            if (number < 1 || number > KEPT || identifier >>> 16 != kind.count >>> 16) {
                continue;
            }
            boolean relay = kind == Kind.TRIP || kind == Kind.CLOSE;
            int item = identifier & 0xFF00;
            if (!relay && item == (kind.count & 0xFF00) || relay && item == RELAY_BLOCK) {
                return record(kind, number);
            }
            if (relay && item == RELAY_TIME) {
                return Arrays.copyOf(record(kind, number), TIME_BYTES);
            }
        }
        return null;
    }

    private byte[] record(Kind kind, int number) {
        List<byte[]> records = latest.get(kind.ordinal());
        return number <= records.size() ? records.get(number - 1) : WireData.absent(kind.bytes);
    }
}
