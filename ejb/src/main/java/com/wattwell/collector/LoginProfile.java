package com.wattwell.collector;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * What a box must show to log in under a collector's id.
 *
 * @param addressRange network in CIDR form, for {@link Kind#ADDRESS_RANGE}
 * @param tokenHash    SHA-256 of the token, for {@link Kind#TOKEN}
 * @param certificate  subject of the client certificate, for {@link Kind#CERTIFICATE}
 */
public record LoginProfile(Kind kind, String addressRange, byte[] tokenHash, String certificate) {

    /** The ways in which a login is judged. */
    public enum Kind {
        /** The id is enough. */
        OPEN,
        ADDRESS_RANGE, TOKEN, CERTIFICATE
    }

    /** @return why the login is refused, or empty when it is let in */
    public Optional<String> refusal(String remoteAddress, String token, String certificateSubject) {
        return switch (kind) {
            case OPEN -> Optional.empty();
            case ADDRESS_RANGE -> inRange(remoteAddress) ? Optional.empty() : Optional.of("its address is outside " + addressRange);
            case TOKEN -> token != null && MessageDigest.isEqual(hash(token), tokenHash) ? Optional.empty()
                    : Optional.of(token == null ? "it showed no token" : "its token is wrong");
            case CERTIFICATE -> certificate.equals(certificateSubject) ? Optional.empty()
                    : Optional.of(certificateSubject == null ? "it showed no certificate" : "its certificate is another's");
        };
    }

    /** What is stored of a token. Tokens are long and random, so a plain hash is enough. */
    public static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean inRange(String remoteAddress) {
        try {
            String[] parts = addressRange.split("/");
            byte[] network = InetAddress.getByName(parts[0]).getAddress();
            byte[] address = InetAddress.getByName(remoteAddress).getAddress();
            int bits = parts.length > 1 ? Integer.parseInt(parts[1]) : network.length * 8;
            if (network.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((network[bit / 8] & mask) != (address[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            return false; // only a literal address can be in a range
        }
    }
}
