package com.wattwell.portal.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Protocols;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WireBytesTest {

    private static final MeterProtocol DLT645 = Protocols.named("DLT645_2007");
    private static final String REPLY = "6861010000000068910833333433593333338A16";

    @Test
    void aReplyIsTakenApartByteByByteWithItsValue() {
        List<WireBytes.Part> parts = WireBytes.parts(DLT645, Hex.parse(REPLY));
        assertThat(parts).extracting(WireBytes.Part::hex).contains("61 01 00 00 00 00", "91", "33 33 34 33", "59 33 33 33", "8A", "16");
        assertThat(parts).anySatisfy(part -> assertThat(part.meaning()).isEqualTo("0.26 kWh"));
    }

    @Test
    void everyByteStandsInExactlyOnePartAlsoWhatIsNoFrame() {
        String bytes = "FEFEFEFE" + REPLY + "0102" + REPLY + "FE";
        List<WireBytes.Part> parts = WireBytes.parts(DLT645, Hex.parse(bytes));
        assertThat(parts.stream().map(part -> part.hex().replace(" ", "")).collect(Collectors.joining())).isEqualTo(bytes);
        assertThat(parts.getFirst()).isEqualTo(new WireBytes.Part("FE FE FE FE", "preamble FE", ""));
        assertThat(parts).contains(new WireBytes.Part("01 02", "bytes of no frame", ""));
    }
}
