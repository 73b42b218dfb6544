package com.wattwell.simulator;

/** Addresses of CJ/T 188 as the library writes them: fourteen digits, with {@code 11:} in front for a type other than 10. */
final class Cjt188Address {

    static final int ANY_TYPE = 0xAA;
    private static final int COLD_WATER = 0x10;
    private static final int DIGITS = 14;
    private static final long LAST = 99_999_999_999_999L;

    private Cjt188Address() {
    }

    /** Cold water 10, hot water 11, drinking water 12 and reclaimed water 13. */
    static Addresses from(String first) {
        if (!first.matches("(1[1-3]:)?[0-9]{1,14}")) {
            throw new IllegalArgumentException("address " + first + " has not 1 to 14 digits, with 11:, 12: or 13: in front or nothing");
        }
        int colon = first.indexOf(':') + 1;
        return new Addresses(first.substring(0, colon), Long.parseLong(first.substring(colon)), DIGITS, "", LAST);
    }

    static String written(int type, String digits) {
        return type == COLD_WATER ? digits : Integer.toHexString(type) + ":" + digits;
    }

    static int type(String address) {
        int colon = address.indexOf(':');
        return colon < 0 ? COLD_WATER : Integer.parseInt(address.substring(0, colon), 16);
    }

    static String digits(String address) {
        return address.substring(address.indexOf(':') + 1);
    }
}
