package com.wattwell.protocol.dtu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.StreamScanner;
import com.wattwell.protocol.Vector;
import com.wattwell.protocol.dtu.HeartbeatFilter.Filtered;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeartbeatFilterTest {

    private static final String FRAME = "6861010000000068910833333433593333338A16";

    @Test
    void aHeartbeatAloneIsTakenOut() {
        assertFiltered(filter("text:ping").next(text("ping"), false), 1, "");
        assertFiltered(filter("hex:AA55").next(Hex.parse("AA55"), false), 1, "");
    }

    @Test
    void severalHeartbeatsWithLineEndsAreTakenOut() {
        assertFiltered(filter("text:ping").next(text("ping\r\nping\r\n"), false), 2, "");
    }

    @Test
    void aHeartbeatInPiecesIsTakenOut() {
        HeartbeatFilter filter = filter("text:ping");

        assertFiltered(filter.next(text("pi"), false), 0, "");
        assertFiltered(filter.next(text("n"), false), 0, "");
        assertFiltered(filter.next(text("g"), false), 1, "");
    }

    @Test
    void aBeginningThatStaysOneIsNoise() {
        HeartbeatFilter filter = filter("text:ping");
        assertFiltered(filter.next(text("pi"), false), 0, "");
        assertFiltered(filter.next(new byte[0], true), 0, Hex.of(text("pi")));
        assertFiltered(filter.next(text("pi"), true), 0, Hex.of(text("pi")));
        assertFiltered(filter.next(text("ng"), false), 0, Hex.of(text("ng")));
    }

    @Test
    void whatIsNoHeartbeatStaysNoise() {
        assertFiltered(filter("text:ping").next(text("xxpingpong"), true), 1, Hex.of(text("xxpong")));
        assertFiltered(filter("text:ping").next(text("PING"), true), 0, Hex.of(text("PING")));
        assertFiltered(filter().next(text("ping"), true), 0, Hex.of(text("ping")));
    }

    @Test
    void runsOfFeAreAlwaysPassedOver() {
        assertFiltered(filter().next(Hex.parse("FE"), true), 0, "");
        assertFiltered(filter("text:ping").next(Hex.parse("FEFE70696E67FE"), true), 1, "");
        assertFiltered(filter("hex:AAFE55").next(Hex.parse("FEAAFE55FE"), true), 1, "");
    }

    @Test
    void ofTwoHeartbeatsThatBeginAlikeTheLongerOneIsTaken() {
        HeartbeatFilter filter = filter("text:LOG", "text:LOGGED");

        assertThat(filter.next(text("LOGGED"), true).beats()).hasToString("[text:LOGGED]");
        assertThat(filter.next(text("LOG"), true).beats()).hasToString("[text:LOG]");
        assertThat(filter.next(text("LOG"), false).beats()).isEmpty();
        assertThat(filter.next(text("GED"), false).beats()).hasToString("[text:LOGGED]");
    }

    @Test
    void theHeartbeatsOfTheVectorsAreKnown() {
        assertFiltered(filter("text:ping").next(vector("A-XX-003"), false), 1, "");
        assertFiltered(filter("text:LOG").next(vector("A-XX-007"), false), 1, "");
        assertFiltered(filter("hex:FE").next(vector("A-XX-005"), false), 1, "");
        assertFiltered(filter().next(vector("A-XX-005"), false), 0, "");
    }

    @Test
    void aHeartbeatBetweenFramesIsFoundAfterTheFramesAndOneInsideAFrameStays() {
        // 33 33 stands inside the frame as well.
        StreamScanner scanner = new StreamScanner(Protocols.all(), 512);
        HeartbeatFilter filter = filter("hex:3333");

        List<StreamScanner.Found> found = scanner.feed(Hex.parse(FRAME + "3333FEFE" + FRAME + "3333"));

        assertThat(found).hasSize(2).allSatisfy(each -> assertThat(Hex.of(each.frame())).isEqualTo(FRAME));
        assertFiltered(filter.next(found.get(0).skipped(), true), 0, "");
        assertFiltered(filter.next(found.get(1).skipped(), true), 1, "");
        assertFiltered(filter.next(scanner.takeSkipped(), false), 1, "");
    }

    @Test
    void aHeartbeatThatBeginsWithTheLetterHIsSeenWhenTheScannerGivesUp() {
        StreamScanner scanner = new StreamScanner(Protocols.all(), 512);
        HeartbeatFilter filter = filter("text:hello");
        scanner.feed(text("hello"));
        assertThat(scanner.takeSkipped()).isEmpty();

        scanner.giveUpPartial();

        assertFiltered(filter.next(scanner.takeSkipped(), true), 1, "");
    }

    @Test
    void aHeartbeatThatMakesNoSenseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Heartbeat.parse("ping")).withMessageContaining("text:");
        assertThatIllegalArgumentException().isThrownBy(() -> Heartbeat.parse("text:")).withMessageContaining("0 bytes");
        assertThatIllegalArgumentException().isThrownBy(() -> Heartbeat.parse("hex:F")).withMessageContaining("position 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Heartbeat.parse("text:" + "x".repeat(81)))
                .withMessageContaining("81 bytes");
    }

    private static void assertFiltered(Filtered filtered, int beats, String noise) {
        assertThat(filtered.beats()).hasSize(beats);
        assertThat(Hex.of(filtered.noise())).isEqualTo(noise);
    }

    private static HeartbeatFilter filter(String... heartbeats) {
        return new HeartbeatFilter(Stream.of(heartbeats).map(Heartbeat::parse).toList());
    }

    private static byte[] vector(String id) {
        return Vector.all().stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow().bytes();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
