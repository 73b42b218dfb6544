package com.wattwell.simulator;

import com.wattwell.protocol.dlt645.ErrorBits;
import com.wattwell.protocol.dlt645.IdentityAuthentication;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The security module of one meter. It opens a session for whoever has the right ciphertext, and takes sealed messages while the
 * session lasts: five minutes, as meters come from the factory, or until three MACs in a row were wrong. Its random number is good
 * for one message, so that a message that is sent again is refused. Guarded by its meter.
 */
final class Esam {

    static final long SESSION_MILLIS = 300_000;
    static final int WRONG_ALLOWED = 3;

    private final StandInCipher cipher;
    private final byte[] factor;
    private final byte[] number;
    private final long seed;
    private long sessions;
    private long openUntil = Long.MIN_VALUE;
    /** {@code null} once it was used. */
    private byte[] random;
    private int wrong;

    /** What came of a sealed message: SERR, or 0 and the message in clear. */
    record Opened(int error, byte[] message) {
    }

    /** @param meterNumber twelve digits, from which its keys follow */
    Esam(StandInCipher cipher, String meterNumber, long seed) {
        this.cipher = cipher;
        this.factor = IdentityAuthentication.factor(meterNumber);
        this.seed = seed;
        this.number = bytes(Chance.bits(seed, 31), IdentityAuthentication.FIELD_LENGTH);
    }

    /**
     * Ciphertext 1, random number 1, dispersion factor.
     *
     * @return SERR, or 0 and random number 2 with the module's number
     */
    Opened authenticate(byte[] data, long at) {
        openUntil = Long.MIN_VALUE;
        random = null;
        int field = IdentityAuthentication.FIELD_LENGTH;
        if (data.length != 3 * field || !Arrays.equals(factor, Arrays.copyOfRange(data, 2 * field, 3 * field))) {
            return new Opened(ErrorBits.OTHER, null);
        }
        if (!Arrays.equals(cipher.authentication(factor, Arrays.copyOfRange(data, field, 2 * field)), Arrays.copyOf(data, field))) {
            return new Opened(ErrorBits.NOT_AUTHENTICATED, null);
        }
        openUntil = at + SESSION_MILLIS;
        wrong = 0;
        random = bytes(Chance.bits(Chance.bits(seed, 32, sessions++), at), IdentityAuthentication.RANDOM_2_LENGTH);
        return new Opened(0, WireData.join(random, number));
    }

    boolean authenticated(long at) {
        return at < openUntil;
    }

    /** Ciphertext and MAC of a control order. */
    Opened order(byte[] sealed, long at) {
        return opened(at, random == null ? null : cipher.openOrder(session(), sealed));
    }

    /** @param identifier DI0..DI3 as it travels */
    Opened parameter(byte[] identifier, byte[] sealed, boolean encrypted, long at) {
        return opened(at, random == null ? null : cipher.openParameter(session(), identifier, sealed, encrypted));
    }

    /** Amount, count and customer with their MACs; the message has 0 in the place of both. */
    Opened purchase(byte[] sealed, long at) {
        return opened(at, random == null ? null : cipher.openPurchase(session(), sealed));
    }

    private Opened opened(long at, byte[] message) {
        if (!authenticated(at)) {
            return new Opened(ErrorBits.NOT_AUTHENTICATED, null);
        }
        if (message == null) {
            wrong++;
            if (wrong == WRONG_ALLOWED) {
                openUntil = Long.MIN_VALUE;
            }
            return new Opened(ErrorBits.ESAM_VERIFICATION_FAILED, null);
        }
        wrong = 0;
        random = null;
        return new Opened(0, message);
    }

    private StandInCipher.Session session() {
        return new StandInCipher.Session(factor, number, random);
    }

    private static byte[] bytes(long bits, int length) {
        return Arrays.copyOf(ByteBuffer.allocate(Long.BYTES).putLong(bits).array(), length);
    }
}
