package com.wattwell.protocol.cjt188;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.ResourceTable;
import java.math.BigDecimal;
import java.util.List;

/**
 * The unit byte that stands behind a value (CJ/T 188, table of unit codes; {@code cjt188-unit.csv} beside this class).
 * 29 is litre and 2C cubic metre: who ignores the code is wrong by a thousand.
 *
 * @param code  0..255
 * @param unit  as it is printed, {@code m3}, {@code 100 MWh}
 * @param base  the unit without its factor, {@code MWh}
 * @param power the value counts ten to this power of {@code base}
 * @param kind  energy, power, volume or flow
 */
record UnitCode(int code, String unit, String base, int power, String kind) {

    private static final String RESOURCE = "cjt188-unit.csv";
    private static final UnitCode[] ALL = new UnitCode[256];

    static {
        for (List<String> row : ResourceTable.read(UnitCode.class, RESOURCE)) {
            int code = Integer.parseInt(row.get(0), 16);
            ALL[code] = new UnitCode(code, row.get(1), row.get(2), Integer.parseInt(row.get(3)), row.get(4));
        }
    }

    /** The unit of this code, or {@code null} when the standard has none: the number is kept then and the code told. */
    static UnitCode of(byte code) {
        return ALL[code & 0xFF];
    }

    /** The unit printed like this, or {@code null}. */
    static UnitCode named(String unit) {
        for (UnitCode each : ALL) {
            if (each != null && each.unit.equals(unit)) {
                return each;
            }
        }
        return null;
    }

    /** The number in {@link #base}. */
    BigDecimal inBase(BigDecimal number) {
        if (power == 0) {
            return number;
        }
        BigDecimal scaled = number.scaleByPowerOfTen(power);
        return scaled.scale() < 0 ? scaled.setScale(0) : scaled;
    }

    @Override
    public String toString() {
        return unit + " (" + Hex.of(code) + ")";
    }
}
