package com.wattwell.connector.ra.socket;

import com.wattwell.connector.ra.metrics.Metrics;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.dtu.Dialect;
import com.wattwell.protocol.dtu.DialectKind;
import com.wattwell.protocol.dtu.DialectSettings;
import com.wattwell.protocol.dtu.Heartbeat;
import com.wattwell.protocol.dtu.RegistrationPattern;
import java.util.List;

/**
 * How boxes that dial one port speak. Transparent boxes, and InHand's, which are transparent after a login of their own,
 * are read by patterns and need no buffers while they are idle; every other dialect has an object for each socket.
 */
final class Speech {

    private static final List<RegistrationPattern> NO_PATTERNS = List.of();

    private final DialectKind kind;
    private final List<RegistrationPattern> patterns;
    private final List<Heartbeat> heartbeats;
    private final DialectSettings settings;
    private final DialectFigures figures;

    /** @param configured how boxes register where the dialect has no login of its own */
    Speech(DialectKind kind, List<RegistrationPattern> configured, List<MeterProtocol> protocols, int bytesKept, Metrics metrics) {
        this.kind = kind;
        this.patterns = switch (kind) {
            case TRANSPARENT -> configured;
            case INHAND_BRIDGE -> List.of(RegistrationPattern.parse(DialectKind.INHAND_LOGIN, protocols));
            default -> NO_PATTERNS;
        };
        this.heartbeats = kind == DialectKind.INHAND_BRIDGE ? List.of(Heartbeat.parse(DialectKind.INHAND_HEARTBEAT)) : List.of();
        this.settings = new DialectSettings(configured, List.of(), protocols, Math.max(bytesKept, DialectSettings.LEAST_BYTES));
        this.figures = byPatterns() ? null : new DialectFigures(kind, metrics);
    }

    private boolean byPatterns() {
        return kind == DialectKind.TRANSPARENT || kind == DialectKind.INHAND_BRIDGE;
    }

    /** Those to be found among the bytes of the line; none where the dialect finds them itself. */
    List<RegistrationPattern> patterns() {
        return patterns;
    }

    /** Signs of life that every box here may give, beside its own. */
    List<Heartbeat> heartbeats() {
        return heartbeats;
    }

    /** Whether a box's own heartbeat stands between frames, and its answer too. */
    boolean beatsBetweenFrames() {
        return byPatterns();
    }

    Envelope open(CollectorSocket socket) {
        if (byPatterns()) {
            return new Envelope.None(socket);
        }
        Dialect dialect = kind.open(settings);
        return new DialectEnvelope(socket, dialect, figures);
    }
}
