package com.wattwell.metermodel;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.metermodel.MeterMemories.Lacking;
import com.wattwell.metermodel.MeterModel.Memory;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.RequestStyle;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a past value stands in a meter's memory. */
class MeterMemoriesTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final List<Short> TOTAL = List.of((short) 1);

    private static ModelInUse model(String protocol, Map<Memory, Integer> memory, String... items) {
        Map<Integer, String> units = new HashMap<>();
        List<MeterModel.Item> kept = new ArrayList<>();
        for (int i = 0; i < items.length; i++) {
            units.put(i + 1, "kWh");
            kept.add(new MeterModel.Item(items[i], i + 1, null));
        }
        return ModelInUse.of(new MeterModel(7, 1, "X", "X", "X", protocol, MeterModel.Commodity.ELECTRICITY, 2400, MeterModel.Parity.EVEN, RequestStyle.STANDARD,
                0, true, MeterModel.Supply.NONE, false, 2, 4, "00000000", memory, "", 1, kept), units, List.of());
    }

    private static final ModelInUse SINGLE = model("DLT645_2007", Map.of(Memory.DAILY_FREEZE, 62, Memory.SETTLEMENT_DAY, 12), "00010000", "00010100", "02010100");
    private static final ModelInUse THREE_PHASE = model("DLT645_2007", Map.of(Memory.DAILY_FREEZE, 62, Memory.HOURLY_FREEZE, 254), "00010000", "00020000", "00030000");

    private static Instant at(String local, ZoneId zone) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }

    private static Recall recall(ModelInUse model, Collection<Short> wanted, String slot, String now, ZoneId zone) {
        return MeterMemories.find(model, wanted, at(slot, zone), at(now, zone), zone).recall();
    }

    private static Lacking lacking(ModelInUse model, Collection<Short> wanted, String slot, String now, ZoneId zone) {
        return MeterMemories.find(model, wanted, at(slot, zone), at(now, zone), zone).lacking();
    }

    @ParameterizedTest
    @CsvSource({"2026-03-05T00:00,2026-03-05T00:01,01", "2026-03-05T00:00,2026-03-05T23:59,01", "2026-03-05T00:00,2026-03-06T00:00,02",
        "2026-03-01T00:00,2026-05-01T12:00,3E"})
    void theLastMidnightIsTheFirstFreezeAndTheNextOneMakesItTheSecond(String slot, String now, String number) {
        assertThat(recall(SINGLE, TOTAL, slot, now, SHANGHAI))
                .isEqualTo(new Recall(Recall.Source.DAILY_FREEZE, List.of("050600" + number, "050601" + number, "050600" + number)));
    }

    @Test
    void whatNoFreezeHasIsSaidWithItsReason() {
        assertThat(lacking(SINGLE, TOTAL, "2026-03-05T00:15", "2026-03-05T08:00", SHANGHAI)).isEqualTo(Lacking.NO_SUCH_MOMENT);
        assertThat(lacking(SINGLE, TOTAL, "2026-03-05T07:00", "2026-03-05T08:00", SHANGHAI)).isEqualTo(Lacking.NO_SUCH_MOMENT);
        assertThat(lacking(model("DLT645_2007", Map.of(Memory.DAILY_FREEZE, 62), "00010000"), TOTAL, "2026-03-02T00:00", "2026-05-03T00:00", SHANGHAI)).isEqualTo(Lacking.TOO_LONG_AGO);
        assertThat(lacking(SINGLE, List.of((short) 3), "2026-03-05T00:00", "2026-03-05T08:00", SHANGHAI)).as("a voltage").isEqualTo(Lacking.NO_MEMORY);
    }

    @Test
    void fullHoursOfForwardAndReverseTotalsAreRememberedAndNoOthers() {
        assertThat(recall(THREE_PHASE, TOTAL, "2026-03-05T07:00", "2026-03-05T08:59", SHANGHAI).steps()).containsExactly("05040002", "05040102", "05040002");
        assertThat(recall(THREE_PHASE, List.of((short) 2), "2026-03-05T08:00", "2026-03-05T08:00", SHANGHAI).steps()).containsExactly("05040001", "05040201", "05040001");
        assertThat(lacking(THREE_PHASE, List.of((short) 3), "2026-03-05T07:00", "2026-03-05T08:00", SHANGHAI)).as("reactive").isEqualTo(Lacking.NO_SUCH_MOMENT);
        assertThat(lacking(THREE_PHASE, TOTAL, "2026-03-05T07:00", "2026-03-20T08:00", SHANGHAI)).isEqualTo(Lacking.TOO_LONG_AGO);
    }

    @Test
    void theHourThatTheClockShowsTwiceCannotBeToldFromItsTwin() {
        assertThat(lacking(THREE_PHASE, TOTAL, "2026-10-25T02:00", "2026-10-25T12:00", BERLIN)).isEqualTo(Lacking.NO_SUCH_MOMENT);
        assertThat(recall(THREE_PHASE, TOTAL, "2026-10-25T01:00", "2026-10-25T03:00", BERLIN).steps()).as("three hours, of which the clock shows two")
                .contains("05040104");
        assertThat(recall(SINGLE, TOTAL, "2026-10-25T00:00", "2026-10-26T00:30", BERLIN).steps()).as("a day of 25 hours").contains("05060102");
    }

    @Test
    void settlementDaysAreRememberedWhenTheMeterSaysThatTheyAreItsOwn() {
        ModelInUse settles = model("DLT645_2007", Map.of(Memory.SETTLEMENT_DAY, 12), "00010000", "00010100");
        Recall total = recall(settles, TOTAL, "2026-03-01T00:00", "2026-04-02T08:00", SHANGHAI);
        assertThat(total.steps()).containsExactly("04000B01", "04000B02", "04000B03", "00010002");
        assertThat(recall(settles, List.of((short) 1, (short) 2), "2026-03-01T00:00", "2026-03-02T08:00", SHANGHAI).steps()).endsWith("0001FF01");
        Instant slot = at("2026-03-01T00:00", SHANGHAI);
        assertThat(MeterMemories.kept(total, List.of("0100", "9999", "9999", "1=5.00"), slot, SHANGHAI).at()).isEqualTo(slot);
        assertThat(MeterMemories.kept(total, List.of("0100", "1500", "9999", "1=5.00"), slot, SHANGHAI).at()).as("two a month: its count is another").isNull();
        assertThat(MeterMemories.kept(total, List.of("2500", "9999", "9999", "1=5.00"), slot, SHANGHAI).at()).isNull();
    }

    @Test
    void theOldStandardRemembersTwoMonthsAndWaterMetersTwelve() {
        ModelInUse old = model("DLT645_1997", Map.of(Memory.SETTLEMENT_DAY, 2), "9010", "9011");
        assertThat(recall(old, TOTAL, "2026-03-01T00:00", "2026-03-02T08:00", SHANGHAI).steps()).containsExactly("C117", "9410");
        assertThat(recall(old, List.of((short) 1, (short) 2), "2026-03-01T00:00", "2026-04-02T08:00", SHANGHAI).steps()).containsExactly("C117", "981F");
        assertThat(lacking(old, TOTAL, "2026-03-01T00:00", "2026-05-02T08:00", SHANGHAI)).isEqualTo(Lacking.TOO_LONG_AGO);
        ModelInUse water = model("CJT188", Map.of(Memory.SETTLEMENT_DAY, 12), "901F.current");
        Recall third = recall(water, TOTAL, "2026-03-01T00:00", "2026-05-02T08:00", SHANGHAI);
        assertThat(third.steps()).containsExactly("8103", "D122");
        assertThat(MeterMemories.kept(third, List.of("1", "1=5"), at("2026-03-01T00:00", SHANGHAI), SHANGHAI).at()).isNotNull();
        assertThat(MeterMemories.kept(third, List.of("25", "1=5"), at("2026-03-01T00:00", SHANGHAI), SHANGHAI).at()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"DLT645_2007,05060103#0,00010000", "DLT645_2007,05060103#2,00010200", "DLT645_2007,05040201,00020000", "DLT645_2007,00010204,00010200",
        "DLT645_1997,9410,9010", "DLT645_1997,9812,9012", "DLT645_1997,9520,9120", "CJT188,D122,901F.current"})
    void aRememberedValueIsOneOfAPresentItem(String protocol, String remembered, String present) {
        assertThat(MeterMemories.asPresent(protocol, new ItemValue(remembered, "", "", BigDecimal.ONE, null, "kWh", new byte[0])).item()).isEqualTo(present);
    }

    @Test
    void aFreezeThatTurnedWhileItWasReadIsOfNeitherTimeAndOneThatWasNeverMadeOfNone() {
        Recall daily = recall(SINGLE, TOTAL, "2026-03-05T00:00", "2026-03-05T08:00", SHANGHAI);
        Instant slot = at("2026-03-05T00:00", SHANGHAI);
        assertThat(MeterMemories.kept(daily, List.of("2603050000", "1=1", "2603050000"), slot, SHANGHAI)).isEqualTo(new MeterMemories.Kept(slot, false));
        assertThat(MeterMemories.kept(daily, List.of("2603050000", "1=1", "2603060000"), slot, SHANGHAI)).isEqualTo(new MeterMemories.Kept(null, true));
        assertThat(MeterMemories.kept(daily, List.of("", "1=1", ""), slot, SHANGHAI).at()).isNull();
        assertThat(MeterMemories.kept(daily, List.of("0000000000", "1=1", "0000000000"), slot, SHANGHAI).at()).isNull();
    }

    @Test
    void energiesOfOneKindAreFrozenTogetherAndAVoltageIsNot() {
        assertThat(MeterMemories.frozen(SINGLE, List.of((short) 1, (short) 2)).orElseThrow().steps()).containsExactly("05010001", "05010101");
        assertThat(MeterMemories.frozen(SINGLE, List.of((short) 3))).isEmpty();
        assertThat(MeterMemories.frozen(model("DLT645_1997", Map.of(Memory.SETTLEMENT_DAY, 2), "9010"), TOTAL)).isEmpty();
    }
}
