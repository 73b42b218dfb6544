package com.wattwell.protocol.cjt188;

/** T, the kind of meter (CJ/T 188 clause on the type byte): 10..19 water, 20..29 heat, 30..39 gas, 40..49 others. */
final class MeterType {

    static final int COLD_WATER = 0x10;
    /** A wildcard of some makes, for reading an address without knowing the kind. */
    static final int ANY = 0xAA;

    private static final int LAST = 0x49;

    private MeterType() {
    }

    /** Whether a frame may carry it: two decimal digits from 10 to 49, or the wildcard. */
    static boolean known(int type) {
        return type == ANY || type >= COLD_WATER && type <= LAST && (type & 0x0F) <= 9;
    }

    static String words(int type) {
        return switch (type) {
            case COLD_WATER -> "cold water";
            case 0x11 -> "hot water";
            case 0x12 -> "direct drinking water";
            case 0x13 -> "reclaimed water";
            case 0x20 -> "heat, heating";
            case 0x21 -> "heat, cooling";
            case 0x22 -> "heat, heating and cooling";
            case 0x30 -> "gas";
            case ANY -> "any type";
            default -> switch (type >> 4) {
                case 1 -> "water";
                case 2 -> "heat";
                case 3 -> "gas";
                default -> "other meter";
            };
        };
    }
}
