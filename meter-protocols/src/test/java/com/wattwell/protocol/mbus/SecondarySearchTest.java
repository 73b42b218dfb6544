package com.wattwell.protocol.mbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.wattwell.protocol.Hex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SecondarySearchTest {

    @Test
    void anEmptyLineTakesOneProbe() {
        assertThat(probes(new SecondarySearch(100), List.of())).containsExactly("FFFFFFFFFFFFFFFF");
    }

    @Test
    void oneMeterTakesOneProbe() {
        SecondarySearch search = new SecondarySearch(100);
        SecondaryAddress meter = SecondaryAddress.parse("1234567840240107");

        assertThat(probes(search, List.of(meter))).hasSize(1);
        assertThat(search.found()).containsExactly(meter);
        assertThat(search.complete()).isTrue();
    }

    @Test
    void metersAreToldApartByTheirHighestDigits() {
        SecondarySearch search = new SecondarySearch(100);
        List<SecondaryAddress> meters = meters("12345678", "12999999", "70000000");

        List<String> probes = probes(search, meters);

        assertThat(search.found()).containsExactlyElementsOf(meters);
        assertThat(probes).hasSize(1 + 10 + 10 + 10).startsWith("FFFFFFFFFFFFFFFF", "0FFFFFFFFFFFFFFF", "1FFFFFFFFFFFFFFF", "10FFFFFFFFFFFFFF");
    }

    @Test
    void metersWithTheSameDigitsAreReported() {
        SecondarySearch search = new SecondarySearch(1000);
        probes(search, List.of(SecondaryAddress.parse("1234567840240107"), SecondaryAddress.parse("1234567840240207")));

        assertThat(search.found()).isEmpty();
        assertThat(search.indistinct()).extracting(SecondaryAddress::digits).containsExactly("12345678");
        assertThat(search.complete()).isTrue();
    }

    @Test
    void aSearchEndsWhenItsProbesRunOut() {
        SecondarySearch search = new SecondarySearch(5);

        assertThat(probes(search, meters("12345678", "12999999"))).hasSize(5);
        assertThat(search.complete()).isFalse();
    }

    @Test
    void anAnswerOfAMeterThatWasNotMeantIsACollision() {
        SecondarySearch search = new SecondarySearch(SecondaryAddress.parse("1FFFFFFFFFFFFFFF"), 100);
        search.next();
        search.answered(SecondaryAddress.parse("2234567840240107"));

        assertThat(search.found()).isEmpty();
        assertThat(search.next()).map(SecondaryAddress::digits).hasValue("10FFFFFF");
        assertThat(search.next()).map(SecondaryAddress::digits).hasValue("10FFFFFF");
    }

    @Test
    void whatIsToldWithoutAProbeIsRefused() {
        assertThatIllegalStateException().isThrownBy(() -> new SecondarySearch(1).silence());
        assertThatIllegalArgumentException().isThrownBy(() -> new SecondarySearch(0));
    }

    @Test
    void aProbeSelectsByThePatternAndThenAsks() {
        assertThat(Hex.of(MbusRequest.probe(SecondaryAddress.parse("12FFFFFFFFFFFFFF"))))
                .isEqualTo("680B0B6853FD52FFFFFF12FFFFFFFFAD16" + "107BFD7816");
    }

    @Property(tries = 200)
    void everyMeterOfALineIsFound(@ForAll @Size(max = 60) Set<@IntRange(min = 0, max = 99_999_999) Integer> digits) {
        SecondarySearch search = new SecondarySearch(100_000);
        List<SecondaryAddress> meters = meters(digits.stream().map("%08d"::formatted).toArray(String[]::new));

        probes(search, meters);

        assertThat(search.found()).containsExactlyInAnyOrderElementsOf(new LinkedHashSet<>(meters));
        assertThat(search.complete()).isTrue();
    }

    private static List<SecondaryAddress> meters(String... digits) {
        List<SecondaryAddress> meters = new ArrayList<>();
        for (String each : digits) {
            meters.add(SecondaryAddress.parse(each + "40240107"));
        }
        return meters;
    }

    private static List<String> probes(SecondarySearch search, List<SecondaryAddress> line) {
        List<String> probes = new ArrayList<>();
        for (Optional<SecondaryAddress> next = search.next(); next.isPresent(); next = search.next()) {
            SecondaryAddress pattern = next.get();
            probes.add(pattern.toString());
            List<SecondaryAddress> answers = line.stream().filter(pattern::selects).toList();
            switch (answers.size()) {
                case 0 -> search.silence();
                case 1 -> search.answered(answers.getFirst());
                default -> search.collision();
            }
        }
        return probes;
    }
}
