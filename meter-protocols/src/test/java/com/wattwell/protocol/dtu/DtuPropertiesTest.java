package com.wattwell.protocol.dtu;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.dlt645.Dlt645Arbitraries;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DtuPropertiesTest {

    private static final List<RegistrationPattern> PATTERNS = List.of("ascii:LOGIN:{id}", "ascii:{id:11d}",
            "ascii:{id}[,{token}]", "ascii:{id:2-6w}", "hex:AA01{id:11a}0D", "hex:{id:2b}??00").stream()
            .map(text -> RegistrationPattern.parse(text, Protocols.all())).toList();

    @Provide
    Arbitrary<RegistrationPattern> patterns() {
        return Arbitraries.of(PATTERNS);
    }

    /** Things that come at the head of a connection, mixed. */
    @Provide
    Arbitrary<byte[]> heads() {
        Arbitrary<byte[]> words = Arbitraries.of("LOGIN:", "1001", "13066668888", "hub1", ",s3cret", "\r\n", " ", "GET /",
                "ping").map(word -> word.getBytes(StandardCharsets.US_ASCII));
        Arbitrary<byte[]> frames = Dlt645Arbitraries.frames().map(frame -> frame.encode(2));
        return Arbitraries.oneOf(words, words, frames, Dlt645Arbitraries.bytes(0, 10)).list().ofMaxSize(5)
                .map(pieces -> {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    pieces.forEach(bytes::writeBytes);
                    return bytes.toByteArray();
                });
    }

    @Property
    void moreBytesNeverChangeWhatWasCertain(@ForAll("patterns") RegistrationPattern pattern, @ForAll("heads") byte[] bytes) {
        Registration before = new Registration.NeedMore();
        for (int end = 0; end <= bytes.length; end++) {
            Registration now = pattern.match(bytes, 0, end, false);
            if (before instanceof Registration.Matched was) {
                assertThat(now).isInstanceOfSatisfying(Registration.Matched.class, is -> {
                    assertThat(is.id()).isEqualTo(was.id());
                    assertThat(is.token()).isEqualTo(was.token());
                    assertThat(is.consumedBytes()).isGreaterThanOrEqualTo(was.consumedBytes());
                });
            } else if (before instanceof Registration.NoMatch) {
                assertThat(now).isEqualTo(before);
            }
            before = now;
        }
    }

    @Property
    void aPauseAlwaysDecides(@ForAll("patterns") RegistrationPattern pattern, @ForAll("heads") byte[] bytes) {
        assertThat(pattern.match(bytes, 0, bytes.length, true)).isNotInstanceOf(Registration.NeedMore.class);
    }

    @Property
    void anIdIsUpperCaseWithoutBlanksAndNoMoreIsConsumedThanIsThere(@ForAll("patterns") RegistrationPattern pattern,
            @ForAll("heads") byte[] bytes) {
        if (pattern.match(bytes, 0, bytes.length, true) instanceof Registration.Matched matched) {
            assertThat(matched.id()).matches("[0-9A-Z_.:+/=-]{1,64}");
            assertThat(matched.consumedBytes()).isBetween(1, bytes.length);
        }
    }

    @Property
    void anySplitOfNoiseGivesTheSameHeartbeats(@ForAll @Size(max = 40) List<@IntRange(min = 0, max = 4) Integer> choice,
            @ForAll @Size(max = 10) List<@IntRange(min = 0, max = 60) Integer> cuts) {
        ByteArrayOutputStream noise = new ByteArrayOutputStream();
        choice.forEach(each -> noise.writeBytes(List.of("ping", "p", "pin", "LOG", "x").get(each)
                .getBytes(StandardCharsets.US_ASCII)));
        byte[] bytes = noise.toByteArray();
        List<Heartbeat> heartbeats = List.of(Heartbeat.parse("text:ping"), Heartbeat.parse("text:LOG"));

        HeartbeatFilter.Filtered whole = new HeartbeatFilter(heartbeats).next(bytes, true);
        HeartbeatFilter pieces = new HeartbeatFilter(heartbeats);
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        int beats = 0;
        int from = 0;
        for (int cut : cuts.stream().filter(each -> each < bytes.length).sorted().toList()) {
            HeartbeatFilter.Filtered part = pieces.next(Arrays.copyOfRange(bytes, from, cut), false);
            beats += part.beats().size();
            rest.writeBytes(part.noise());
            from = cut;
        }
        HeartbeatFilter.Filtered last = pieces.next(Arrays.copyOfRange(bytes, from, bytes.length), true);
        rest.writeBytes(last.noise());

        assertThat(beats + last.beats().size()).isEqualTo(whole.beats().size());
        assertThat(Hex.of(rest.toByteArray())).isEqualTo(Hex.of(whole.noise()));
    }
}
