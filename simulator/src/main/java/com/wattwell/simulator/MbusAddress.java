package com.wattwell.simulator;

import com.wattwell.protocol.mbus.SecondaryAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Addresses of M-Bus as the library writes them: 1 to 250 on a line, or the sixteen digits of a secondary address. */
final class MbusAddress {

    private static final int LAST_PRIMARY = 250;
    private static final long IDENTIFICATIONS = 100_000_000L;
    /** What a meter with a primary address is besides: manufacturer WTL, version 1, cold water. */
    private static final int MANUFACTURER = 0x5E8C;
    private static final int VERSION = 1;
    private static final int COLD_WATER = 0x16;

    private MbusAddress() {
    }

    static Addresses from(String first) {
        if (first.matches("[0-9]{8}[0-9A-F]{8}")) {
            return new Addresses("", Long.parseLong(first.substring(0, 8)), 8, first.substring(8), IDENTIFICATIONS - 1);
        }
        if (!first.matches("[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException("address " + first + " is neither 1 to 250 nor the sixteen digits of a secondary address");
        }
        return new Addresses("", Long.parseLong(first), 0, "", LAST_PRIMARY);
    }

    /** 0 for a meter that is only known by its secondary address. */
    static int primary(String address) {
        return address.length() <= 3 ? Integer.parseInt(address) : 0;
    }

    static SecondaryAddress secondary(String address, long seed) {
        if (address.length() > 3) {
            return SecondaryAddress.parse(address);
        }
        String digits = String.valueOf(IDENTIFICATIONS + Math.floorMod(Chance.bits(seed, 71), IDENTIFICATIONS)).substring(1);
        return new SecondaryAddress(Integer.parseUnsignedInt(digits, 16), MANUFACTURER, VERSION, COLD_WATER);
    }

    /** Eight bytes in wire order. */
    static byte[] bytes(SecondaryAddress address) {
        return ByteBuffer.allocate(SecondaryAddress.LENGTH).order(ByteOrder.LITTLE_ENDIAN).putInt(address.identification())
                .putShort((short) address.manufacturer()).put((byte) address.version()).put((byte) address.medium()).array();
    }

    /** The first four of them. */
    static byte[] identification(SecondaryAddress address) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(address.identification()).array();
    }

    static SecondaryAddress read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return new SecondaryAddress(buffer.getInt(), buffer.getShort() & 0xFFFF, buffer.get() & 0xFF, buffer.get() & 0xFF);
    }
}
