package com.wattwell.simulator;

/**
 * The money on a prepaid meter, and the purchases that were brought to it. In place of a security module stands a check
 * that both codes are 0, as the makes without one send them. Guarded by its meter.
 */
final class Credit {

    /** Remote recharge of the Q/GDW extension: amount 4, count 4, MAC1 4, customer 6, MAC2 4; numbers low byte first. */
    static final int RECHARGE = 0x070102FF;

    private static final int LAST_COUNT = 0x03330201;
    private static final int LAST_AMOUNT = 0x03330301;
    private static final int RECHARGE_BYTES = 22;
    private static final int COUNT_AT = 4;
    private static final int MAC_1_AT = 8;
    private static final int CUSTOMER_AT = 12;
    private static final int MAC_2_AT = 18;
    private static final int OTHER = 0x01;
    private static final int REPEATED = 0x02;
    private static final int CODE_WRONG = 0x04;
    private static final int OTHER_CUSTOMER = 0x10;
    private static final int COUNT_WRONG = 0x20;
    /** A kWh has so many mWh, and a fen so many ten-thousandths of a yuan. */
    private static final double SMALL_UNITS = 1_000_000.0 * 100;

    private final Prepayment prepayment;
    private final long startedAt;
    private long bought;
    private long last;
    private int count;

    /** @param startedAt register in mWh from which on energy is paid from this money */
    Credit(Prepayment prepayment, long startedAt) {
        this.prepayment = prepayment;
        this.startedAt = startedAt;
    }

    /** In fen; negative when more was used than paid for. */
    long balance(long register) {
        return prepayment.fen() + bought - (long) ((register - startedAt) * (double) prepayment.tenThousandthsYuan() / SMALL_UNITS);
    }

    int tenThousandthsYuan() {
        return prepayment.tenThousandthsYuan();
    }

    /** How many purchases were taken. */
    int count() {
        return count;
    }

    /** What all of them brought, in fen. */
    long bought() {
        return bought;
    }

    /** Takes a purchase once. @return SERR, 0 when it was taken */
    int recharge(byte[] data, byte[] customer) {
        if (data.length != RECHARGE_BYTES) {
            return OTHER;
        }
        if (number(data, MAC_1_AT) != 0 || number(data, MAC_2_AT) != 0) {
            return CODE_WRONG;
        }
        for (int i = 0; i < customer.length; i++) {
            if (data[CUSTOMER_AT + i] != customer[i]) {
                return OTHER_CUSTOMER;
            }
        }
        long number = number(data, COUNT_AT);
        if (number == count && count > 0) {
            return REPEATED;
        }
        if (number != count + 1) {
            return COUNT_WRONG;
        }
        count++;
        last = number(data, 0);
        bought += last;
        return 0;
    }

    /** What the meter remembers of its last purchase: 03330201 its count, 03330301 its amount; {@code null} for anything else. */
    byte[] lastPurchase(int identifier) {
        return switch (identifier) {
            case LAST_COUNT -> WireData.decimal(new byte[2], 0, 2, count);
            case LAST_AMOUNT -> WireData.decimal(new byte[4], 0, 4, last);
            default -> null;
        };
    }

    private static long number(byte[] data, int from) {
        return data[from] & 0xFF | (data[from + 1] & 0xFF) << 8 | (data[from + 2] & 0xFF) << 16 | (data[from + 3] & 0xFFL) << 24;
    }
}
