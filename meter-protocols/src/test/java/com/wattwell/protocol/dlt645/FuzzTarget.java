package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.Explanation;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.Probe;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.StreamScanner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What must hold for any bytes whatever, put to every decoder of DL/T 645 and to the scanner: bad bytes give a
 * {@link MalformedFrameException} and nothing else, and what is accepted adds up.
 */
final class FuzzTarget {

    private static final List<Dlt645Protocol> PROTOCOLS = List.of(new Dlt645_2007Protocol(), new Dlt645_1997Protocol());
    private static final int LIMIT_BYTES = 300;
    private static final String ADDRESS = "000006605518";

    private FuzzTarget() {
    }

    /** Takes the bytes as they are, and once more as control code and DATA of a frame that is whole. */
    static void check(byte[] bytes) {
        for (Dlt645Protocol protocol : PROTOCOLS) {
            anyBytes(protocol, bytes);
            if (bytes.length > 0 && bytes.length <= FrameProbe.MAX_DATA) {
                frame(protocol, new Dlt645Frame(ADDRESS, bytes[0] & 0xFF, Arrays.copyOfRange(bytes, 1, bytes.length)));
            }
        }
        scanner(bytes);
        malformedAtMost(() -> ControlCommand.parse(bytes));
    }

    private static void anyBytes(Dlt645Protocol protocol, byte[] bytes) {
        Probe probe = protocol.probe(bytes, 0, bytes.length);
        if (probe instanceof Probe.Frame frame) {
            explained(protocol, Arrays.copyOf(bytes, frame.length()));
        } else if (probe instanceof Probe.Incomplete incomplete) {
            require(incomplete.missing() > 0);
        }
        require(protocol.redact(bytes).length == bytes.length);
        require(!protocol.describe(bytes).contains("\n"));
        malformedAtMost(() -> protocol.explain(bytes));
        malformedAtMost(() -> protocol.dialogue(bytes).on(bytes));
        malformedAtMost(() -> protocol.decode(bytes, List.of(bytes, bytes)));
    }

    private static void frame(Dlt645Protocol protocol, Dlt645Frame frame) {
        byte[] bytes = frame.encode();
        require(Dlt645Frame.parse(bytes).equals(frame));
        require(FrameProbe.at(bytes, 0, bytes.length) instanceof Probe.Frame);
        explained(protocol, bytes);
        byte[] question = new Dlt645Frame(ADDRESS, frame.function(), frame.data()).encode(4);
        Dialogue dialogue = protocol.dialogue(question);
        if (!(dialogue.on(bytes) instanceof Dialogue.Step.Foreign)) {
            require(frame.fromMeter());
            malformedAtMost(() -> replied(protocol.decode(question, dialogue.replies())));
            Dlt645Frame.parse(dialogue.toSend());
        }
    }

    private static void replied(MeterReply reply) {
        if (reply instanceof MeterReply.Values values) {
            values.values().forEach(value -> require((value.number() == null || value.text() == null) && value.raw() != null));
        }
    }

    private static void explained(Dlt645Protocol protocol, byte[] frame) {
        Explanation explanation = protocol.explain(frame);
        int next = 0;
        for (Explanation.Part part : explanation.parts()) {
            require(part.from() == next && part.to() > next);
            next = part.to();
        }
        require(next == frame.length);
        require(explanation.facts().get("data_minus33").equals(Hex.of(Dlt645Frame.parse(frame).data())));
        require(!protocol.describe(frame).isEmpty());
        require(Dlt645Frame.parse(protocol.redact(frame)).address().equals(explanation.facts().get("address")));
    }

    /** The same frames come out of any pieces. */
    private static void scanner(byte[] bytes) {
        List<String> whole = found(new StreamScanner(Protocols.all(), LIMIT_BYTES), bytes, Math.max(1, bytes.length));
        List<String> pieces = found(new StreamScanner(Protocols.all(), LIMIT_BYTES), bytes, 1 + bytes.length % 7);
        require(whole.equals(pieces));
    }

    private static List<String> found(StreamScanner scanner, byte[] bytes, int step) {
        List<String> found = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += step) {
            scanner.feed(bytes, at, Math.min(bytes.length, at + step)).forEach(each -> found.add(Hex.of(each.frame())));
        }
        int waiting = bytes.length + 1;
        while (scanner.partialBytes() > 0) {
            require(scanner.partialBytes() < waiting);
            waiting = scanner.partialBytes();
            scanner.giveUpPartial().forEach(each -> found.add(Hex.of(each.frame())));
        }
        return found;
    }

    private static void malformedAtMost(Runnable attempt) {
        try {
            attempt.run();
        } catch (MalformedFrameException refused) {
            require(!refused.getMessage().isBlank());
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new AssertionError("what must hold for any bytes does not");
        }
    }
}
