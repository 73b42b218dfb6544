package com.wattwell.linesearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.linesearch.LineSearch.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The search against lines of meters that answer as the standards say: alone understood, together not. */
class LineSearchTest {

    private static final List<String> DLT645 = List.of("DLT645_2007");

    /** What a line does with several answers at once. */
    private enum Together {
        /** Nobody is understood. */
        GARBLED,
        /** The one with the lowest address is so near that it drowns the others. */
        THE_NEAREST_IS_HEARD
    }

    /** A line of meters of one protocol, and what it was asked. */
    private static final class Bus {
        private final Set<String> addresses;
        private final Together together;
        private final Set<Way> deafTo;
        private final List<String> asked = new ArrayList<>();
        private LineSearch search;

        Bus(Memory memory, Together together, Set<Way> deafTo, String... addresses) {
            this.search = new LineSearch(memory);
            this.together = together;
            this.deafTo = deafTo;
            this.addresses = new HashSet<>(Arrays.asList(addresses));
        }

        Bus(List<String> protocols, int most, String... addresses) {
            this(Memory.start(protocols, most, false), Together.GARBLED, Set.of(), addresses);
        }

        /** Asks at most so many questions. */
        Bus ask(int most) {
            for (int i = 0; i < most && search.next().isPresent(); i++) {
                Question question = search.next().orElseThrow();
                asked.add(question.way() + " " + question.isSample() + " " + question.address() + (question.again() ? " again" : ""));
                if (question.isSample()) {
                    search.answered(new Answer(question.address(), null, "12.50", "kWh"));
                    continue;
                }
                List<String> who = deafTo.contains(question.way()) ? List.of() : addresses.stream().filter(each -> fits(question.address(), each)).sorted().toList();
                if (who.isEmpty()) {
                    search.silence();
                } else if (who.size() == 1 || together == Together.THE_NEAREST_IS_HEARD) {
                    search.answered(new Answer(who.getFirst(), null, null, null));
                } else {
                    search.collision();
                }
            }
            return this;
        }

        Bus askAll() {
            return ask(Integer.MAX_VALUE);
        }

        Set<String> found() {
            Set<String> found = new HashSet<>();
            search.memory().found().forEach(each -> found.add(each.address()));
            return found;
        }

        private static boolean fits(String pattern, String address) {
            for (int i = 0; i < pattern.length(); i++) {
                if (pattern.charAt(i) != 'A' && pattern.charAt(i) != 'F' && pattern.charAt(i) != address.charAt(i)) {
                    return false;
                }
            }
            return pattern.length() == address.length();
        }
    }

    private static String[] random(Random random, int count, int digits) {
        Set<String> addresses = new HashSet<>();
        while (addresses.size() < count) {
            StringBuilder address = new StringBuilder();
            for (int i = 0; i < digits; i++) {
                address.append(random.nextInt(10));
            }
            addresses.add(address.toString());
        }
        return addresses.toArray(String[]::new);
    }

    @Test
    void aMeterThatIsAloneIsFoundByTheFirstQuestionAndToldItsTotalByTheSecond() {
        Bus bus = new Bus(DLT645, 100, "202311000001").askAll();
        assertThat(bus.asked).containsExactly("DLT645_2007 false AAAAAAAAAAAA", "DLT645_2007 true 202311000001");
        assertThat(bus.search.memory().found()).containsExactly(new Found("DLT645_2007", "202311000001", null, "12.50", "kWh", true));
        assertThat(bus.search.memory().complete()).isTrue();
    }

    @Test
    void severalAreToldApartByTheLowPairAndWhatIsSilentIsCut() {
        Bus bus = new Bus(DLT645, 2000, "202311000001", "202311000002", "202311000099").askAll();
        assertThat(bus.found()).containsExactlyInAnyOrder("202311000001", "202311000002", "202311000099");
        assertThat(bus.asked.subList(0, 4)).containsExactly("DLT645_2007 false AAAAAAAAAAAA", "DLT645_2007 false AAAAAAAAAA00", "DLT645_2007 false AAAAAAAAAA01",
                "DLT645_2007 true 202311000001");
        assertThat(bus.asked).as("one for all, a hundred low pairs, three totals").hasSize(104);
    }

    @Test
    void metersThatDifferInTheHighestPairOnlyAreFoundToo() {
        Bus bus = new Bus(DLT645, 2000, "012311000001", "022311000001").askAll();
        assertThat(bus.found()).containsExactlyInAnyOrder("012311000001", "022311000001");
        assertThat(bus.asked).as("six levels of a hundred, both ends, two totals, and twice a pair 00 asked for again right after others").hasSize(1 + 600 + 2 + 2);
    }

    @Test
    void whatComesTooLateIsNotTakenForSeveralAtTheNextAddress() {
        LineSearch search = new LineSearch(Memory.start(DLT645, 50, false));
        search.next().orElseThrow();
        search.collision();
        assertThat(search.next().orElseThrow().address()).isEqualTo("AAAAAAAAAA00");
        search.collision(); // the end of what came before
        Question again = new LineSearch(search.memory()).next().orElseThrow();
        assertThat(again).isEqualTo(search.next().orElseThrow()).extracting(Question::address, Question::again).containsExactly("AAAAAAAAAA00", true);
        search.silence();
        assertThat(search.next().orElseThrow().address()).isEqualTo("AAAAAAAAAA01");
        assertThat(search.memory().asked()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(value = Way.class, names = {"DLT645_2007", "DLT645_1997", "CJT188", "MBUS_SECONDARY"})
    void everyMeterOfARandomLineIsFoundAndNothingIsAskedTwiceUnlessItCouldHaveBeenLate(Way way) {
        int digits = way == Way.CJT188 ? 14 : way == Way.MBUS_SECONDARY ? 8 : 12;
        for (int seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            String[] addresses = random(random, 1 + random.nextInt(40), digits);
            if (way == Way.MBUS_SECONDARY) {
                Arrays.setAll(addresses, i -> addresses[i] + "5E8C0116");
            }
            Bus bus = new Bus(List.of(way.protocol()), 50_000, addresses).askAll();
            assertThat(bus.found()).as("%s, seed %d", way, seed).containsExactlyInAnyOrder(addresses);
            assertThat(bus.asked).as("%s, seed %d", way, seed).doesNotHaveDuplicates();
            assertThat(bus.search.memory().complete()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 150, 2000})
    void itStopsAtItsBoundAndKeepsWhatItFound(int most) {
        Bus bus = new Bus(DLT645, most, random(new Random(5), 200, 12)).askAll();
        assertThat(bus.asked).hasSize(most);
        assertThat(bus.search.next()).isEmpty();
        assertThat(bus.search.memory().complete()).isFalse();
        assertThat(bus.search.memory().asked()).isEqualTo(most);
    }

    @Test
    void itIsTakenUpAgainFromItsMemoryAfterAnyQuestionAndPutsTheOpenOneAgain() {
        String[] addresses = random(new Random(11), 12, 12);
        Bus whole = new Bus(DLT645, 5000, addresses).askAll();
        Bus bus = new Bus(DLT645, 5000, addresses);
        for (int i = 0; i < whole.asked.size(); i++) {
            Question open = bus.search.next().orElseThrow();
            bus.search = new LineSearch(bus.search.memory());
            assertThat(bus.search.next()).contains(open);
            bus.ask(1);
        }
        assertThat(bus.search.next()).isEmpty();
        assertThat(bus.asked).isEqualTo(whole.asked);
        assertThat(bus.search.memory()).isEqualTo(whole.search.memory());
    }

    @Test
    void anAnswerMayHideOthersWhichAThoroughSearchFinds() {
        String[] addresses = {"000000000101", "000000000201", "000000000302"};
        Bus quick = new Bus(Memory.start(DLT645, 5000, false), Together.THE_NEAREST_IS_HEARD, Set.of(), addresses).askAll();
        assertThat(quick.found()).containsExactly("000000000101");
        Bus thorough = new Bus(Memory.start(DLT645, 5000, true), Together.THE_NEAREST_IS_HEARD, Set.of(), addresses).askAll();
        assertThat(thorough.found()).containsExactlyInAnyOrder(addresses);
        assertThat(thorough.asked).doesNotHaveDuplicates();
    }

    @Test
    void metersThatDoNotKnowTheAddressQuestionAreReadInstead() {
        Bus bus = new Bus(Memory.start(DLT645, 5000, false), Together.GARBLED, Set.of(Way.DLT645_2007), "202311000001", "202311000002").askAll();
        assertThat(bus.found()).containsExactlyInAnyOrder("202311000001", "202311000002");
        assertThat(bus.asked.subList(0, 2)).containsExactly("DLT645_2007 false AAAAAAAAAAAA", "DLT645_2007_BY_READING false AAAAAAAAAAAA");
    }

    @Test
    void twoWithTheSameAddressAreSaidToBeUnreadable() {
        LineSearch search = new LineSearch(Memory.start(DLT645, 50_000, false));
        while (search.next().isPresent()) {
            if (Bus.fits(search.next().orElseThrow().address(), "202311000001")) {
                search.collision();
            } else {
                search.silence();
            }
        }
        assertThat(search.memory().unreadable()).contains("202311000001");
        assertThat(search.memory().found()).isEmpty();
    }

    @Test
    void theBroadcastAddressIsNeverAsked() {
        LineSearch search = new LineSearch(Memory.start(DLT645, 50_000, false));
        Set<String> asked = new HashSet<>();
        while (search.next().isPresent()) {
            String address = search.next().orElseThrow().address();
            asked.add(address);
            if (Bus.fits(address, "999999999999")) {
                search.collision();
            } else {
                search.silence();
            }
        }
        assertThat(asked).contains("AA9999999999").doesNotContain("999999999999");
    }

    @Test
    void anMbusMeterWithBothAddressesIsOneAndItsPrimaryAddressIsNotAskedAgain() {
        LineSearch search = new LineSearch(Memory.start(List.of("MBUS"), 1000, false));
        List<String> asked = new ArrayList<>();
        while (search.next().isPresent()) {
            String address = search.next().orElseThrow().address();
            asked.add(address);
            if (address.startsWith("FFFFFFFF")) {
                search.answered(new Answer("123456785E8C0116", "3", "1.5", "m^3"));
            } else if (address.equals("7")) {
                search.answered(new Answer("7", "876543215E8C0116", "2.5", "m^3"));
            } else {
                search.silence();
            }
        }
        assertThat(asked).hasSize(1 + 249).contains("1", "250").doesNotContain("3");
        assertThat(search.memory().found()).containsExactly(new Found("MBUS", "123456785E8C0116", "3", "1.5", "m^3", true),
                new Found("MBUS", "7", "876543215E8C0116", "2.5", "m^3", true));
    }
}
