package com.wattwell.protocol.cjt188;

/**
 * In which order the two bytes of DI travel. The standard writes 901F and sends the low byte of a field first, so
 * {@code 1F 90} is what it says; about half of the makes send {@code 90 1F}. Requests are sent by the meter's setting,
 * and whatever comes is accepted by its content.
 */
public enum DiOrder {

    LOW_BYTE_FIRST("low byte first"),
    HIGH_BYTE_FIRST("high byte first");

    private final String words;

    DiOrder(String words) {
        this.words = words;
    }

    /** As it is printed: {@code low byte first}. */
    public String words() {
        return words;
    }

    /** The order of the two bytes at {@code at}, judged by which of the two readings is an identifier. */
    static DiOrder of(byte[] bytes, int at) {
        int high = read(bytes, at, HIGH_BYTE_FIRST);
        int low = read(bytes, at, LOW_BYTE_FIRST);
        if (DataIdentifiers.known(low)) {
            return LOW_BYTE_FIRST;
        }
        if (DataIdentifiers.known(high)) {
            return HIGH_BYTE_FIRST;
        }
        return headsAnIdentifier(high) && !headsAnIdentifier(low) ? HIGH_BYTE_FIRST : LOW_BYTE_FIRST;
    }

    static int read(byte[] bytes, int at, DiOrder order) {
        int first = bytes[at] & 0xFF;
        int second = bytes[at + 1] & 0xFF;
        return order == HIGH_BYTE_FIRST ? first << 8 | second : second << 8 | first;
    }

    void write(int identifier, byte[] bytes, int at) {
        bytes[at] = (byte) (this == HIGH_BYTE_FIRST ? identifier >> 8 : identifier);
        bytes[at + 1] = (byte) (this == HIGH_BYTE_FIRST ? identifier : identifier >> 8);
    }

    /** The high bytes that the standard and its vendors use: 90, 91 metering, 81 parameters, A0, A1 writes, D1 to D4 history. */
    private static boolean headsAnIdentifier(int identifier) {
        return switch (identifier >> 8) {
            case 0x90, 0x91, 0x81, 0xA0, 0xA1, 0xD1, 0xD2, 0xD3, 0xD4 -> true;
            default -> false;
        };
    }
}
