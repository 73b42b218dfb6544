package com.wattwell.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.wattwell.connector.Exchange;
import com.wattwell.connector.MeterTiming;
import com.wattwell.metering.SweepForecast.Ask;
import com.wattwell.platform.Database;
import com.wattwell.platform.Spine;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.Protocols;
import com.wattwell.schedule.DueSchedules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic of a line: 11 bits a byte, one question at a time. The figures are measured ones of 2400 baud. */
class SweepForecastTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final SweepForecast LINE = new SweepForecast(2400, 1500);
    /** Total energy: 20 bytes out, 24 back. */
    private static final int OUT = 20;
    private static final int BACK = 24;

    private static MeterTiming replying(int millis) {
        return new MeterTiming(millis, 0, 0, null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            645-2007 total energy          | 20 | 24 | 202 | 222 | 300 | 702
            645-2007 energy block          | 20 | 40 | 275 | 295 | 373 | 775
            645-2007 status word           | 20 | 22 | 193 | 213 | 291 | 693
            645-2007 trip or close         | 32 | 16 | 220 | 240 | 318 | 720
            CJ/T 188 read                  | 20 | 39 | 270 | 290 | 369 | 770
            """)
    void anExchangeTakesItsBytesAndTheMetersTime(String what, int out, int back, int wire, int best, int typical, int worst) {
        assertThat(LINE.wireMillis(out + back)).isCloseTo(wire, within(0.9));
        assertThat(LINE.millis(List.of(new Ask(out, back, replying(20))), NOW)).isCloseTo(best, within(1L));
        assertThat(LINE.millis(List.of(new Ask(out, back, replying(SweepForecast.USUAL_METER_MILLIS))), NOW)).isCloseTo(typical, within(1L));
        assertThat(LINE.millis(List.of(new Ask(out, back, replying(500))), NOW)).isCloseTo(worst, within(1L));
    }

    @ParameterizedTest
    @CsvSource({"0,18", "50,23", "300,39", "700,65"})
    void aSweepOfSixtyFourMetersTakesWhatWasMeasured(int roundTrip, int seconds) {
        List<Ask> sweep = Collections.nCopies(64, new Ask(OUT, BACK, replying(SweepForecast.USUAL_METER_MILLIS + roundTrip)));
        assertThat(LINE.millis(sweep, NOW) / 1000.0).isCloseTo(seconds, Percentage.withPercentage(7));
    }

    @Test
    void sixDeadMetersDoubleAnEthernetSweepAndSetAsideCostNothing() {
        List<Ask> sweep = new ArrayList<>(Collections.nCopies(58, new Ask(OUT, BACK, replying(148))));
        long well = LINE.millis(sweep, NOW);
        sweep.addAll(Collections.nCopies(6, new Ask(OUT, BACK, new MeterTiming(0, 0, 1, null))));
        assertThat(LINE.millis(sweep, NOW)).isGreaterThan(2 * well);
        List<Ask> aside = new ArrayList<>(sweep.subList(0, 58));
        aside.addAll(Collections.nCopies(6, new Ask(OUT, BACK, new MeterTiming(0, 0, 5, NOW.plusSeconds(1)))));
        assertThat(LINE.millis(aside, NOW)).isEqualTo(well);
        aside.set(58, new Ask(OUT, BACK, new MeterTiming(0, 0, 5, NOW)));
        assertThat(LINE.millis(aside, NOW)).as("one probe: 20 bytes and 1.5 s").isCloseTo(well + 92 + 1500, within(1L));
    }

    @Test
    void aMeterOfWhichNothingIsKnownAnswersLikeItsNeighboursOrAsUsual() {
        assertThat(LINE.millis(List.of(new Ask(OUT, BACK, MeterTiming.UNKNOWN)), NOW)).isEqualTo(202 + 398);
        List<Ask> two = List.of(new Ask(OUT, BACK, replying(100)), new Ask(OUT, BACK, replying(200)), new Ask(OUT, BACK, MeterTiming.UNKNOWN));
        assertThat(LINE.millis(two, NOW)).isCloseTo(3 * 202 + 450, within(1L));
        assertThat(LINE.millis(List.of(), NOW)).isZero();
    }

    @Test
    void aBlockIsToldFromASingleValueByTheRequestItself() {
        assertThat(UsualReply.bytes("DLT645_2007", request("DLT645_2007", "202311000001", "00010000"))).isEqualTo(24);
        assertThat(UsualReply.bytes("DLT645_2007", request("DLT645_2007", "202311000001", "0001FF00"))).isEqualTo(40);
        assertThat(UsualReply.bytes("DLT645_1997", request("DLT645_1997", "202311000001", "9010"))).isEqualTo(22);
        assertThat(UsualReply.bytes("CJT188", request("CJT188", "20231100000001", "901F"))).isEqualTo(39);
    }

    private static byte[] request(String protocol, String address, String item) {
        return Protocols.named(protocol).encode(new MeterRequest.ReadItem(address, item));
    }

    @Test
    void whatIsHandedOverHasItsForecastBesideItAndKeepsTheFirstOne() {
        Spine spine = new Spine().login(1);
        Database database = spine.database;
        database.update("update meter_state set reply_millis = 198 where meter_id in (?, ?)", spine.meter, spine.otherMeter);
        int schedule = spine.sample.schedule(spine.company, "Hourly", "ALL", null, 1, 21);
        database.update("update schedule set next_due = ? where id = ?", spine.now, schedule);
        spine.wiring.bean(DueSchedules.class).makeRuns();
        long task = database.one("select id from line_task", row -> row.getLong(1));
        spine.wiring.bean(LineTasks.class).work(task);
        int predicted = database.one("select predicted_millis from line_task", row -> row.getInt(1));
        List<Exchange> asked = spine.wiring.adapter.exchanges;
        double wire = asked.stream().mapToDouble(exchange -> LINE.wireMillis(exchange.request().length + 24)).sum();
        assertThat(asked).hasSize(4);
        assertThat(predicted).isCloseTo((int) Math.round(wire + 4 * 198), within(1));
        database.update("update meter_state set reply_millis = 5000");
        database.update("update line_task set state = 'WAITING'");
        spine.wiring.bean(LineTasks.class).work(task);
        assertThat(database.<Integer>one("select predicted_millis from line_task", row -> row.getInt(1))).isEqualTo(predicted);
    }
}
