package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.cjt188.Cjt188Frame;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import com.wattwell.protocol.mbus.MbusFrame;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Frames that are whole but make no sense must not bring a line to a stop. */
class WhateverComesTest {

    private static final int FRAMES = 60_000;
    private static final String[] DLT645 = {"000000000161", "000000000200", Dlt645Frame.ANY, Dlt645Frame.BROADCAST, "AAAAAAAA0161"};
    private static final String[] CJT188 = {"00000000000007", Cjt188Frame.ANY};
    private static final int[] MBUS = {5, 0, MbusFrame.SELECTED, MbusFrame.ANY, MbusFrame.BROADCAST};
    private static final int[] IDENTIFIERS = {0x04000102, 0x0400010C, 0x06000000, 0x06040001, 0x070102FF, 0x05010101, 0x901F, 0xA017, 0xA016, 0xA013,
        0xA015, 0x8105, 0x9010, 0xC011, 0xB61F};

    private final Random random = new Random(20260301);

    @Test
    void noFrameStopsALineOfAllProtocols() {
        TestLine line = new TestLine("round-trip 0\npacking-gap 0\nbaud unlimited\nreply-delay 0\nvalve-time 0\nprepaid 10.00 yuan at 0.5000",
                "1 from 161 shop\nprotocol dlt645-1997\nmeters 1 from 200 household\nprotocol cjt188\nmeters 1 from 7 household-water\n"
                        + "protocol mbus\nquirks two-telegrams\nmeters 2 from 5 shop-water\nmeters 1 from 1234567840240107 shop-water");
        for (int i = 0; i < FRAMES; i++) {
            line.line.received(frame());
        }

        assertThat(line.statistics.of(Statistics.Counter.REQUESTS)).isGreaterThan(FRAMES / 2);
        assertThat(line.statistics.of(Statistics.Counter.REPLIES)).isGreaterThan(FRAMES / 10);
        assertThat(line.arrivals).allMatch(arrival -> arrival.bytes().length > 0);
    }

    private byte[] frame() {
        return switch (random.nextInt(3)) {
            case 0 -> Dlt645Frame.request(DLT645[random.nextInt(DLT645.length)], random.nextInt(32), data()).encode(random.nextInt(3));
            case 1 -> new Cjt188Frame(random.nextInt(4) == 0 ? 0xAA : 0x10, CJT188[random.nextInt(CJT188.length)], random.nextInt(0x20), data())
                    .encode();
            default -> random.nextBoolean()
                    ? MbusFrame.ofShort(new int[] {0x40, 0x5A, 0x5B, 0x7A, 0x7B}[random.nextInt(5)], MBUS[random.nextInt(MBUS.length)]).encode()
                    : MbusFrame.ofLong(0x53 | random.nextInt(2) << 5, MBUS[random.nextInt(MBUS.length)], 0x50 + random.nextInt(3), data()).encode();
        };
    }

    /** Often an identifier that the meters know, in one byte order or the other, and some bytes behind it. */
    private byte[] data() {
        byte[] data = new byte[random.nextInt(28)];
        random.nextBytes(data);
        int identifier = IDENTIFIERS[random.nextInt(IDENTIFIERS.length)];
        for (int i = 0; i < 4 && i < data.length && random.nextInt(8) > 0; i++) {
            data[i] = (byte) (identifier >>> 8 * i);
        }
        for (int i = 4; i < data.length && random.nextBoolean(); i++) {
            data[i] = (byte) (random.nextInt(10) << 4 | random.nextInt(10));
        }
        return data;
    }
}
