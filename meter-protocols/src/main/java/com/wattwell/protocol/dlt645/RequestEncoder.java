package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.MeterRequest.Credentials;
import com.wattwell.protocol.UnsupportedRequestException;
import java.time.LocalDateTime;

/** Turns requests into frames of DL/T 645-2007; every refusal names the field. */
final class RequestEncoder {

    /** Wake-up bytes in front of every request: the most a sender may put (1 to 4), for sleepy meters. */
    static final int PREAMBLE = 4;
    /** Running-state word 3: relay state, relay command, keep power. */
    static final int SUPPLY_STATE = 0x04000503;

    private static final int ADDRESS_DIGITS = 12;
    private static final int ITEM_DIGITS = 8;
    private static final int MAX_LEVEL = 9;
    private static final int PASSWORD_DIGITS = 6;
    private static final int OPERATOR_DIGITS = 8;

    private RequestEncoder() {
    }

    static byte[] encode(MeterRequest request) {
        Dlt645Frame frame = switch (request) {
            case MeterRequest.ReadItem read -> Dlt645Frame.request(address(read.address(), true),
                    Function.READ.code(), Dlt645Frame.itemData(item(read.item())));
            case MeterRequest.ReadSupply read -> Dlt645Frame.request(address(read.address(), true),
                    Function.READ.code(), Dlt645Frame.itemData(SUPPLY_STATE));
            case MeterRequest.ReadAddress read -> Dlt645Frame.request(address(read.address(), true),
                    Function.READ_ADDRESS.code());
            case MeterRequest.BroadcastTime broadcast -> Dlt645Frame.request(Dlt645Frame.BROADCAST,
                    Function.BROADCAST_TIME.code(), time(broadcast.time()));
            case MeterRequest.SwitchSupply control -> Dlt645Frame.request(address(control.address(), false),
                    Function.CONTROL.code(), control(control));
            case MeterRequest.Setting setting -> throw new UnsupportedRequestException(
                    setting.getClass().getSimpleName() + " is no request of DL/T 645: its writes need a password");
        };
        return frame.encode(PREAMBLE);
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

    private static int item(String item) {
        if (!hexDigits(item, ITEM_DIGITS)) {
            throw new UnsupportedRequestException("item '" + item + "' is not eight hex digits such as 00010000");
        }
        return Integer.parseUnsignedInt(item, 16);
    }

    private static byte[] time(LocalDateTime time) {
        byte[] data = new byte[WireTime.LENGTH];
        WireTime.write(inRange("time", time), data, 0);
        return data;
    }

    private static byte[] control(MeterRequest.SwitchSupply control) {
        if (control.action() == null) {
            throw new UnsupportedRequestException("action is missing");
        }
        int action = switch (control.action()) {
            case TRIP -> ControlCommand.TRIP;
            case PERMIT_CLOSE -> ControlCommand.PERMIT_CLOSE;
            case CLOSE -> ControlCommand.CLOSE;
        };
        return new ControlCommand(checked(control.credentials()), action,
                inRange("acceptUntil", control.acceptUntil())).data();
    }

    private static Credentials checked(Credentials credentials) {
        if (credentials == null) {
            throw new UnsupportedRequestException("credentials are missing");
        }
        if (credentials.level() < 0 || credentials.level() > MAX_LEVEL) {
            throw new UnsupportedRequestException("level " + credentials.level() + " is not 0 to 9");
        }
        if (!hexDigits(credentials.password(), PASSWORD_DIGITS)) {
            throw new UnsupportedRequestException("password is not six hex digits");
        }
        if (!hexDigits(credentials.operator(), OPERATOR_DIGITS)) {
            throw new UnsupportedRequestException("operator is not eight hex digits");
        }
        return credentials;
    }

    private static LocalDateTime inRange(String field, LocalDateTime time) {
        if (time == null || time.getYear() < WireTime.FIRST_YEAR || time.getYear() > WireTime.LAST_YEAR) {
            throw new UnsupportedRequestException(field + " " + time + " is not between 2000 and 2099");
        }
        return time;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean hexDigits(String text, int count) {
        if (text == null || text.length() != count) {
            return false;
        }
        try {
            Hex.parse(text);
            return text.indexOf(' ') < 0;
        } catch (IllegalArgumentException notHex) {
            return false;
        }
    }
}
