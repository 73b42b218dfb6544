package com.wattwell.usage;

import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.Register;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which reading type (its code, IEC 61968-9) is which register of a commodity, and back. */
public final class RegisterTypes {

    private static final Map<Commodity, Map<Register, String>> CODES = new EnumMap<>(Map.of(
            Commodity.ELECTRICITY, new EnumMap<>(Map.of(Register.TOTAL, "ACTIVE_ENERGY_FORWARD", Register.SHARP, "ACTIVE_ENERGY_FORWARD_T1",
                    Register.PEAK, "ACTIVE_ENERGY_FORWARD_T2", Register.FLAT, "ACTIVE_ENERGY_FORWARD_T3", Register.VALLEY, "ACTIVE_ENERGY_FORWARD_T4",
                    Register.REACTIVE, "REACTIVE_ENERGY_1", Register.DEMAND, "MAX_DEMAND_FORWARD")),
            Commodity.WATER, new EnumMap<>(Map.of(Register.TOTAL, "WATER_VOLUME"))));

    private RegisterTypes() {
    }

    /** @return the code, or empty when the commodity is not counted so */
    public static Optional<String> code(Commodity commodity, Register register) {
        return Optional.ofNullable(CODES.get(commodity).get(register));
    }

    /** @return the register, or empty when the reading type is none that is charged by */
    public static Optional<Register> register(Commodity commodity, String code) {
        return CODES.get(commodity).entrySet().stream().filter(entry -> entry.getValue().equals(code)).map(Map.Entry::getKey).findFirst();
    }

    /** Every code that a commodity is charged by, the total first. */
    public static List<String> codes(Commodity commodity) {
        return List.copyOf(CODES.get(commodity).values());
    }
}
