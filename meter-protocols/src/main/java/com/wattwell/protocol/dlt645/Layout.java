package com.wattwell.protocol.dlt645;

import java.util.ArrayList;
import java.util.List;

/**
 * The fields of an item, made from the {@code format}, {@code length_bytes} and {@code unit} columns of the identifier
 * table.
 *
 * @param fields  what one turn holds; a field with a suffix comes after those without
 * @param named   how many fields of a turn have no suffix
 * @param repeats whether the turn is repeated for as long as data come (total and tariffs, phases, counters)
 * @param units   when there are more units than fields, the repeated values share them in equal parts
 *                ({@code kW,kvar}: the first half is kW)
 */
record Layout(List<Field> fields, int named, boolean repeats, List<String> units) {

    /** What is not taken apart. */
    static final Layout BYTES = new Layout(List.of(new Field(Field.Kind.BYTES, 0, 0, false, "", "")), 1, false, List.of());

    private static final String BIT_WORD = "bits";
    private static final String WITH_TIME = " + ";
    private static final int CODE_DIGITS = 8;

    static Layout of(String format, String length, String unit) {
        if (format.startsWith(Records.RECORD)) {
            return Records.named(format.substring(Records.RECORD.length()));
        }
        if (format.startsWith(Records.ITEM)) {
            return BYTES;
        }
        switch (format) {
            case "composite", "bytes", Records.PROFILE -> {
                return BYTES;
            }
            case "ASCII" -> {
                return single(Field.Kind.ASCII, 0);
            }
            case "bitfield" -> {
                return single(Field.Kind.BITS, length.chars().allMatch(Character::isDigit) ? Integer.parseInt(length) : 0);
            }
            default -> {
            }
        }
        boolean repeats = format.contains("*") || length.contains("*") || length.equals("block");
        String once = format.replaceAll("[()]|\\*.*", "");
        List<String> units = unit.isEmpty() ? List.of() : List.of(unit.split(","));
        List<Field> fields = new ArrayList<>();
        if (once.contains(WITH_TIME)) {
            int plus = once.indexOf(WITH_TIME);
            fields.add(field(once.substring(0, plus), unit, "", length));
            fields.add(field(once.substring(plus + WITH_TIME.length()), "", Field.TIME_OF_DEMAND, length));
        } else {
            String[] parts = once.split(",");
            for (int i = 0; i < parts.length; i++) {
                fields.add(field(parts[i], i < units.size() ? units.get(i) : "", "", length));
            }
        }
        int named = (int) fields.stream().filter(field -> field.suffix().isEmpty()).count();
        return new Layout(List.copyOf(fields), named, repeats, units);
    }

    private static Layout single(Field.Kind kind, int length) {
        return new Layout(List.of(new Field(kind, length, 0, false, "", "")), 1, false, List.of());
    }

    /** One field of a record; {@code bits8} is a bit word. */
    static Field field(String format, String unit) {
        if (format.startsWith(BIT_WORD)) {
            return new Field(Field.Kind.BITS, Integer.parseInt(format.substring(BIT_WORD.length())) / Byte.SIZE, 0, false, unit, "");
        }
        int digits = (int) format.chars().filter(Character::isLetter).count();
        return field(format, unit, "", Integer.toString((digits + 1) / 2));
    }

    /** {@code ±XX.XXXX}, {@code NN}, {@code YYMMDDhhmm}: a digit a letter. */
    private static Field field(String format, String unit, String suffix, String length) {
        boolean signed = format.startsWith("±");
        String digits = signed ? format.substring(1) : format;
        int point = digits.indexOf('.');
        int count = point < 0 ? digits.length() : digits.length() - 1;
        boolean number = digits.chars().allMatch(each -> each == 'X' || each == 'N' || each == '.');
        int bytes = (count + 1) / 2;
        if (!number) {
            return new Field(Field.Kind.DIGITS, bytes, 0, false, "", suffix);
        }
        if (count >= CODE_DIGITS && digits.chars().allMatch(each -> each == 'N')) {
            boolean fixed = length.equals(Integer.toString(bytes));
            return new Field(Field.Kind.CODE, fixed ? bytes : 0, 0, false, "", suffix);
        }
        return new Field(Field.Kind.NUMBER, bytes, point < 0 ? 0 : count - point, signed, unit, suffix);
    }

    /** Bytes of the item when it always has the same; 0 when it has not. */
    int fixedLength() {
        return repeats ? 0 : turnLength();
    }

    /** Whether the values have no identifiers of their own and are counted. */
    boolean numbered() {
        return repeats || named > 1;
    }

    /** The layout of one field alone. */
    Layout only(int index) {
        return new Layout(List.of(fields.get(index)), 1, false, List.of());
    }

    /** Whether there is one field, once. */
    boolean isSingle() {
        return !repeats && fields.size() == 1;
    }

    /** Whether it is a maximum demand with its time. */
    boolean hasTimeOfDemand() {
        return fields.getLast().isTimeOfDemand();
    }

    /** Bytes of one turn; 0 when a field takes whatever comes. */
    int turnLength() {
        int length = 0;
        for (Field field : fields) {
            if (field.length() == 0) {
                return 0;
            }
            length += field.length();
        }
        return length;
    }

    /** Unit of the {@code index}-th of {@code count} values. */
    String unit(Field field, int index, int count) {
        return units.size() > fields.size() ? units.get(index * units.size() / count) : field.unit();
    }
}
