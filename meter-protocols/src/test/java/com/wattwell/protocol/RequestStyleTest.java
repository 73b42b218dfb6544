package com.wattwell.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.wattwell.protocol.MeterRequest.SupplyAction;
import java.time.LocalDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests as a make wants them, and what may be asked for to get an item. */
class RequestStyleTest {

    private static final MeterRequest.Credentials CREDENTIALS = new MeterRequest.Credentials(2, "123456", "00000000");
    private static final LocalDateTime UNTIL = LocalDateTime.of(2026, 11, 29, 12, 30);

    private static String hex(MeterProtocol protocol, MeterRequest request) {
        return Hex.of(protocol.encode(request));
    }

    @Test
    void aSleepyMeterIsWokenByAsManyBytesAsItsMakeWants() {
        MeterRequest read = new MeterRequest.ReadItem("123456789012", "00010000");
        for (MeterProtocol protocol : Protocols.all().subList(0, 1)) {
            assertThat(hex(protocol, read)).startsWith("FEFEFEFE68");
            assertThat(hex(protocol.styled(new RequestStyle(0, false, Map.of())), read)).startsWith("68");
            assertThat(hex(protocol.styled(new RequestStyle(13, false, Map.of())), read)).startsWith("FE".repeat(13) + "68");
        }
    }

    @Test
    void aMakesOwnControlWordTakesThePlaceOfTheStandards() {
        MeterProtocol standard = Protocols.named("DLT645_2007");
        MeterProtocol other = standard.styled(new RequestStyle(0, false, Map.of(SupplyAction.CLOSE, 0x1B)));
        MeterRequest close = new MeterRequest.SwitchSupply("123456789012", SupplyAction.CLOSE, CREDENTIALS, UNTIL);
        MeterRequest permit = new MeterRequest.SwitchSupply("123456789012", SupplyAction.PERMIT_CLOSE, CREDENTIALS, UNTIL);

        assertThat(hex(other, close)).isEqualTo(hex(standard.styled(new RequestStyle(0, false, Map.of())), permit));
        assertThat(hex(other, permit)).isEqualTo(hex(other, close));

        MeterProtocol water = Protocols.named("CJT188").styled(new RequestStyle(0, false, Map.of(SupplyAction.TRIP, 0x56)));
        assertThat(hex(water, new MeterRequest.SwitchSupply("40314132", SupplyAction.TRIP, null, null))).matches("68.*17A0..56..16");
    }

    @Test
    void whatIsNoByteIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestStyle(17, false, Map.of())).withMessageContaining("preamble 17");
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestStyle(4, false, Map.of(SupplyAction.TRIP, 0x100))).withMessageContaining("256");
    }

    @Test
    void anItemIsAskedForByItselfOrByABlockThatHoldsIt() {
        MeterProtocol of2007 = Protocols.named("DLT645_2007");
        assertThat(of2007.askedBy("00010100")).startsWith("00010100", "0001FF00");
        assertThat(of2007.askedBy("02010100")).startsWith("02010100", "0201FF00");
        assertThat(of2007.askedBy("05060101#1")).startsWith("05060101");
        assertThat(of2007.askedBy("01010000.time")).startsWith("01010000");
        assertThat(Protocols.named("DLT645_1997").askedBy("9011")).containsExactly("9011", "901F");
        assertThat(Protocols.named("CJT188").askedBy("901F.current")).containsExactly("901F");
        assertThat(Protocols.named("MBUS").askedBy("Volume")).containsExactly("*");
    }
}
