package com.wattwell.metermodel;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.connector.MeterTiming;
import com.wattwell.platform.Spine;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.RequestStyle;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a value, by the meter's model. */
class ModelInUseTest {

    private static final short ENERGY = 1;
    private static final short WATER = 101;

    private final Spine spine = new Spine();

    private ModelInUse model(String code) {
        return spine.database.one("select id, version from meter_model where code = ?",
                row -> spine.wiring.bean(MeterModels.class).of(row.getInt(1), row.getInt(2)), code);
    }

    private static ItemValue value(String item, String number, String unit) {
        return new ItemValue(item, "", "", number == null ? null : new BigDecimal(number), null, unit, new byte[0]);
    }

    @Test
    void aValueInTheUnitOfItsTypeIsKeptAsItIs() {
        assertThat(model("STANDARD.DLT645_2007").typed(value("00010000", "0.26", "kWh"))).contains(new ModelInUse.Typed(ENERGY, new BigDecimal("0.26")));
        assertThat(model("STANDARD.DLT645_1997").typed(value("9010", "1.00", "kWh"))).contains(new ModelInUse.Typed(ENERGY, new BigDecimal("1.00")));
        assertThat(model("STANDARD.MBUS").typed(value("Volume", "12.345", "m^3"))).contains(new ModelInUse.Typed(WATER, new BigDecimal("12.345")));
    }

    @Test
    void litresBecomeCubicMetresWithoutLosingADigit() {
        assertThat(model("STANDARD.CJT188").typed(value("901F.current", "1234.56", "L"))).contains(new ModelInUse.Typed(WATER, new BigDecimal("1.23456")));
    }

    @Test
    void aUnitThatIsNoneOfTheTypeAnUnknownItemAndAnAbsentValueAreNotKept() {
        assertThat(model("STANDARD.CJT188").typed(value("901F.current", "5", "kWh"))).isEmpty();
        assertThat(model("STANDARD.CJT188").typed(value("901F.heat", "5", "kWh"))).isEmpty();
        assertThat(model("STANDARD.DLT645_2007").typed(value("00010000", null, "kWh"))).isEmpty();
    }

    @Test
    void aMakeThatSendsThreePlacesIsReadWithThree() {
        MeterModel standard = model("STANDARD.DLT645_2007").model();
        MeterModel three = new MeterModel(7, 1, "THREE", "Make", "Three places", "DLT645_2007", standard.commodity(), 2400, standard.parity(), RequestStyle.STANDARD, 1200,
                true, standard.supply(), false, 2, 4, "00000000", Map.of(), "", 1, List.of(new MeterModel.Item("00010000", 1, 3)));
        ModelInUse inUse = ModelInUse.of(three, Map.of(1, "kWh"), List.of());

        assertThat(inUse.typed(value("00010000", "123456.78", "kWh"))).contains(new ModelInUse.Typed(ENERGY, new BigDecimal("12345.678")));
    }

    @Test
    void aMeterOfUnknownTimingIsGivenTheTimeItsModelSays() {
        ModelInUse slow = model("WATER.MBUS.SLOW");

        assertThat(slow.timing(0, 0, 0, null)).isEqualTo(new MeterTiming(1200, 300, 0, null));
        assertThat(slow.timing(700, 20, 1, null)).isEqualTo(new MeterTiming(700, 20, 1, null));
        assertThat(model("STANDARD.MBUS").timing(0, 0, 0, null)).isEqualTo(MeterTiming.UNKNOWN);
    }

    @Test
    void anItemForWhichAReadingTypeWasMadeIsKeptWhateverTheModel() {
        spine.database.update("insert into reading_type (id, code, name_en, name_zh, unit, kind, origin) values (1000, 'X', 'x', 'x', 'V', 'GAUGE', 'DLT645_2007:02800008')");

        assertThat(model("HOLLEY.DTSD").typed(value("02800008", "3.60", "V"))).contains(new ModelInUse.Typed((short) 1000, new BigDecimal("3.60")));
        assertThat(model("STANDARD.DLT645_1997").typed(value("02800008", "3.60", "V"))).isEmpty();
    }
}
