package com.wattwell.protocol.dlt645;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.Probe;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class Dlt645PropertiesTest {

    private final MeterProtocol protocol = new Dlt645_2007Protocol();

    @Provide
    Arbitrary<Dlt645Frame> frames() {
        return Dlt645Arbitraries.frames();
    }

    @Provide
    Arbitrary<Dlt645Frame> itemFrames() {
        return Dlt645Arbitraries.itemFrames();
    }

    @Provide
    Arbitrary<byte[]> anyBytes() {
        return Dlt645Arbitraries.bytes(0, 300);
    }

    @Provide
    Arbitrary<byte[]> shortBytes() {
        return Dlt645Arbitraries.bytes(0, 40);
    }

    @Provide
    Arbitrary<Integer> identifiers() {
        return Dlt645Arbitraries.identifiers();
    }

    @Property
    void whatIsEncodedIsParsedBack(@ForAll("frames") Dlt645Frame frame, @ForAll @IntRange(min = 0, max = 13) int preamble) {
        assertThat(Dlt645Frame.parse(frame.encode(preamble))).isEqualTo(frame);
    }

    @Property
    void noPrefixOfAFrameIsAFrameAndEveryOneAsksForNoMoreThanIsMissing(@ForAll("frames") Dlt645Frame frame) {
        byte[] bytes = frame.encode();
        for (int there = 0; there < bytes.length; there++) {
            int end = there;
            assertThat(protocol.probe(bytes, 0, there)).isInstanceOfSatisfying(Probe.Incomplete.class,
                    incomplete -> assertThat(incomplete.missing()).isBetween(1, bytes.length - end));
        }
        assertThat(FrameProbe.at(bytes, 0, bytes.length)).isEqualTo(new Probe.Frame(bytes.length));
    }

    @Property
    void everyFrameIsOfOneEditionAtLeastAndOfBothOnlyWhereTheyShareTheCode(@ForAll("frames") Dlt645Frame frame) {
        byte[] bytes = frame.encode();
        boolean newer = protocol.probe(bytes, 0, bytes.length) instanceof Probe.Frame;
        boolean older = older(bytes) instanceof Probe.Frame;

        assertThat(newer || older).isTrue();
        boolean known = Function.of(Edition.DLT645_1997, frame.control()) != null
                || Function.of(Edition.DLT645_2007, frame.control()) != null;
        if (newer && older && known) {
            assertThat(frame.function()).isIn(0x03, 0x08);
        }
    }

    private static Probe older(byte[] bytes) {
        return new Dlt645_1997Protocol().probe(bytes, 0, bytes.length);
    }

    @Property
    void aProbeDoesNotSeeBytesOutsideItsLimits(@ForAll("anyBytes") byte[] bytes, @ForAll("shortBytes") byte[] before,
            @ForAll("shortBytes") byte[] after) {
        ByteArrayOutputStream around = new ByteArrayOutputStream();
        around.writeBytes(before);
        around.writeBytes(bytes);
        around.writeBytes(after);

        assertThat(protocol.probe(around.toByteArray(), before.length, before.length + bytes.length))
                .isEqualTo(protocol.probe(bytes, 0, bytes.length));
    }

    @Property
    void anyBytesAreDescribedRedactedAndParsedOrRefused(@ForAll("anyBytes") byte[] bytes) {
        assertThat(protocol.describe(bytes)).isNotEmpty().doesNotContain("\n");
        assertThat(protocol.redact(bytes)).hasSameSizeAs(bytes);
        onlyMalformed(() -> Dlt645Frame.parse(bytes));
        onlyMalformed(() -> protocol.dialogue(bytes));
        onlyMalformed(() -> protocol.decode(bytes, List.of(bytes)));
        onlyMalformed(() -> ControlCommand.parse(bytes));
    }

    @Property
    void anyFramesAreDecodedOrRefused(@ForAll("itemFrames") Dlt645Frame request,
            @ForAll @Size(max = 4) List<@From("itemFrames") Dlt645Frame> replies) {
        List<byte[]> bytes = replies.stream().map(Dlt645Frame::encode).toList();
        onlyMalformed(() -> protocol.decode(request.encode(), bytes));
        replies.forEach(reply -> assertThat(protocol.describe(reply.encode())).doesNotContain("\n"));
    }

    @Property
    void aDialogueTakesAnyFramesAndKeepsOnlyAnswers(@ForAll("frames") Dlt645Frame request,
            @ForAll @Size(max = 6) List<@From("frames") Dlt645Frame> frames) {
        Dialogue dialogue = protocol.dialogue(request.encode(4));
        for (Dlt645Frame frame : frames) {
            Dialogue.Step step = dialogue.on(frame.encode());
            if (!frame.fromMeter()) {
                assertThat(step).isEqualTo(new Dialogue.Step.Foreign(Dialogue.Reason.ECHO));
            }
            Dlt645Frame.parse(dialogue.toSend());
        }
        assertThat(dialogue.replies()).allSatisfy(reply ->
                assertThat(Dlt645Frame.parse(reply).fromMeter()).isTrue());
    }

    @Property
    void theOwnAnswerIsNeverForeignAndAlwaysDecoded(@ForAll("identifiers") int identifier, @ForAll("shortBytes") byte[] data) {
        Dlt645Frame request = Dlt645Frame.request("000006605518", Function.READ.code(), Dlt645Frame.itemData(identifier));
        Dialogue dialogue = protocol.dialogue(request.encode(4));

        byte[] reply = Dlt645Frame.reply(request, Dlt645Frame.itemData(identifier, data)).encode();

        assertThat(dialogue.on(reply)).isEqualTo(new Dialogue.Step.Complete());
        assertThat(protocol.decode(request.encode(), dialogue.replies()))
                .isInstanceOfAny(MeterReply.Values.class, MeterReply.Supply.class);
    }

    @Property
    void theValuesOfAnItemHoldEveryByteOnceAndInOrder(@ForAll("identifiers") int identifier, @ForAll("shortBytes") byte[] data) {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        // Values of a load profile have heads, separators and sums between them.
        Assume.that(!DataIdentifiers.of2007().of(identifier).isProfile());
        for (ItemValue value : DataIdentifiers.of2007().of(identifier).decode(data)) {
            raw.writeBytes(value.raw());
            assertThat(value.number() == null || value.text() == null).isTrue();
            assertThat(value.item()).matches("[0-9A-F]{8}(#\\d+)?(\\.time)?");
        }
        assertThat(Hex.of(raw.toByteArray())).isEqualTo(Hex.of(data));
    }

    @Property
    void redactingTwiceIsRedactingOnceAndAFrameStaysAFrame(@ForAll("frames") Dlt645Frame frame) {
        byte[] once = protocol.redact(frame.encode());

        assertThat(protocol.redact(once)).isEqualTo(once);
        assertThat(Dlt645Frame.parse(once).address()).isEqualTo(frame.address());
        assertThat(Dlt645Frame.parse(once).control()).isEqualTo(frame.control());
    }

    @Property
    void neitherDescriptionNorRedactedBytesDependOnThePassword(
            @ForAll @IntRange(min = 0x19, max = 0x1C) int function, @ForAll @Size(3) byte[] password) {
        byte[] data = Hex.parse("02000000330081901A00032507280821");
        byte[] other = data.clone();
        System.arraycopy(password, 0, other, 1, password.length);
        byte[] plain = Dlt645Frame.request("000006605518", function, data).encode();
        byte[] secret = Dlt645Frame.request("000006605518", function, other).encode();

        assertThat(protocol.redact(secret)).isEqualTo(protocol.redact(plain));
        assertThat(protocol.describe(secret)).isEqualTo(protocol.describe(plain));
        // The same for a frame that broke off, or whose checksum is wrong.
        for (int end = 0; end < secret.length; end++) {
            assertThat(protocol.redact(Arrays.copyOf(secret, end))).isEqualTo(protocol.redact(Arrays.copyOf(plain, end)));
        }
    }

    private static void onlyMalformed(Runnable attempt) {
        try {
            attempt.run();
        } catch (MalformedFrameException expected) {
            assertThat(expected.getMessage()).isNotBlank();
        }
    }
}
