package com.wattwell.simulator;

import com.wattwell.protocol.Hex;
import java.util.Locale;

/**
 * The kinds of collectors, by the names of {@link com.wattwell.protocol.dtu.DialectKind}: what they register and beat with,
 * and how they carry the bytes of their line. Makers' own kinds call themselves by digits, which are their code.
 */
public enum Box {

    /** Bytes as they are. */
    TRANSPARENT {
        @Override
        BoxWrapping wrapping(CollectorPlan plan) {
            return BoxWrapping.NONE;
        }
    },

    /** The registration stands in front of every packet. */
    ID_IN_EVERY_PACKET {
        @Override
        BoxWrapping wrapping(CollectorPlan plan) {
            byte[] id = plan.registrationBytes();
            return new BoxWrapping() {
                @Override
                public byte[] up(byte[] line) {
                    return WireData.join(id, line);
                }

                @Override
                public byte[] down(byte[] received, Uplink uplink) {
                    return received;
                }
            };
        }
    },

    /** Four-Faith PROT: 21 bytes of registration, FD and FE escaped both ways, FE as heartbeat. */
    FOUR_FAITH_PROT {
        @Override
        String registration(String code) {
            return "hex:00000001" + digits(code) + "00C0A8014200";
        }

        @Override
        Heartbeat heartbeat(String code, Heartbeat wanted) {
            return new Heartbeat("hex:FE", wanted.everySeconds());
        }

        @Override
        BoxWrapping wrapping(CollectorPlan plan) {
            return new FourFaithWrapping();
        }
    },

    /** Hongdian DDP: packets between 7B and 7B; the registration again is the heartbeat. */
    HONGDIAN_DDP {
        @Override
        String registration(String code) {
            return "hex:7B010016" + digits(code) + "0A0A0A0A13887B";
        }

        @Override
        Heartbeat heartbeat(String code, Heartbeat wanted) {
            return new Heartbeat(registration(code), wanted.everySeconds());
        }

        @Override
        BoxWrapping wrapping(CollectorPlan plan) {
            return new HongdianWrapping(plan.code());
        }
    },

    /** InHand as a bridge: a login of fourteen bytes, then transparent. */
    INHAND_BRIDGE {
        @Override
        String registration(String code) {
            return "hex:AA01" + digits(code) + "0D";
        }

        @Override
        Heartbeat heartbeat(String code, Heartbeat wanted) {
            return new Heartbeat("hex:55AA55AA0300001165", wanted.everySeconds());
        }

        @Override
        BoxWrapping wrapping(CollectorPlan plan) {
            return BoxWrapping.NONE;
        }
    },

    /** A concentrator of Q/GDW 1376.1 that forwards; it calls itself by eight digits. */
    GDW_1376_1 {
        @Override
        String registration(String code) {
            return "hex:" + Hex.of(GdwWrapping.link(eightDigits(code), GdwWrapping.LOGIN));
        }

        @Override
        Heartbeat heartbeat(String code, Heartbeat wanted) {
            return new Heartbeat("hex:" + Hex.of(GdwWrapping.link(eightDigits(code), GdwWrapping.HEARTBEAT)), wanted.everySeconds());
        }

        @Override
        BoxWrapping wrapping(CollectorPlan plan) {
            return new GdwWrapping(plan.code());
        }
    };

    /** The name in town files. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Box of(String word) {
        for (Box box : values()) {
            if (box.word().equals(word)) {
                return box;
            }
        }
        throw new IllegalArgumentException("no such dialect: " + word);
    }

    /** The first packet as a town file would write it; {@code null} when the town file says it. */
    String registration(String code) {
        return null;
    }

    /** Its sign of life, as often as the town file wants. */
    Heartbeat heartbeat(String code, Heartbeat wanted) {
        return wanted;
    }

    /** For one connection. */
    abstract BoxWrapping wrapping(CollectorPlan plan);

    private static String eightDigits(String code) {
        if (!code.matches("[0-9]{8}")) {
            throw new IllegalArgumentException("code " + code + " has not the eight digits of this dialect");
        }
        return code;
    }

    private static String digits(String code) {
        if (!code.matches("[0-9]{11}")) {
            throw new IllegalArgumentException("code " + code + " has not the eleven digits of this dialect");
        }
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < code.length(); i++) {
            hex.append('3').append(code.charAt(i));
        }
        return hex.toString();
    }
}
