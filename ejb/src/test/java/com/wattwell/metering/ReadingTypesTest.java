package com.wattwell.metering;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.platform.Spine;
import com.wattwell.protocol.ItemValue;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ReadingTypesTest {

    private static final short ENERGY = 1;
    private static final short WATER = 101;

    private final ReadingTypes types = new Spine().wiring.bean(ReadingTypes.class);

    private static ItemValue value(String item, String number, String unit) {
        return new ItemValue(item, "", "", number == null ? null : new BigDecimal(number), null, unit, new byte[0]);
    }

    @Test
    void aValueInTheUnitOfItsTypeIsKeptAsItIs() {
        assertThat(types.of("DLT645_2007", value("00010000", "0.26", "kWh"))).contains(new ReadingTypes.Typed(ENERGY, new BigDecimal("0.26")));
        assertThat(types.of("DLT645_1997", value("9010", "1.00", "kWh"))).contains(new ReadingTypes.Typed(ENERGY, new BigDecimal("1.00")));
        assertThat(types.of("MBUS", value("Volume", "12.345", "m^3"))).contains(new ReadingTypes.Typed(WATER, new BigDecimal("12.345")));
    }

    @Test
    void litresBecomeCubicMetresWithoutLosingADigit() {
        assertThat(types.of("CJT188", value("901F.current", "1234.56", "L"))).contains(new ReadingTypes.Typed(WATER, new BigDecimal("1.23456")));
    }

    @Test
    void aUnitThatIsNoneOfTheTypeAnUnknownItemAndAnAbsentValueAreNotKept() {
        assertThat(types.of("CJT188", value("901F.current", "5", "kWh"))).isEmpty();
        assertThat(types.of("CJT188", value("901F.heat", "5", "kWh"))).isEmpty();
        assertThat(types.of("DLT645_2007", value("00010000", null, "kWh"))).isEmpty();
    }
}
