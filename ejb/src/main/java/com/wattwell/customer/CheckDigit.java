package com.wattwell.customer;

/**
 * The last digit of an account number, by ISO 7064 MOD 11,10 (GB/T 17710): a wrong digit is always noticed, two digits that
 * changed places nearly always.
 */
public final class CheckDigit {

    private static final int MODULUS = 10;

    private CheckDigit() {
    }

    /** @param digits decimal digits, at least one */
    public static String with(String digits) {
        return digits + of(digits);
    }

    private static int of(String digits) {
        int product = MODULUS;
        for (int i = 0; i < digits.length(); i++) {
            int sum = (product + digits.charAt(i) - '0') % MODULUS;
            product = (sum == 0 ? MODULUS : sum) * 2 % (MODULUS + 1);
        }
        return (MODULUS + 1 - product) % MODULUS;
    }
}
