package com.wattwell.protocol.mbus;

import com.wattwell.protocol.UnsupportedRequestException;

/**
 * How a meter is reached: by its primary address, {@code 1} to {@code 250}, or by its {@link SecondaryAddress}, sixteen
 * hex digits such as {@code 1234567840240107}.
 *
 * @param primary   1..250, or {@link MbusFrame#SELECTED} when the meter is selected by its secondary address
 * @param secondary {@code null} when it is reached by its primary address
 */
record MbusAddress(int primary, SecondaryAddress secondary) {

    private static final int SECONDARY_DIGITS = 2 * SecondaryAddress.LENGTH;
    private static final int PRIMARY_DIGITS = 3;

    /** @throws UnsupportedRequestException when it is not the address of one meter */
    static MbusAddress parse(String written) {
        if (written == null || written.isEmpty()) {
            throw new UnsupportedRequestException("address is missing");
        }
        if (written.length() == SECONDARY_DIGITS) {
            SecondaryAddress secondary = SecondaryAddress.parse(written);
            if (!secondary.namesOne()) {
                throw new UnsupportedRequestException("address '" + written
                        + "' leaves something open or has a digit above 9 in its identification; one meter is needed");
            }
            return new MbusAddress(MbusFrame.SELECTED, secondary);
        }
        return new MbusAddress(primary(written), null);
    }

    private static int primary(String written) {
        int value = 0;
        for (int i = 0; i < written.length(); i++) {
            char digit = written.charAt(i);
            if (digit < '0' || digit > '9' || written.length() > PRIMARY_DIGITS) {
                throw new UnsupportedRequestException("address '" + written
                        + "' is neither a primary address 1 to 250 nor a secondary address of 16 hex digits");
            }
            value = 10 * value + digit - '0';
        }
        if (value < 1 || value > MbusFrame.LAST_METER_ADDRESS) {
            throw new UnsupportedRequestException("address " + written + " is not 1 to 250");
        }
        return value;
    }

    /** The one way in which it is written. */
    String canonical() {
        return secondary == null ? Integer.toString(primary) : secondary.toString();
    }
}
