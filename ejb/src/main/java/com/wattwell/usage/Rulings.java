package com.wattwell.usage;

import com.wattwell.tariff.Register;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a person decided about a span. He has looked at one register's value: another register's is not accepted by that. An estimate is for
 * the whole span, or its parts would not make its total.
 *
 * @param decided by the register that was held
 */
public record Rulings(Map<Register, Ruling> decided) {

    public static final Rulings NONE = new Rulings(Map.of());

    public Rulings {
        decided = Map.copyOf(decided);
    }

    public static Rulings of(Register register, Ruling ruling) {
        return new Rulings(Map.of(register, ruling));
    }

    /** A later decision; it counts for its register. */
    public Rulings and(Register register, Ruling ruling) {
        Map<Register, Ruling> more = new EnumMap<>(Register.class);
        more.putAll(decided);
        more.put(register, ruling);
        return new Rulings(more);
    }

    /** @return {@code null} when nothing was decided */
    public Ruling about(Register register) {
        return decided.containsValue(Ruling.ESTIMATE) ? Ruling.ESTIMATE : decided.get(register);
    }
}
