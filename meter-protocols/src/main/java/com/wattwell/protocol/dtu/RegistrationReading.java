package com.wattwell.protocol.dtu;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Probe;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One walk over the bytes; never goes back, since a pattern leaves no choice at any byte. */
final class RegistrationReading {

    private static final Registration NEED_MORE = new Registration.NeedMore();
    private static final Registration NO_MATCH = new Registration.NoMatch();
    private static final int PREAMBLE = 0xFE;
    private static final int FRAME_START = 0x68;
    /** Blanks and line ends that are passed over in front of or behind a registration. */
    private static final int MAX_BLANKS = 16;

    private final RegistrationPattern pattern;
    private final byte[] bytes;
    private final int from;
    private final int to;
    private final boolean afterPause;
    private int at;
    private String id;
    private String token;

    RegistrationReading(RegistrationPattern pattern, byte[] bytes, int from, int to, boolean afterPause) {
        this.pattern = pattern;
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.afterPause = afterPause;
        this.at = from;
    }

    Registration match() {
        if (pattern.ascii()) {
            while (at < to && at - from < MAX_BLANKS
                    && (isBlank(value(at)) || isLineEnd(value(at)) || value(at) == PREAMBLE)) {
                at++;
            }
        }
        boolean open = false;
        for (int i = 0; i < pattern.elements().size(); i++) {
            if (i == pattern.optionalFrom()) {
                if (at == to && !afterPause) {
                    return NEED_MORE;
                }
                if (at == to || !((Element.Literal) pattern.elements().get(i)).is(value(at))) {
                    break;
                }
            }
            Element element = pattern.elements().get(i);
            Registration stop = switch (element) {
                case Element.Literal literal -> literal(literal);
                case Element.AnyByte any -> at == to ? wanting() : skip();
                case Element.Field field -> field.variable() ? variable(field) : fixed(field);
            };
            if (stop != null) {
                return stop;
            }
            open = element instanceof Element.Field field && field.variable();
        }
        return end(open);
    }

    private Registration literal(Element.Literal literal) {
        if (at == to) {
            return wanting();
        }
        return literal.is(value(at)) ? skip() : NO_MATCH;
    }

    private Registration fixed(Element.Field field) {
        int start = at;
        while (at < to && at - start < field.max()) {
            if (!field.set().has(value(at))) {
                return NO_MATCH;
            }
            at++;
        }
        return at - start < field.max() ? wanting() : keep(field, start);
    }

    private Registration variable(Element.Field field) {
        int start = at;
        while (at < to && field.set().has(value(at))) {
            if (value(at) == FRAME_START && at - start >= field.min()) {
                FrameStart frame = frameStart();
                if (frame == FrameStart.UNCLEAR && !afterPause) {
                    return NEED_MORE;
                }
                if (frame == FrameStart.YES) {
                    break;
                }
            }
            if (at - start == field.max()) {
                return NO_MATCH;
            }
            at++;
        }
        if (at == to && !afterPause) {
            return NEED_MORE;
        }
        return at - start < field.min() ? NO_MATCH : keep(field, start);
    }

    private enum FrameStart {
        YES, NO, UNCLEAR
    }

    /** Whether a frame starts at this byte; 68H is also the letter h. */
    private FrameStart frameStart() {
        FrameStart start = FrameStart.NO;
        for (MeterProtocol protocol : pattern.protocols()) {
            switch (protocol.probe(bytes, at, to)) {
                case Probe.Frame frame -> {
                    return FrameStart.YES;
                }
                case Probe.Incomplete incomplete -> start = isLineOfText() ? start : FrameStart.UNCLEAR;
                case Probe.NotHere notHere -> {
                }
            }
        }
        return start;
    }

    /** Whether the rest is printable characters with a line end behind them: then an h is a letter. */
    private boolean isLineOfText() {
        int end = to;
        while (end > at && isLineEnd(value(end - 1))) {
            end--;
        }
        for (int i = at; i < end; i++) {
            if (value(i) < ' ' || value(i) > '~') {
                return false;
            }
        }
        return end < to;
    }

    /** {@code open}: the last field could have gone on, so what follows must show that it has ended. */
    private Registration end(boolean open) {
        int end = at;
        while (at < to && at - end < MAX_BLANKS && isBlank(value(at))) {
            at++;
        }
        boolean lineEnd = at < to && isLineEnd(value(at));
        if (open && !lineEnd) {
            if (at == to && !afterPause) {
                return NEED_MORE;
            }
            Registration stop = at == to || value(at) == PREAMBLE ? null : gluedFrame();
            if (stop != null) {
                return stop;
            }
        }
        if (!open && !lineEnd) {
            at = end;
        }
        while (at < to && at - end < MAX_BLANKS && isLineEnd(value(at))) {
            at++;
        }
        return new Registration.Matched(id, token, at - from);
    }

    /** What is glued to an open end without a preamble must be a frame, or may still become one. */
    private Registration gluedFrame() {
        return switch (frameStart()) {
            case YES -> null;
            case UNCLEAR -> afterPause ? null : NEED_MORE;
            case NO -> NO_MATCH;
        };
    }

    private Registration keep(Element.Field field, int start) {
        String read = switch (field.set()) {
            case BYTES -> Hex.of(bytes, start, at);
            case SWAPPED -> swapped(start);
            default -> new String(bytes, start, at - start, StandardCharsets.US_ASCII);
        };
        if (field.token()) {
            token = read;
        } else {
            id = read.strip().toUpperCase(Locale.ROOT);
        }
        return null;
    }

    private String swapped(int start) {
        StringBuilder digits = new StringBuilder(2 * (at - start));
        for (int i = start; i < at; i++) {
            digits.append(new StringBuilder(Hex.of(value(i))).reverse());
        }
        return digits.toString();
    }

    private Registration skip() {
        at++;
        return null;
    }

    private Registration wanting() {
        return afterPause ? NO_MATCH : NEED_MORE;
    }

    private int value(int position) {
        return bytes[position] & 0xFF;
    }

    private static boolean isLineEnd(int value) {
        return value == '\r' || value == '\n';
    }

    private static boolean isBlank(int value) {
        return value == ' ' || value == '\t' || value == 0;
    }
}
