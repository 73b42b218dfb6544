package com.wattwell.simulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A meter that is paid in advance, in money.
 *
 * @param fen                what is on it when the town starts, 0 to 99,999,999
 * @param tenThousandthsYuan price of a kWh, 1 to 99,999,999
 */
public record Prepayment(int fen, int tenThousandthsYuan) {

    private static final Pattern WORDS = Pattern.compile("(\\d{1,6})\\.(\\d\\d) yuan at (\\d{1,4})\\.(\\d{4})");

    public Prepayment {
        if (tenThousandthsYuan == 0) {
            throw new IllegalArgumentException("the price is nothing");
        }
    }

    /** {@code 50.00 yuan at 0.5600}, or {@code none}, which is {@code null}. */
    static Prepayment of(String words) {
        if (words.equals("none")) {
            return null;
        }
        Matcher matcher = WORDS.matcher(words);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected none, or 50.00 yuan at 0.5600");
        }
        return new Prepayment(Words.number(matcher.group(1) + matcher.group(2)), Words.number(matcher.group(3) + matcher.group(4)));
    }
}
