package com.wattwell.protocol.dtu;

import java.util.ArrayList;
import java.util.List;

/** The dialects of collectors by the name that is stored beside a kind of collector. */
public enum DialectKind {

    /** Transparent after a registration; the id may be sent again, also in front of a frame. Most makes. */
    TRANSPARENT("transparent") {
        @Override
        public Dialect open(DialectSettings settings) {
            return new TransparentDialect(settings, false);
        }
    },
    /** Transparent with the registration in front of every packet, so that it may stand in the middle of a frame. */
    ID_IN_EVERY_PACKET("id-in-every-packet") {
        @Override
        public Dialect open(DialectSettings settings) {
            return new TransparentDialect(settings, true);
        }
    },
    /** Four-Faith (四信) PROT. */
    FOUR_FAITH_PROT("four-faith") {
        @Override
        public Dialect open(DialectSettings settings) {
            return new FourFaithDialect();
        }
    },
    /** Hongdian (宏电) DDP. */
    HONGDIAN_DDP("hongdian") {
        @Override
        public Dialect open(DialectSettings settings) {
            return new HongdianDialect(settings.limitBytes());
        }
    },
    /** InHand (映翰通) as a bridge: a login of fourteen bytes, then transparent. */
    INHAND_BRIDGE("inhand") {
        @Override
        public Dialect open(DialectSettings settings) {
            List<Heartbeat> heartbeats = new ArrayList<>(settings.heartbeats());
            heartbeats.add(Heartbeat.parse(INHAND_HEARTBEAT));
            return new TransparentDialect(settings.with(
                    List.of(RegistrationPattern.parse(INHAND_LOGIN, settings.protocols())), heartbeats), false);
        }
    },
    /** A concentrator of Q/GDW 1376.1 that forwards to its meters. */
    GDW_1376_1("gdw-3761.1") {
        @Override
        public Dialect open(DialectSettings settings) {
            return new Gdw3761Dialect(Gdw3761Dialect.Forwarding.STANDARD, settings.limitBytes());
        }
    };

    /** How a bridge of InHand logs in, as {@link RegistrationPattern}. */
    public static final String INHAND_LOGIN = "hex:AA01{id:11a}0D";
    /** How it beats, as {@link Heartbeat}. */
    public static final String INHAND_HEARTBEAT = "hex:55AA55AA0300001165";

    private final String written;

    DialectKind(String written) {
        this.written = written;
    }

    /** How a server's configuration names it: {@code four-faith}. */
    public String written() {
        return written;
    }

    /**
     * Whether its collectors register by a {@link RegistrationPattern}; the others have a login of their own, and settings'
     * patterns are of no use to them.
     */
    public boolean registersByPattern() {
        return this == TRANSPARENT || this == ID_IN_EVERY_PACKET;
    }

    /** The dialect of a new connection. */
    public abstract Dialect open(DialectSettings settings);

    /**
     * The dialect of a new connection whose collector may be of any of these kinds: its registration tells. Of two kinds that
     * understand the same bytes the one in front is taken. With a transparent kind among them settings without a pattern
     * are refused, since it would take everything for the line's.
     *
     * @throws IllegalArgumentException when there is no kind
     */
    public static Dialect byFirstWords(List<DialectKind> kinds, DialectSettings settings) {
        boolean transparent = kinds.contains(TRANSPARENT) || kinds.contains(ID_IN_EVERY_PACKET);
        if (transparent && settings.patterns().isEmpty()) {
            throw new IllegalArgumentException("patterns: at least one is needed to tell a transparent collector");
        }
        return new FirstWords(kinds.stream().map(kind -> kind.open(settings)).toList(), settings.limitBytes());
    }
}
