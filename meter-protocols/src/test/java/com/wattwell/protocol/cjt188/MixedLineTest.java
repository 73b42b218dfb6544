package com.wattwell.protocol.cjt188;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.StreamScanner;
import com.wattwell.protocol.StreamScanner.Found;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Electricity meters of DL/T 645 and water meters of CJ/T 188 on one line. */
class MixedLineTest {

    private static final String WATER = "68105054771118000081161F9000000000002C000000002C0000000000000000005A16";
    private static final String ELECTRICITY = "6861010000000068910833333433593333338A16";
    /** Its first address byte 10 could be the type of a water meter. */
    private static final String ELECTRICITY_10 = Hex.of(new Dlt645Frame("123456789010", 0x91,
            Hex.parse("0000010026000000")).encode());
    /** Its A5 is 68, where DL/T 645 has its second 68. */
    private static final String WATER_68 = Hex.of(new Cjt188Frame(0x10, "00680000000001", 0x81,
            Cjt188Frame.data(0xD120, DiOrder.HIGH_BYTE_FIRST, 1, Hex.parse("123400002C"))).encode());

    private final StreamScanner scanner = new StreamScanner(Protocols.all(), 1024);

    @Test
    void gluedFramesOfBothAreToldApart() {
        assertThat(names(scanner.feed(Hex.parse(WATER + ELECTRICITY + "FEFE" + WATER_68 + ELECTRICITY_10 + WATER))))
                .containsExactly("CJT188", "DLT645_2007", "CJT188", "DLT645_2007", "CJT188");
        assertThat(scanner.noiseBytes()).isZero();
    }

    @Test
    void framesOfBothAreToldApartByteByByte() {
        List<Found> found = new ArrayList<>();
        for (byte each : Hex.parse(WATER_68 + ELECTRICITY_10 + WATER + ELECTRICITY)) {
            found.addAll(scanner.feed(new byte[] {each}));
        }
        assertThat(names(found)).containsExactly("CJT188", "DLT645_2007", "CJT188", "DLT645_2007");
    }

    @Test
    void noiseBetweenThemIsGivenWithTheFrameBehindIt() {
        List<Found> found = scanner.feed(Hex.parse(WATER + "6800" + "FDBB" + ELECTRICITY + "524F" + WATER));

        assertThat(names(found)).containsExactly("CJT188", "DLT645_2007", "CJT188");
        assertThat(Hex.of(found.get(1).skipped())).isEqualTo("6800FDBB");
        assertThat(Hex.of(found.get(2).skipped())).isEqualTo("524F");
    }

    @Test
    void aFalseStartOfAWaterFrameIsGivenUpAndTheFrameBehindItIsFound() {
        assertThat(scanner.feed(Hex.parse("6810" + ELECTRICITY + WATER))).isEmpty();

        assertThat(names(scanner.giveUpPartial())).containsExactly("DLT645_2007", "CJT188");
    }

    @Test
    void anEchoStandsInFrontOfTheAnswer() {
        String request = "6810AAAAAAAAAAAAAA03030A8102B116";
        List<Found> found = scanner.feed(Hex.parse(request + "FF" + "68100029152403262083030A81023616"));

        assertThat(names(found)).containsExactly("CJT188", "CJT188");
        assertThat(Hex.of(found.getFirst().frame())).isEqualTo(request);
    }

    private static List<String> names(List<Found> found) {
        return found.stream().map(each -> each.protocol().name()).toList();
    }
}
