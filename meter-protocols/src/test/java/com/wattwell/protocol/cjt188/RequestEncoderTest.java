package com.wattwell.protocol.cjt188;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.RequestStyle;
import com.wattwell.protocol.MeterRequest.SupplyAction;
import com.wattwell.protocol.UnsupportedRequestException;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestEncoderTest {

    private static final String METER = "25824395002679";
    private static final LocalDateTime TIME = LocalDateTime.of(2027, 6, 14, 19, 58, 44);

    private final Cjt188Protocol highFirst = new Cjt188Protocol(new RequestStyle(3, true, Map.of()));
    private final Cjt188Protocol standard = new Cjt188Protocol();

    @Test
    void aReadIsSentWithTheIdentifierInTheOrderOfTheMake() {
        assertThat(sent(highFirst, new MeterRequest.ReadItem(METER, "901F"))).isEqualTo("FEFEFE6810792600954382250103901F004916");
        assertThat(sent(standard, new MeterRequest.ReadItem(METER, "901f"))).isEqualTo("FEFEFEFE68107926009543822501031F90004916");
    }

    @Test
    void everyRequestHasTheNextSequenceNumber() {
        assertThat(frame(new MeterRequest.ReadItem(METER, "901F")).sequence()).isZero();
        assertThat(frame(new MeterRequest.ReadItem(METER, "901F")).sequence()).isEqualTo(1);
        for (int i = 0; i < 1000; i++) {
            assertThat(frame(new MeterRequest.ReadItem(METER, "901F")).sequence()).isLessThan(0xF0);
            assertThat(frame(new MeterRequest.ReadSupply(METER)).sequence()).isBetween(0xF0, 0xFF);
        }
    }

    @Test
    void whoeverIsAloneOnTheLineIsAskedForItsAddress() {
        Cjt188Frame frame = frame(new MeterRequest.ReadAddress("AAAAAAAAAAAAAA"));

        assertThat(frame.address()).isEqualTo(Cjt188Frame.ANY);
        assertThat(frame.control()).isEqualTo(0x03);
        assertThat(Hex.of(frame.data())).isEqualTo("0A8100");
    }

    @Test
    void theValveIsClosedByTripAndOpenedByClose() {
        assertThat(Hex.of(frame(control(SupplyAction.TRIP)).data())).isEqualTo("17A00099");
        assertThat(Hex.of(frame(control(SupplyAction.CLOSE)).data())).isEqualTo("17A00155");
        assertThat(frame(control(SupplyAction.CLOSE)).control()).isEqualTo(0x04);
        assertThatThrownBy(() -> standard.encode(control(SupplyAction.PERMIT_CLOSE)))
                .isInstanceOf(UnsupportedRequestException.class).hasMessageContaining("PERMIT_CLOSE");
        assertThatThrownBy(() -> standard.encode(control(null))).hasMessage("action is missing");
    }

    @Test
    void theClockOfOneMeterOrOfAllIsSet() {
        assertThat(frame(new MeterRequest.SetClock(METER, TIME)).rest()).isEqualTo(Hex.parse("44581914062720"));
        Cjt188Frame all = frame(new MeterRequest.BroadcastTime(TIME));
        assertThat(all.address()).isEqualTo(Cjt188Frame.ANY);
        assertThat(all.identifier()).isEqualTo(0xA015);
        assertThatThrownBy(() -> standard.encode(new MeterRequest.SetClock(METER, TIME.withYear(1999))))
                .isInstanceOf(UnsupportedRequestException.class).hasMessageContaining("between 2000 and 2099");
    }

    @Test
    void aMeterIsGivenAnotherAddress() {
        Cjt188Frame frame = frame(new MeterRequest.WriteAddress("20:AAAAAAAAAAAAAA", "20:11223344556677"));

        assertThat(frame.type()).isEqualTo(0x20);
        assertThat(frame.control()).isEqualTo(0x15);
        assertThat(Hex.of(frame.rest())).isEqualTo("77665544332211");
        assertThatThrownBy(() -> standard.encode(new MeterRequest.WriteAddress(METER, Cjt188Frame.ANY)))
                .isInstanceOf(UnsupportedRequestException.class);
    }

    @Test
    void whatTheProtocolDoesNotHaveIsRefusedByName() {
        assertThatThrownBy(() -> standard.encode(new MeterRequest.ChangeBaudRate(METER, 2400)))
                .isInstanceOf(UnsupportedRequestException.class).hasMessage("ChangeBaudRate is no request of CJ/T 188");
        assertThatThrownBy(() -> standard.encode(control(SupplyAction.ALARM_ON)))
                .isInstanceOf(UnsupportedRequestException.class).hasMessage("action ALARM_ON is none of a valve");
    }

    @Test
    void aPurchaseCarriesItsNumberAndAmount() {
        Cjt188Frame frame = frame(new MeterRequest.Purchase(METER, 17, new BigDecimal("250.5")));

        assertThat(frame.identifier()).isEqualTo(0xA013);
        assertThat(Hex.of(frame.rest())).isEqualTo("1150500200");
        assertThatThrownBy(() -> standard.encode(new MeterRequest.Purchase(METER, 256, BigDecimal.ONE)))
                .hasMessageContaining("number 256");
        assertThatThrownBy(() -> standard.encode(new MeterRequest.Purchase(METER, 1, null))).hasMessageContaining("amount");
        assertThatThrownBy(() -> standard.encode(new MeterRequest.Purchase(METER, 1, new BigDecimal("-1"))))
                .hasMessageContaining("is not from 0 to 999999.99");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            A010 | 1.25,30,2.5,60,5,1           | 04 | 250100 300000 500200 600000 000500 01
            A011 | 25                           | 04 | 25
            A012 | 1                            | 04 | 01
            A013 | 3,100                        | 04 | 03 00000100
            A014 | 1,0123456789ABCDEF           | 04 | 01 0123456789ABCDEF
            A015 | 2027-06-14T19:58:44          | 04 | 44581914062720
            A016 | 572733.40 m3                 | 16 | 40332757 2C
            A016 | 12 L                         | 16 | 00120000 29
            A017 | 66                           | 04 | 66
            A018 | 11223344556677               | 15 | 77665544332211
            A019 |                              | 04 |
            """)
    void anItemIsWrittenFieldByField(String item, String values, String function, String data) {
        List<String> fields = values == null ? List.of() : List.of(values.split(","));
        Cjt188Frame frame = frame(new MeterRequest.WriteItem(METER, item, fields, null));

        assertThat(Hex.of(frame.control())).isEqualTo(function);
        assertThat("%04X".formatted(frame.identifier())).isEqualTo(item);
        assertThat(Hex.of(frame.rest())).isEqualTo(data == null ? "" : data.replace(" ", ""));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            A011 | 100                 | day '100' is not from 0 to 99
            A011 | x                   | day 'x' is no number with at most 0 places
            A011 | 1.5                 | day '1.5' is no number with at most 0 places
            A011 | 1,2                 | item A011 takes [day], 2 values were given
            A013 | 300,1               | purchase_number '300' is not 0 to 255
            A014 | 1,12                | key is not 16 hex digits
            A015 | today               | time 'today' is no time from 2000 to 2099
            A016 | 12                  | current '12' has no unit behind it, such as m3
            A016 | 12 kW               | current '12 kW' has no unit that it can have
            A011 | 12 m3               | day '12 m3' takes no unit
            901F | 1                   | item 901F is not one that is written
            90   | 1                   | item '90' is not four hex digits such as 901F
            """)
    void aFieldThatCannotBeWrittenIsNamed(String item, String values, String refusal) {
        assertThatThrownBy(() -> standard.encode(new MeterRequest.WriteItem(METER, item, List.of(values.split(",")), null)))
                .isInstanceOf(UnsupportedRequestException.class).hasMessageContaining(refusal);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(textBlock = """
            00001811775450,     00001811775450
            1811775450,         00001811775450
            10:1811775450,      00001811775450
            20:40314132,        20:00000040314132
            25:1234567890abcd,  25:1234567890ABCD
            """)
    void aMetersAddressHasOneSpelling(String written, String canonical) {
        assertThat(standard.meterAddress(written)).isEqualTo(canonical);
        assertThat(standard.meterAddress(canonical)).isEqualTo(canonical);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            AAAAAAAAAAAAAA     | leaves digits open
            25AA4395002679     | leaves digits open
            AA:12345678901234  | leaves digits open
            123456789012345    | has not 1 to 14 digits
            20:                | has not 1 to 14 digits
            50:1               | has the type '50'
            1G:1               | has the type '1G'
            1F:1               | has the type '1F'
            12 34              | has ' '
            """)
    void whatIsNoAddressOfOneMeterIsRefused(String written, String refusal) {
        assertThatThrownBy(() -> standard.meterAddress(written)).isInstanceOf(UnsupportedRequestException.class)
                .hasMessageContaining(refusal);
        assertThatThrownBy(() -> standard.meterAddress(null)).hasMessage("address is missing");
    }

    @Test
    void aKeyStandsInNoMessageAndNoDescription() {
        MeterRequest write = new MeterRequest.WriteItem(METER, "A014", List.of("1", "0123456789ABCDEF"), null);
        byte[] bytes = standard.encode(write);

        assertThat(write.toString()).doesNotContain("0123");
        assertThat(standard.describe(bytes)).doesNotContain("0123456789ABCDEF").contains("not shown");
        assertThat(standard.explain(bytes).parts().toString()).doesNotContain("0123456789ABCDEF").contains("new key");
        byte[] clean = standard.redact(bytes);
        assertThat(Hex.of(clean)).contains("0100000000000000").doesNotContain("0123456789ABCDEF");
        assertThat(Cjt188Frame.parse(clean).identifier()).isEqualTo(0xA014);
        assertThat(standard.redact(Hex.parse(Hex.of(bytes).substring(0, 44)))).hasSize(22).endsWith(0, 0);
    }

    @Test
    void whatHoldsNoKeyIsKeptAsItIs() {
        byte[] bytes = standard.encode(new MeterRequest.ReadItem(METER, "901F"));

        assertThat(standard.redact(bytes)).isEqualTo(bytes);
    }

    private static MeterRequest control(SupplyAction action) {
        return new MeterRequest.SwitchSupply(METER, action, null, null);
    }

    private Cjt188Frame frame(MeterRequest request) {
        return Cjt188Frame.parse(standard.encode(request));
    }

    private static String sent(Cjt188Protocol protocol, MeterRequest request) {
        return Hex.of(protocol.encode(request));
    }
}
