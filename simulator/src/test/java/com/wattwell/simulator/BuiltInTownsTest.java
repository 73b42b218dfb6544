package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.dtu.Registration;
import com.wattwell.protocol.dtu.RegistrationPattern;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BuiltInTownsTest {

    @Test
    void theDefaultTownHasTwoCompaniesFiftyCollectorsAndAThousandMeters() {
        Town town = TownFile.builtIn("default");

        assertThat(town.companies()).hasSize(2);
        assertThat(town.collectors()).hasSize(50);
        assertThat(town.meterCount()).isEqualTo(1000);
        assertThat(town.collectors().stream().map(CollectorPlan::estate).collect(Collectors.toSet())).hasSize(9);
    }

    @Test
    void oneEstateOfTheDefaultTownHasLinesWithAllFourProtocols() {
        assertThat(TownFile.builtIn("default").collectors()).filteredOn(collector -> collector.meters().stream().map(MeterRange::protocol)
                .distinct().count() == 4).hasSize(4);
    }

    @Test
    void twoMetersOfTheDefaultTownTakeOrdersInCiphertextOnly() {
        assertThat(TownFile.builtIn("default").collectors().stream().flatMap(collector -> collector.meters().stream()
                .filter(range -> range.settings().quirks().contains(Quirk.ESAM))
                .flatMap(range -> IntStream.range(0, range.count()).mapToObj(i -> collector.code() + " " + range.address(i) + " " + range.unit(i)))))
                .containsExactly("BC0206 202402060107 602", "BC0206 202402060108 603");
    }

    @Test
    void noMeterOfTheDefaultTownHasTheAddressOfAnother() {
        assertThat(TownFile.builtIn("default").collectors().stream().flatMap(collector -> collector.meters().stream())
                .flatMap(range -> IntStream.range(0, range.count()).mapToObj(range::address)))
                .hasSize(1000).doesNotHaveDuplicates();
    }

    @Test
    void everyBoxOfTheDefaultTownRegistersAsTheServerExpects() {
        List<RegistrationPattern> patterns = List.of(RegistrationPattern.parse("ascii:LOGIN:{id:1-32w}[,{token}]", Protocols.all()),
                RegistrationPattern.parse("ascii:{id:4-32w}[,{token}]", Protocols.all()));

        assertThat(TownFile.builtIn("default").collectors()).allSatisfy(collector -> {
            byte[] bytes = collector.registrationBytes();
            assertThat(RegistrationPattern.first(patterns, bytes, 0, bytes.length, true)).isEqualTo(new Registration.Matched(
                    collector.code(), collector.token().isEmpty() ? null : collector.token(), bytes.length));
        });
    }

    @Test
    void theThousandLinesAreThoseOfTheFigure() {
        Town town = TownFile.builtIn("thousand-lines");

        assertThat(town.collectors()).hasSize(1000).allMatch(collector -> collector.meterCount() == 64)
                .allMatch(collector -> collector.timing().equals(new LineTiming(300, 0, 20, 2400, 60, 60, 4)));
    }

    @Test
    void everyMixedLineHas64MetersOfAllFourProtocols() {
        Town town = TownFile.builtIn("mixed-lines");

        assertThat(town.collectors()).hasSize(100).allMatch(collector -> collector.meterCount() == 64)
                .allMatch(collector -> collector.meters().stream().map(MeterRange::protocol).distinct().count() == 4)
                .allMatch(collector -> collector.timing().equals(new LineTiming(300, 0, 20, 2400, 60, 60, 4)));
    }

    @Test
    void theTownWithoutDelaysNeedsNoTime() {
        assertThat(IdealSweep.of(TownFile.builtIn("zero-delay")).slowestLine()).isEqualTo(Duration.ZERO);
    }

    @Test
    void aTownThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> TownFile.builtIn("atlantis")).hasMessage("atlantis.town: no such town comes with the simulator");
    }
}
