package com.wattwell.protocol.cjt188;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.UnsupportedRequestException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;

/** Writes one field of an item from the text that a person or a plan gives for it. */
final class FieldWriting {

    private static final int MAX_BYTE = 0xFF;

    private FieldWriting() {
    }

    /**
     * Numbers as {@code 12.50}, with their unit behind a blank where the field has a unit byte ({@code 57273.40 m3});
     * codes and keys as their digits; times as {@code 2027-06-14T19:58:44}.
     *
     * @throws UnsupportedRequestException naming the field; a key's text is not repeated
     */
    static void write(Field field, String text, byte[] data, int at) {
        switch (field.kind()) {
            case NUMBER -> number(field, text, data, at);
            case BINARY -> data[at] = (byte) binary(field, text);
            case CODE -> {
                digits(field, text, "[0-9A-Fa-f]", 2 * field.length());
                byte[] code = Hex.parse(text);
                for (int i = 0; i < code.length; i++) {
                    data[at + i] = code[code.length - 1 - i];
                }
            }
            case SECRET -> {
                digits(field, text, "[0-9A-Fa-f]", 2 * field.length());
                System.arraycopy(Hex.parse(text), 0, data, at, field.length());
            }
            case TIME -> time(field, text, data, at);
            case STATUS -> throw new UnsupportedRequestException(field.name() + " is not one that is written");
        }
    }

    private static void number(Field field, String text, byte[] data, int at) {
        int blank = text.indexOf(' ');
        if (field.unitByte() != blank >= 0) {
            throw new UnsupportedRequestException(field.name() + " '" + text
                    + (field.unitByte() ? "' has no unit behind it, such as m3" : "' takes no unit"));
        }
        String digits = blank < 0 ? text : text.substring(0, blank);
        BigInteger unscaled;
        try {
            unscaled = new BigDecimal(digits).setScale(field.scale()).unscaledValue();
        } catch (ArithmeticException | NumberFormatException notANumber) {
            throw new UnsupportedRequestException(field.name() + " '" + text + "' is no number with at most "
                    + field.scale() + " places");
        }
        if (unscaled.signum() < 0 || unscaled.toString().length() > 2 * field.length()) {
            throw new UnsupportedRequestException(field.name() + " '" + text + "' is not from 0 to "
                    + new BigDecimal(BigInteger.TEN.pow(2 * field.length()).subtract(BigInteger.ONE), field.scale()).toPlainString());
        }
        Bcd.write(unscaled, data, at, field.length());
        if (blank >= 0) {
            UnitCode unit = UnitCode.named(text.substring(blank + 1));
            if (!field.takes(unit)) {
                throw new UnsupportedRequestException(field.name() + " '" + text + "' has no unit that it can have, such as m3");
            }
            data[at + field.length()] = (byte) unit.code();
        }
    }

    private static int binary(Field field, String text) {
        int value = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
        if (value < 0 || value > MAX_BYTE) {
            throw new UnsupportedRequestException(field.name() + " '" + text + "' is not 0 to 255");
        }
        return value;
    }

    private static void digits(Field field, String text, String set, int count) {
        if (!text.matches(set + "{" + count + "}")) {
            throw new UnsupportedRequestException(field.name() + " is not " + count + " hex digits");
        }
    }

    private static void time(Field field, String text, byte[] data, int at) {
        try {
            LocalDateTime time = LocalDateTime.parse(text);
            if (time.getYear() >= WireTime.FIRST_YEAR && time.getYear() <= WireTime.LAST_YEAR) {
                WireTime.write(time, data, at);
                return;
            }
        } catch (DateTimeParseException notATime) {
            // told below
        }
        throw new UnsupportedRequestException(field.name() + " '" + text + "' is no time from 2000 to 2099 such as 2027-06-14T19:58:44");
    }
}
