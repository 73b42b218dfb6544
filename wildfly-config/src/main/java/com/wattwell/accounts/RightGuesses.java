package com.wattwell.accounts;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Guesses that were right a short while ago, so that HTTP Basic does not pay for bcrypt at every request. They are found by
 * the stored hash: once a password is changed, by whichever node, what was right for the old one is never asked again. Kept
 * is only a keyed digest under a key of this process.
 */
final class RightGuesses {

    private static final int MOST = 1_000;
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final String ALGORITHM = "HmacSHA256";

    private record Right(byte[] digest, long until) {
    }

    private final LongSupplier nanoTime;
    private final SecretKeySpec key;
    private final Map<String, Right> byHash = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Right> eldest) {
            return size() > MOST;
        }
    };

    RightGuesses(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    boolean has(String hash, char[] guess) throws GeneralSecurityException {
        byte[] digest = digest(guess);
        synchronized (byHash) {
            Right right = byHash.get(hash);
            return right != null && right.until() - nanoTime.getAsLong() > 0 && MessageDigest.isEqual(right.digest(), digest);
        }
    }

    void remember(String hash, char[] guess) throws GeneralSecurityException {
        Right right = new Right(digest(guess), nanoTime.getAsLong() + KEPT_NANOS);
        synchronized (byHash) {
            byHash.remove(hash); // so that it stands last
            byHash.put(hash, right);
        }
    }

    private byte[] digest(char[] guess) throws GeneralSecurityException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(guess));
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(bytes);
            return mac.doFinal();
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("Every JDK takes a key of 32 bytes", e);
        }
    }
}
