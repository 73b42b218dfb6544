package com.wattwell.collector;

import com.wattwell.connector.ListeningPort;
import com.wattwell.platform.RefusedException;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.dtu.Dialect;
import com.wattwell.protocol.dtu.DialectKind;
import com.wattwell.protocol.dtu.DialectSettings;
import com.wattwell.protocol.dtu.Heartbeat;
import com.wattwell.protocol.dtu.RegistrationPattern;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What would become of the first bytes of a box: which id a kind finds in them, and which each port of this installation
 * finds, which is what counts when the box dials in.
 *
 * @param id    in upper case as a collector's code, or {@code null} when none is found
 * @param token whether a token came with it
 * @param ports in the order of the adapter
 */
public record RegistrationTrial(byte[] bytes, String id, boolean token, List<AtPort> ports) {

    /** Longest registration that anybody pastes. */
    private static final int MAX_CHARACTERS = 1_000;
    private static final Pattern PAIRS = Pattern.compile("[0-9A-Fa-f]{2}( [0-9A-Fa-f]{2})+");

    /** @param id what this port finds, or {@code null} */
    public record AtPort(ListeningPort port, String id) {
    }

    /**
     * @param written      {@code text:…}, {@code hex:…}, pairs of hex digits with blanks between them, or plain text
     * @param dialect      name of a {@link DialectKind}
     * @param registration pattern of the kind, or {@code null} for a dialect with a login of its own
     * @throws RefusedException naming the field {@code sample}, {@code dialect}, {@code registration} or {@code heartbeat}
     */
    public static RegistrationTrial of(String written, String dialect, String registration, String heartbeat, List<ListeningPort> ports) {
        DialectKind kind = CollectorKinds.dialect(dialect);
        String pattern = CollectorKinds.registration(kind, registration);
        byte[] bytes = bytes(written);
        List<Heartbeat> beats = Stream.ofNullable(CollectorRules.bytes("heartbeat", heartbeat)).map(Heartbeat::parse).toList();
        Dialect.Event.Registered found = registered(kind, Stream.ofNullable(pattern).toList(), beats, bytes);
        return new RegistrationTrial(bytes, found == null ? null : found.id(), found != null && found.token() != null, ports.stream().map(port -> {
            Dialect.Event.Registered there = registered(port.dialect(), port.registrations(), List.of(), bytes);
            return new AtPort(port, there == null ? null : there.id());
        }).toList());
    }

    private static Dialect.Event.Registered registered(DialectKind kind, List<String> patterns, List<Heartbeat> heartbeats, byte[] bytes) {
        Dialect dialect = kind.open(new DialectSettings(patterns.stream().map(text -> RegistrationPattern.parse(text, Protocols.all())).toList(),
                heartbeats, Protocols.all(), DialectSettings.LEAST_BYTES));
        return Stream.concat(dialect.received(bytes).stream(), dialect.paused().stream())
                .filter(Dialect.Event.Registered.class::isInstance).map(Dialect.Event.Registered.class::cast).findFirst().orElse(null);
    }

    private static byte[] bytes(String written) {
        String text = written == null ? "" : written.strip();
        if (text.isEmpty() || text.length() > MAX_CHARACTERS) {
            throw wrong();
        }
        try {
            if (text.startsWith("hex:") || PAIRS.matcher(text).matches()) {
                return Hex.parse(text.startsWith("hex:") ? text.substring(4) : text);
            }
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
        String plain = text.startsWith("text:") ? text.substring(5) : text;
        if (plain.isEmpty() || !StandardCharsets.US_ASCII.newEncoder().canEncode(plain)) {
            throw wrong();
        }
        return plain.getBytes(StandardCharsets.US_ASCII);
    }

    private static RefusedException wrong() {
        return RefusedException.invalid("sample", "refused.sample",
                "sample must be 1 to " + MAX_CHARACTERS + " characters: ASCII text, or hex: and pairs of hex digits.", MAX_CHARACTERS);
    }
}
