package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterRequest.Credentials;
import com.wattwell.protocol.UnsupportedRequestException;
import java.time.LocalDateTime;

/** Checks the fields of a request and turns them into bytes; every refusal names the field and never a password. */
final class Requested {

    private static final int ADDRESS_DIGITS = 12;
    private static final int MAX_LEVEL = 9;
    private static final int PASSWORD_DIGITS = 6;
    private static final int OPERATOR_DIGITS = 8;

    private Requested() {
    }

    /** Twelve digits; shorter addresses are filled with 0 at the high end. Pairs AA stay open where {@code open}. */
    static String address(String address, boolean open) {
        if (address == null || address.isEmpty() || address.length() > ADDRESS_DIGITS) {
            throw new UnsupportedRequestException("address '" + address + "' has not 1 to 12 digits");
        }
        String full = "0".repeat(ADDRESS_DIGITS - address.length()) + address;
        boolean wildcard = false;
        for (int i = 0; i < ADDRESS_DIGITS; i += 2) {
            boolean openPair = full.startsWith("AA", i);
            wildcard |= openPair;
            if (!openPair && !(isDigit(full.charAt(i)) && isDigit(full.charAt(i + 1)))) {
                throw new UnsupportedRequestException("address '" + address
                        + "' has a pair that is neither two digits nor AA");
            }
        }
        if (wildcard && !open) {
            throw new UnsupportedRequestException("address '" + address + "' leaves digits open; a command needs one meter");
        }
        if (full.equals(Dlt645Frame.BROADCAST)) {
            throw new UnsupportedRequestException("address " + full + " is the broadcast, which no meter answers");
        }
        return full;
    }

    static Credentials credentials(Credentials credentials, boolean withOperator) {
        if (credentials == null) {
            throw new UnsupportedRequestException("credentials are missing");
        }
        if (credentials.level() < 0 || credentials.level() > MAX_LEVEL) {
            throw new UnsupportedRequestException("level " + credentials.level() + " is not 0 to 9");
        }
        if (!isHex(credentials.password(), PASSWORD_DIGITS)) {
            throw new UnsupportedRequestException("password is not six hex digits");
        }
        if (withOperator && !isHex(credentials.operator(), OPERATOR_DIGITS)) {
            throw new UnsupportedRequestException("operator is not eight hex digits");
        }
        return credentials;
    }

    /** PA P0 P1 P2: password 123456 of level 2 is {@code 02 56 34 12}. */
    static byte[] levelAndPassword(Credentials credentials) {
        byte[] password = turned(credentials.password());
        return new byte[] {Bcd.of(credentials.level()), password[0], password[1], password[2]};
    }

    /** C0..C3. */
    static byte[] operator(String operator) {
        if (!isHex(operator, OPERATOR_DIGITS)) {
            throw new UnsupportedRequestException("operator is not eight hex digits");
        }
        return turned(operator);
    }

    static LocalDateTime time(String field, LocalDateTime time) {
        if (time == null || time.getYear() < WireTime.FIRST_YEAR || time.getYear() > WireTime.LAST_YEAR) {
            throw new UnsupportedRequestException(field + " " + time + " is not between 2000 and 2099");
        }
        return time;
    }

    /** Hex digits as bytes, the last pair first. */
    static byte[] turned(String hex) {
        byte[] bytes = Hex.parse(hex);
        for (int i = 0, j = bytes.length - 1; i < j; i++, j--) {
            byte last = bytes[j];
            bytes[j] = bytes[i];
            bytes[i] = last;
        }
        return bytes;
    }

    static boolean isHex(String text, int count) {
        if (text == null || text.length() != count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            char digit = text.charAt(i);
            if (!(isDigit(digit) || digit >= 'A' && digit <= 'F' || digit >= 'a' && digit <= 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
