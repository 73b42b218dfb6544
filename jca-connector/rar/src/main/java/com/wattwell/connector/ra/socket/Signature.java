package com.wattwell.connector.ra.socket;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Tells by the first bytes what certainly is no collector. */
final class Signature {

    /** Enough bytes to tell. */
    static final int LENGTH = 5;

    private static final List<String> HTTP = List.of("GET /", "POST ", "HEAD ", "PUT /", "OPTIO", "CONNE", "DELET", "TRACE", "PATCH", "PRI *");
    /** Banners and greetings of scanners that would pass for an id. */
    private static final List<String> SCANNERS = List.of("SSH-1", "SSH-2", "EHLO ", "HELO ", "USER ", "RTSP/");
    private static final byte[] PROXY_V1 = "PROXY".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PROXY_V2 = {'\r', '\n', '\r', '\n', 0};
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int TLS_MAJOR = 0x03;

    private Signature() {
    }

    /** @return the kind of intruder, or {@code null} when it is none of them, or not yet to be told */
    static Refusal of(byte[] bytes) {
        if (bytes.length >= 3 && bytes[0] == TLS_HANDSHAKE && bytes[1] == TLS_MAJOR && bytes[2] <= 4) {
            return Refusal.TLS_ON_PLAIN_PORT;
        }
        if (bytes.length < LENGTH) {
            return null;
        }
        byte[] head = Arrays.copyOf(bytes, LENGTH);
        if (Arrays.equals(head, PROXY_V1) || Arrays.equals(head, PROXY_V2)) {
            return Refusal.PROXY_FROM_STRANGER;
        }
        String text = new String(head, StandardCharsets.US_ASCII);
        return HTTP.contains(text) ? Refusal.HTTP : SCANNERS.contains(text) ? Refusal.NO_REGISTRATION : null;
    }
}
