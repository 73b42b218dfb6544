package com.wattwell.connector.ra.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.dtu.Heartbeat;
import com.wattwell.protocol.dtu.RegistrationPattern;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterludeTest {

    private static final List<RegistrationPattern> PATTERNS = List.of(
            RegistrationPattern.parse("ascii:LOGIN:{id}", Protocols.all()),
            RegistrationPattern.parse("ascii:{id:4-32w}[,{token}]", Protocols.all()));

    @Test
    void theRegistrationAgainIsRecognisedAlsoTwiceAndWithLineEnds() {
        for (String chunk : List.of("BOX-1", "BOX-1\r\n", "\r\nBOX-1", "BOX-1BOX-1", "BOX-1\r\nBOX-1\r\n")) {
            Interlude.Judgement judgement = judge("BOX-1\r\n", "", chunk);
            assertThat(judgement.repeated()).as(chunk).isTrue();
            assertThat(judgement.noiseBytes()).as(chunk).isZero();
            assertThat(judgement.other()).as(chunk).isNull();
        }
    }

    @Test
    void aLongerIdThatBeginsWithOursIsAnotherBox() {
        Interlude.Judgement judgement = judge("BOX-1", "", "BOX-12");

        assertThat(judgement.repeated()).isFalse();
        assertThat(judgement.other().id()).isEqualTo("BOX-12");
    }

    @Test
    void aHeartbeatThatBeginsAsARegistrationDoesIsToldFromIt() {
        assertThat(judge("LOGIN:1001", "LOG", "LOG").beats()).isEqualTo(1);
        assertThat(judge("LOGIN:1001", "LOG", "LOGLOG").beats()).isEqualTo(2);
        assertThat(judge("LOGIN:1001", "LOG", "LOGIN:1001").repeated()).isTrue();
        assertThat(judge("LOGIN:1001", "LOG", "LOGIN:1002").other().id()).isEqualTo("1002");
    }

    @Test
    void heartbeatsAroundARegistrationAreBothSeen() {
        Interlude.Judgement behind = judge("BOX-1", "ping", "BOX-1ping");
        assertThat(behind.repeated()).isTrue();
        assertThat(behind.beats()).isEqualTo(1);
        Interlude.Judgement before = judge("BOX-1", "##", "##BOX-1");
        assertThat(before.repeated()).isTrue();
        assertThat(before.beats()).isEqualTo(1);
    }

    @Test
    void wordsWithoutADigitAreNoiseAndNotAnotherBox() {
        Interlude.Judgement judgement = judge("BOX-1", "", "keepalive");

        assertThat(judgement.other()).isNull();
        assertThat(judgement.noiseBytes()).isEqualTo(9);
    }

    @Test
    void theSameIdWithAnotherTokenIsTheSameBox() {
        assertThat(judge("BOX-1,abc", "", "BOX-1,xyz").repeated()).isTrue();
    }

    @Test
    void aBoxThatIsOnlyPreambleSaidNothing() {
        Interlude.Judgement judgement = judgeBytes("BOX-1", "", new byte[] {(byte) 0xFE, (byte) 0xFE});

        assertThat(judgement.beats() + judgement.noiseBytes()).isZero();
        assertThat(judgement.repeated()).isFalse();
    }

    private static Interlude.Judgement judge(String registration, String heartbeat, String chunk) {
        return judgeBytes(registration, heartbeat, chunk.getBytes(StandardCharsets.US_ASCII));
    }

    private static Interlude.Judgement judgeBytes(String registration, String heartbeat, byte[] chunk) {
        List<Heartbeat> heartbeats = heartbeat.isEmpty() ? List.of() : List.of(Heartbeat.parse("text:" + heartbeat));
        String id = registration.strip().replace("LOGIN:", "").replaceAll(",.*", "");
        return new Interlude(PATTERNS, heartbeats, id, registration.getBytes(StandardCharsets.US_ASCII)).judge(chunk);
    }
}
