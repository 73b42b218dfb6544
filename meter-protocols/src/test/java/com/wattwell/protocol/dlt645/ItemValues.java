package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.ItemValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Values that an item may have, drawn at random. */
final class ItemValues {

    private static final int MOST_TURNS = 5;
    private static final int ONE_IN = 8;

    private final Random random;

    ItemValues(Random random) {
        this.random = random;
    }

    /** Values for {@link DataIdentifier#encode}: as many as the item takes, {@code null} for one that the meter does not have. */
    List<String> of(DataIdentifier identifier) {
        List<String> values = new ArrayList<>();
        if (identifier.isProfile()) {
            int blocks = 1 + random.nextInt(2);
            for (int i = 0; i < blocks; i++) {
                profile(values);
            }
        } else if (identifier.isBlock()) {
            int count = 1 + random.nextInt(identifier.parts().size());
            identifier.parts().subList(0, count).forEach(part -> turn(part, values));
        } else {
            int turns = identifier.layout().repeats() ? 1 + random.nextInt(MOST_TURNS) : 1;
            for (int i = 0; i < turns; i++) {
                turn(identifier, values);
            }
        }
        return values;
    }

    /** What decoding tells of the same values. */
    static List<String> told(List<ItemValue> values) {
        List<String> told = new ArrayList<>();
        values.forEach(value -> told.add(value.absent() ? null : value.number() == null ? value.text() : value.number().toPlainString()));
        return told;
    }

    private void profile(List<String> values) {
        values.add(digits(10, 10));
        for (int i = 1; i <= LoadProfile.CLASSES; i++) {
            Records.named("profile-" + i).fields().forEach(field -> values.add(one(field, 0)));
        }
    }

    private void turn(DataIdentifier identifier, List<String> values) {
        identifier.layout().fields().forEach(field -> values.add(one(field, identifier.width())));
    }

    private String one(Field field, int width) {
        int length = field.length() != 0 ? field.length() : width != 0 ? width : 1 + random.nextInt(20);
        boolean canBeAbsent = field.kind() != Field.Kind.BITS && field.kind() != Field.Kind.BYTES && (field.length() != 0 || width != 0);
        if (canBeAbsent && random.nextInt(ONE_IN) == 0) {
            return null;
        }
        return switch (field.kind()) {
            case NUMBER -> number(field);
            case DIGITS -> digits(2 * length, 10);
            case CODE, BITS, BYTES -> digits(2 * length, 16).toUpperCase();
            case ASCII -> characters(1 + random.nextInt(length));
        };
    }

    private String number(Field field) {
        long bound = Math.round(Math.pow(10, 2 * field.length() - 1)) * (field.signed() ? 8 : 10);
        long value = random.nextInt(ONE_IN) == 0 ? bound - 1 : random.nextLong(bound);
        return BigDecimal.valueOf(field.signed() && random.nextBoolean() ? -value : value, field.scale()).toPlainString();
    }

    private String digits(int count, int base) {
        StringBuilder digits = new StringBuilder().append(Character.forDigit(random.nextInt(9), base));
        while (digits.length() < count) {
            digits.append(Character.forDigit(random.nextInt(base), base));
        }
        return digits.toString();
    }

    /** Neither begins nor ends with a blank, which is what a meter fills with. */
    private String characters(int count) {
        StringBuilder characters = new StringBuilder();
        while (characters.length() < count) {
            characters.append((char) ('!' + random.nextInt('~' - '!')));
        }
        return characters.toString();
    }
}
