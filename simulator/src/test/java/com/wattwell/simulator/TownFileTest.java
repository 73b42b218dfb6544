package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TownFileTest {

    private static final String SMALL = """
            # a town of two collectors
            town Lakeside
            seed 42
            network ETHERNET
            company CY Spring Rain Power
              estate Jade Lake Gardens     # the older part
                network GPRS
                reply-delay 40-120 ms
                heartbeat hex:FE every 30 s
                collectors 2 from CY-09 Block {n}
                  meters 3 from 202311000001 household 2 per floor
                  meters 1 from 202311009001 public-area Stairs
              estate Old Mill
                collector OM-1 Mill House
                  token s3cret-{code}
                  registration text:{code},{token}
                  baud 1200
                  meters 2 from 7 shop Shop {n}
            """;

    @Test
    void theWorldOutsideHasItsFaultsAndHabits() {
        Town town = TownFile.parse("t", "town T\nresidents pays=0.8 twice=0.02 within=1000\noutside lost=0.1 late-by=5000\n");

        assertThat(town.outside().habits().pays()).isEqualTo(0.8);
        assertThat(town.outside().faults().lost()).isEqualTo(0.1);
        assertThat(town.outside().faults().lateBy()).hasMillis(5000);
        assertThatThrownBy(() -> TownFile.parse("t", "outside lost=2\n")).hasMessageContaining("lost is not between 0 and 1");
    }

    @Test
    void codesBuildingsAndAddressesCountUpwards() {
        CollectorPlan second = TownFile.parse("small.town", SMALL).collectors().get(1);

        assertThat(second.code()).isEqualTo("CY-10");
        assertThat(second.place()).isEqualTo("Jade Lake Gardens / Block 2");
        assertThat(second.meters().get(0).address(0)).isEqualTo("202311000004");
        assertThat(second.meters().get(0).address(2)).isEqualTo("202311000006");
        assertThat(second.meters().get(0).unit(2)).isEqualTo("201");
        assertThat(second.meters().get(1).address(0)).isEqualTo("202311009002");
        assertThat(second.meters().get(1).unit(0)).isEqualTo("Stairs");
    }

    @Test
    void aSettingHoldsForWhatStandsFurtherInAndNowhereElse() {
        Town town = TownFile.parse("small.town", SMALL);
        CollectorPlan lake = town.collectors().get(0);
        CollectorPlan mill = town.collectors().get(2);

        assertThat(lake.timing()).isEqualTo(new LineTiming(300, 120, 100, 2400, 40, 120, 4));
        assertThat(lake.heartbeat()).isEqualTo(new Heartbeat("hex:FE", 30));
        assertThat(mill.timing()).isEqualTo(new LineTiming(50, 10, 20, 1200, 60, 60, 4));
        assertThat(mill.heartbeat()).isEqualTo(new Heartbeat("text:ping", 60));
        assertThat(mill.meters().get(0).address(0)).isEqualTo("000000000007");
        assertThat(mill.registrationBytes()).asString(StandardCharsets.US_ASCII).isEqualTo("OM-1,s3cret-OM-1");
    }

    @Test
    void aSettingOfMetersHoldsForThoseThatAreNamedAfterIt() {
        CollectorPlan second = TownFile.parse("mixed.town", """
                company CY Spring Rain Power
                estate Mixed
                collectors 2 from M1 Block {n}
                  meters 3 from 161 household
                  protocol dlt645-1997
                  preamble 0
                  meters 1 from 990000000001 shop
                  protocol cjt188
                  preamble 2
                  quirks high-di-first litres
                  meters 4 from 11:78330007061326 household-water
                  quirks none
                  protocol mbus
                  meters 2 from 1234567840240107 household-water
                  meters 5 from 1 irrigation
                """).collectors().get(1);

        assertThat(second.meters()).extracting(range -> range.protocol().word() + " " + range.address(0) + " " + range.settings().timing().preamble()
                + " " + range.settings().quirks().size()).containsExactly("dlt645-2007 000000000164 4 0", "dlt645-1997 990000000002 0 0",
                "cjt188 11:78330007061330 2 2", "mbus 1234568040240107 2 0", "mbus 1 2 0");
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(TownFile.parse("small.town", SMALL).collectors().get(2).toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "baud 12            | x.town:4: baud: baud 12 is not between 300 and 115200",
            "round-trip soon    | x.town:4: round-trip: 'soon' is not a number",
            "network CARRIER    | x.town:4: network: 'CARRIER' is none of [GPRS, ETHERNET, WIFI, FIBRE]",
            "faults lost=2      | x.town:4: faults: rate of lost is 2.0, not between 0 and 1",
            "faults rain=0.1    | x.town:4: faults: no such fault: rain",
            "faults lost        | x.town:4: faults: 'lost' is not of the form name=rate",
            "heartbeat ping     | x.town:4: heartbeat: expected none, or text:… or hex:… every so many s",
            "heartbeat hex:F every 9 s | x.town:4: heartbeat: hex digit at position 0 stands without its pair",
            "jitter 500         | x.town:4: jitter: jitter 500 is not between 0 and the round trip of 50 ms",
            "password 12        | x.town:4: password: password has not six digits",
            "colour red         | x.town:4: colour: is no key of a town file",
            "baud               | x.town:4: baud: has no value",
            "seed x             | x.town:4: seed: 'x' is not a whole number",
            "protocol modbus    | x.town:4: protocol: no such protocol: modbus",
            "quirks loud        | x.town:4: quirks: no such quirk: loud",
            "clock-drift 1000 s | x.town:4: clock-drift: clock-drift 1000000 is not between 0 and 600000",
            "meters 1 from 1 household-water | x.town:4: meters: dlt645-2007 meters do not count household-water",
            "meters 0 from 1 household | x.town:4: meters: count 0 is not between 1 and 1024",
            "meters 2 from 1 castle    | x.town:4: meters: no such load: castle",
            "meters 2 from A1 household| x.town:4: meters: address A1 has not 1 to 12 digits",
            "meters 2 from 8 household | x.town:4: meters: addresses from 000000000008 are on this line already",
            "meters 2 from 999999999998 household | x.town:4: meters: addresses do not fit: the last one is 999999999998",
    })
    void whatIsWrongIsNamedWithItsLineAndKey(String line, String message) {
        String text = "company A A\nestate E\ncollector C1 B\n" + line.strip() + "\n";
        if (line.contains("from 8")) {
            text = "company A A\nestate E\ncollector C1 B\nmeters 3 from 6 household\n" + line.strip() + "\n";
            message = message.replace(":4:", ":5:");
        }
        String wrong = text;
        assertThatThrownBy(() -> TownFile.parse("x.town", wrong)).isInstanceOf(TownFileException.class).hasMessage(message);
    }

    @Test
    void aCodeThatIsThereTwiceIsNamedWithTheLineOfItsCollector() {
        assertThatThrownBy(() -> TownFile.parse("x.town", "company A A\nestate E\ncollector C1 B\n\ncollectors 3 from C0 B\n"))
                .hasMessage("x.town:5: collectors: code C1 is there twice");
    }

    @Test
    void aRegistrationEndsItsLineUnlessItSaysOtherwise() {
        assertThat(TownFile.parse("small.town", SMALL).collectors().get(0).registrationBytes()).asString(StandardCharsets.US_ASCII)
                .isEqualTo("CY-09\r\n");
    }

    @Test
    void aTokenThatWouldNeverBeSentIsRefused() {
        assertThatThrownBy(() -> TownFile.parse("x.town", "company A A\nestate E\ncollector C1 B\ntoken s3cret\n"))
                .hasMessage("x.town:3: collector: a token is set, but the registration has no {token} to send it with");
    }

    @Test
    void metersWithoutACollectorAreRefused() {
        assertThatThrownBy(() -> TownFile.parse("x.town", "company A A\nestate E\nmeters 1 from 1 shop\n"))
                .hasMessage("x.town:3: meters: stand behind no collector");
    }
}
