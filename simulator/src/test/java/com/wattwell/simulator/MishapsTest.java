package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.StreamScanner;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MishapsTest {

    private static final byte[] REQUEST = Hex.parse("68610100000000681104333334331416");
    private static final byte[] REPLY = Hex.parse("FEFEFEFE6861010000000068910833333433593333338A16");
    private static final byte[] HEARTBEAT = "ping".getBytes();

    private final Statistics statistics = new Statistics();
    private final Mishaps mishaps = new Mishaps(77, HEARTBEAT, statistics);

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"LOST", "LATE", "DOUBLED", "SPLIT", "GLUED", "NOISE", "CHECKSUM", "ECHO"})
    void aFaultComesAsOftenAsItsRateSays(Fault fault) {
        FaultRates rates = FaultRates.NONE.with(fault, 0.2);
        for (int number = 0; number < 20_000; number++) {
            mishaps.onTheWay(number, REQUEST, REPLY, rates);
        }

        assertThat(statistics.of(fault) / 20_000.0).isCloseTo(0.2, within(0.01));
    }

    @Test
    void oneSeedGivesTheSameFaultsAgain() {
        FaultRates rates = FaultRates.NONE.with(Fault.LOST, 0.3).with(Fault.NOISE, 0.5).with(Fault.SPLIT, 0.5);

        assertThat(story(new Mishaps(77, HEARTBEAT, statistics), rates)).isEqualTo(story(new Mishaps(77, HEARTBEAT, statistics), rates))
                .isNotEqualTo(story(new Mishaps(78, HEARTBEAT, statistics), rates));
    }

    @Test
    void withoutFaultsTheReplyComesAsItIs() {
        assertThat(mishaps.onTheWay(1, REQUEST, REPLY, FaultRates.NONE)).singleElement()
                .satisfies(piece -> assertThat(piece.bytes()).isEqualTo(REPLY));
    }

    @Test
    void aLostReplyLeavesNothing() {
        assertThat(mishaps.onTheWay(1, REQUEST, REPLY, FaultRates.NONE.with(Fault.LOST, 1))).isEmpty();
    }

    @Test
    void anEchoComesEvenWhenNobodyAnswers() {
        assertThat(mishaps.onTheWay(1, REQUEST, new byte[0], FaultRates.NONE.with(Fault.ECHO, 1))).singleElement()
                .satisfies(piece -> assertThat(piece.bytes()).isEqualTo(REQUEST));
    }

    @Test
    void aLateReplyIsLateByWhatWasSet() {
        assertThat(mishaps.onTheWay(1, REQUEST, REPLY, FaultRates.NONE.with(Fault.LATE, 1).withLateMillis(4000)))
                .extracting(Mishaps.Piece::laterMillis).containsExactly(4000);
    }

    @Test
    void aSplitReplyIsCutAnywhereButLosesNothing() {
        FaultRates rates = FaultRates.NONE.with(Fault.SPLIT, 1);
        long[] cuts = IntStream.range(0, 2000).mapToObj(number -> mishaps.onTheWay(number, REQUEST, REPLY, rates)).mapToLong(pieces -> {
            assertThat(pieces).hasSize(2);
            assertThat(WireData.join(pieces.get(0).bytes(), pieces.get(1).bytes())).isEqualTo(REPLY);
            return pieces.get(0).bytes().length;
        }).distinct().sorted().toArray();

        assertThat(cuts).hasSize(REPLY.length - 1);
    }

    @Test
    void noiseAndHeartbeatsAroundAReplyStillLetItBeFound() {
        FaultRates rates = FaultRates.NONE.with(Fault.NOISE, 1).with(Fault.GLUED, 1);
        int found = 0;
        for (int number = 0; number < 500; number++) {
            StreamScanner scanner = new StreamScanner(List.of(Protocols.named("DLT645_2007")), 300);
            byte[] bytes = mishaps.onTheWay(number, REQUEST, REPLY, rates).getFirst().bytes();
            assertThat(bytes.length).isGreaterThan(REPLY.length + HEARTBEAT.length);
            found += scanner.feed(bytes).size() + scanner.giveUpPartial().size();
        }
        assertThat(found).isEqualTo(500);
    }

    @Test
    void aWrongChecksumIsTheOnlyThingWrong() {
        byte[] bytes = mishaps.onTheWay(1, REQUEST, REPLY, FaultRates.NONE.with(Fault.CHECKSUM, 1)).getFirst().bytes();

        assertThat(Arrays.mismatch(bytes, REPLY)).isEqualTo(REPLY.length - 2);
        assertThat(bytes[REPLY.length - 1]).isEqualTo(REPLY[REPLY.length - 1]);
    }

    @Test
    void aLateReplyKeepsTheNextOneBehindIt() {
        TestLine line = new TestLine("round-trip 0\npacking-gap 0\nbaud unlimited\nreply-delay 0\npreamble 0\nfaults late=1 late-by=5000", "2 from 161 household");
        line.read("000000000161", 0x00010000);
        line.timeline.until(1000);
        line.line.setRates(FaultRates.NONE);
        line.read("000000000162", 0x00010000);
        line.timeline.until(10_000);

        assertThat(line.arrivals).extracting(arrival -> arrival.hex().substring(2, 4)).containsExactly("61", "62");
        assertThat(line.arrivals.getFirst().millis()).isEqualTo(5000);
    }

    private static List<String> story(Mishaps mishaps, FaultRates rates) {
        return IntStream.range(0, 200).mapToObj(number -> mishaps.onTheWay(number, REQUEST, REPLY, rates).stream()
                .map(piece -> piece.laterMillis() + Hex.of(piece.bytes())).toList().toString()).toList();
    }
}
