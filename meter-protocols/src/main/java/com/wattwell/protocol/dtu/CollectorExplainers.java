package com.wattwell.protocol.dtu;

import com.wattwell.protocol.Explanation;
import com.wattwell.protocol.Explanation.Part;
import com.wattwell.protocol.FrameExplainer;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Probe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Takes apart what collectors send around the meters' frames: kinds {@code envelope} (a frame with a meter's frame inside)
 * and {@code dtu}. In the order in which they should be tried: the ones with the most checks first.
 */
public final class CollectorExplainers {

    private static final List<String> REGISTRATIONS = List.of("ascii:LOGIN:{id:1-32w}", "ascii:{id:10d}", "ascii:{id:11d}",
            "ascii:{id:14h}", "ascii:{id:15d}", "ascii:{id:20h}");
    private static final List<Heartbeat> HEARTBEATS = heartbeats("text:ping", "text:keepalive", "text:LOG", "text:HB");
    private static final List<Heartbeat> INHAND_HEARTBEATS = heartbeats(DialectKind.INHAND_HEARTBEAT);
    private static final int LONGEST_ALONE = 80;
    private static final Probe NOT_ALONE = new Probe.NotHere("byte 0 is not the first of a packet of its own");
    private static final Probe NOT_WHOLE = new Probe.NotHere("byte 0 begins no whole frame");

    private CollectorExplainers() {
    }

    /** @param protocols whose frames may stand inside; those that can explain their frames are asked to */
    public static List<FrameExplainer> all(List<MeterProtocol> protocols) {
        InnerFrames inner = new InnerFrames(protocols);
        return List.of(
                new CollectorExplainer("q376.1", Gdw3761Frame::probe, bytes -> gdw3761(bytes, inner)),
                new CollectorExplainer("dlt698.45", onlyWhole(Dlt698Frame::probe), CollectorExplainers::dlt698),
                new CollectorExplainer("q376.2", onlyWhole(Gdw3762Frame::probe), bytes -> gdw3762(bytes, inner)),
                new CollectorExplainer("dtu-ddp", DdpPacket::probe, CollectorExplainers::ddp),
                new CollectorExplainer("dtu-fourfaith-prot", CollectorExplainers::fourFaithProbe, CollectorExplainers::fourFaith),
                alone("dtu-inhand", known(INHAND_HEARTBEATS, patterns(List.of(DialectKind.INHAND_LOGIN), protocols)),
                        INHAND_HEARTBEATS + " or " + DialectKind.INHAND_LOGIN),
                alone("dtu-heartbeat", known(HEARTBEATS, List.of()), "one of the heartbeats " + HEARTBEATS),
                alone("dtu-register", known(List.of(), patterns(REGISTRATIONS, protocols)), "one of the registrations " + REGISTRATIONS));
    }

    /** Their heads have so few marks that almost any beginning might be one. */
    private static Prober onlyWhole(Prober prober) {
        return (bytes, from, to) -> prober.at(bytes, from, to) instanceof Probe.Frame frame ? frame
                : NOT_WHOLE;
    }

    /** What has too few marks to be told from noise: it is one only when nothing else is there. */
    private static FrameExplainer alone(String notation, Function<byte[], Explanation> taker, String expected) {
        Probe.NotHere notHere = new Probe.NotHere("the bytes are not " + expected);
        return new CollectorExplainer(notation, (bytes, from, to) -> {
            if (from != 0 || to != bytes.length || to > LONGEST_ALONE) {
                return NOT_ALONE;
            }
            return taker.apply(bytes) == null ? notHere : new Probe.Frame(to);
        },
                bytes -> {
                    Explanation explanation = bytes.length <= LONGEST_ALONE ? taker.apply(bytes) : null;
                    if (explanation == null) {
                        throw new MalformedFrameException(notHere.reason());
                    }
                    return explanation;
                });
    }

    private record CollectorExplainer(String notation, Prober prober, Function<byte[], Explanation> taker) implements FrameExplainer {

        @Override
        public Probe probe(byte[] bytes, int from, int to) {
            return prober.at(bytes, from, to);
        }

        @Override
        public Explanation explain(byte[] frame) {
            return taker.apply(frame);
        }
    }

    private static Map<String, Object> facts(String kind) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", kind);
        facts.put("valid", true);
        return facts;
    }

    private static Explanation gdw3761(byte[] bytes, InnerFrames inner) {
        Gdw3761Frame frame = Gdw3761Frame.parse(bytes);
        Map<String, Object> facts = facts("envelope");
        facts.put("address", frame.address());
        facts.put("control", Hex.of(frame.control()));
        facts.put("from", frame.fromConcentrator() ? "slave" : "master");
        facts.put("function", frame.words());
        inner.addTo(facts, bytes, Gdw3761Frame.DATA_AT, bytes.length - 2);
        return new Explanation(facts, List.of(
                new Part(0, 1, "start", ""),
                new Part(1, 5, "length L, twice", bytes.length - 8 + " bytes"),
                new Part(5, 6, "start", ""),
                new Part(6, 7, "control code C", frame.fromConcentrator() ? "from the concentrator" : "from the master station"),
                new Part(7, 11, "address A1 A2", frame.address()),
                new Part(11, 12, "address A3", "master station " + (frame.station() >> 1)),
                new Part(12, 14, "AFN and SEQ", frame.words()),
                new Part(14, bytes.length - 2, "data", ""),
                new Part(bytes.length - 2, bytes.length - 1, "checksum", "sum of the bytes from C"),
                new Part(bytes.length - 1, bytes.length, "end", "")).stream().filter(part -> part.to() > part.from()).toList());
    }

    private static Explanation gdw3762(byte[] bytes, InnerFrames inner) {
        WholeFrame.check(Gdw3762Frame.probe(bytes, 0, bytes.length), bytes);
        Map<String, Object> facts = facts("envelope");
        inner.addTo(facts, bytes, Gdw3762Frame.USER_AT, bytes.length - 2);
        return new Explanation(facts, List.of(
                new Part(0, 1, "start", ""),
                new Part(1, 3, "length L", bytes.length + " bytes"),
                new Part(3, 4, "control code C", Hex.of(bytes[3])),
                new Part(4, bytes.length - 2, "user data", ""),
                new Part(bytes.length - 2, bytes.length - 1, "checksum", "sum of the bytes from C"),
                new Part(bytes.length - 1, bytes.length, "end", "")));
    }

    private static Explanation dlt698(byte[] bytes) {
        WholeFrame.check(Dlt698Frame.probe(bytes, 0, bytes.length), bytes);
        Map<String, Object> facts = facts("dtu");
        facts.put("length_ok", true);
        facts.put("hcs_ok", true);
        facts.put("fcs_ok", true);
        int header = Dlt698Frame.headerLength(bytes, 0);
        return new Explanation(facts, List.of(
                new Part(0, 1, "start", "DL/T 698.45"),
                new Part(1, 3, "length L", bytes.length - 2 + " bytes"),
                new Part(3, 4, "control code C", Hex.of(bytes[Dlt698Frame.CONTROL_AT])),
                new Part(4, header - 1, "server address SA", Hex.reversed(bytes, Dlt698Frame.ADDRESS_AT, header - 1)),
                new Part(header - 1, header, "client address CA", Hex.of(bytes[header - 1])),
                new Part(header, header + 2, "header check HCS", "right"),
                new Part(header + 2, bytes.length - 3, "APDU", "not read"),
                new Part(bytes.length - 3, bytes.length - 1, "frame check FCS", "right"),
                new Part(bytes.length - 1, bytes.length, "end", "")).stream().filter(part -> part.to() > part.from()).toList());
    }

    private static Explanation ddp(byte[] bytes) {
        DdpPacket packet = DdpPacket.parse(bytes);
        Map<String, Object> facts = facts("dtu");
        facts.put("type", Hex.of(packet.type()));
        facts.put("length", bytes.length);
        facts.put("length_ok", true);
        facts.put("id", packet.id());
        facts.put("data", Hex.of(packet.data()));
        facts.put("tail", "7B");
        return new Explanation(facts, List.of(
                new Part(0, 1, "start", ""),
                new Part(1, 2, "type", packet.words()),
                new Part(2, 4, "length", bytes.length + " bytes"),
                new Part(4, 15, "id", packet.id()),
                new Part(15, bytes.length - 1, "data", Hex.of(packet.data())),
                new Part(bytes.length - 1, bytes.length, "end", "")).stream().filter(part -> part.to() > part.from()).toList());
    }

    private static Probe fourFaithProbe(byte[] bytes, int from, int to) {
        if (from != 0 || to != bytes.length) {
            return NOT_ALONE;
        }
        String wrong = isFourFaithHeartbeat(bytes) ? null : FourFaithRegistration.wrong(bytes);
        return wrong == null ? new Probe.Frame(to) : new Probe.NotHere(wrong);
    }

    private static boolean isFourFaithHeartbeat(byte[] bytes) {
        return bytes.length == 1 && bytes[0] == (byte) 0xFE;
    }

    private static Explanation fourFaith(byte[] bytes) {
        if (isFourFaithHeartbeat(bytes)) {
            return new Explanation(facts("dtu"), List.of(new Part(0, 1, "heartbeat", "")));
        }
        FourFaithRegistration registration = FourFaithRegistration.parse(bytes);
        Map<String, Object> facts = facts("dtu");
        facts.put("id_hex", registration.id());
        facts.put("phone", registration.phone());
        facts.put("ip", registration.ip());
        return new Explanation(facts, List.of(
                new Part(0, 4, "id", registration.id()),
                new Part(4, 15, "phone", registration.phone()),
                new Part(15, 16, "00", ""),
                new Part(16, 20, "IP", registration.ip()),
                new Part(20, 21, "00", "")));
    }

    /** Takes one of these, when it is all there is; otherwise gives {@code null}. */
    private static Function<byte[], Explanation> known(List<Heartbeat> heartbeats, List<RegistrationPattern> patterns) {
        return bytes -> {
            for (Heartbeat heartbeat : heartbeats) {
                if (bytes.length == heartbeat.length() && heartbeat.common(bytes, 0, bytes.length) == bytes.length) {
                    return new Explanation(facts("dtu"), List.of(new Part(0, bytes.length, "heartbeat", heartbeat.toString())));
                }
            }
            for (RegistrationPattern pattern : patterns) {
                if (pattern.match(bytes, 0, bytes.length, true) instanceof Registration.Matched matched
                        && matched.consumedBytes() == bytes.length) {
                    Map<String, Object> facts = facts("dtu");
                    facts.put("id", matched.id());
                    return new Explanation(facts, List.of(new Part(0, bytes.length, "registration", matched.id())));
                }
            }
            return null;
        };
    }

    private static List<Heartbeat> heartbeats(String... texts) {
        return Stream.of(texts).map(Heartbeat::parse).toList();
    }

    private static List<RegistrationPattern> patterns(List<String> texts, List<MeterProtocol> protocols) {
        return texts.stream().map(text -> RegistrationPattern.parse(text, protocols)).toList();
    }
}
