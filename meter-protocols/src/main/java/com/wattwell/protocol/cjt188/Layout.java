package com.wattwell.protocol.cjt188;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The fields of an item in wire order; none when the item is not taken apart.
 *
 * @param length bytes behind DI and SER
 * @param units  how many of the fields have a unit byte
 */
record Layout(List<Field> fields, int length, int units) {

    private static final Layout NONE = of(List.of());

    /**
     * @param text  the {@code layout} or {@code reply} column
     * @param units the {@code unit} column: units of the numbers without a unit byte, repeated from the first
     * @param names Chinese and English name of each field
     */
    static Layout parse(String text, String units, Map<String, String[]> names) {
        if (text.isEmpty()) {
            return NONE;
        }
        String[] unit = units.split(",");
        List<Field> fields = new ArrayList<>();
        int next = 0;
        for (String part : text.split(" ")) {
            int colon = part.indexOf(':');
            String name = part.substring(0, colon);
            String format = part.substring(colon + 1);
            boolean plain = format.startsWith("X") && !format.endsWith("+U");
            String[] words = names.get(name);
            if (words == null) {
                throw new IllegalStateException("field '" + name + "' has no names");
            }
            fields.add(Field.of(name, words[0], words[1], format, plain ? unit[next++ % unit.length] : ""));
        }
        return of(List.copyOf(fields));
    }

    private static Layout of(List<Field> fields) {
        return new Layout(fields, fields.stream().mapToInt(Field::wireLength).sum(),
                (int) fields.stream().filter(Field::unitByte).count());
    }
}
