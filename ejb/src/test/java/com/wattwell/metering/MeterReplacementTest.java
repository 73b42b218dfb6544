package com.wattwell.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.metering.MeterReplacements.NewDevice;
import com.wattwell.metering.MeterReplacements.RegisterStand;
import com.wattwell.metering.ReadingQueries.Consumption;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Days begin at midnight UTC here; the old meter counts 10 kWh a day. */
class MeterReplacementTest {

    private static final int ENERGY = 1;
    private static final int PEAK = 3;
    private static final int VOLTAGE = 21;

    private Spine spine;
    private MeterReplacements replacements;
    private ReadingQueries readings;
    private ReadingType energy;
    private Caller admin;
    private Instant today;

    @BeforeEach
    void aMeterReadEachMidnight() {
        spine = new Spine();
        replacements = spine.wiring.bean(MeterReplacements.class);
        readings = new ReadingQueries(spine.database);
        energy = readings.type("ACTIVE_ENERGY_FORWARD").orElseThrow();
        admin = new Caller("li", "li", new Scope(spine.company), Set.of(Caller.COMPANY_ADMIN));
        today = spine.now.truncatedTo(ChronoUnit.DAYS);
        for (int daysAgo = 5; daysAgo >= 3; daysAgo--) {
            reading(ENERGY, midnight(daysAgo), String.valueOf(5000 - 10 * daysAgo));
        }
        reading(VOLTAGE, midnight(3), "229.8");
    }

    private Instant midnight(int daysAgo) {
        return today.minus(Duration.ofDays(daysAgo));
    }

    private void reading(int type, Instant slot, String value) {
        spine.sample.reading(spine.company, spine.meter, type, slot, value);
    }

    private static RegisterStand stand(String type, String last, String first) {
        return new RegisterStand(type, new BigDecimal(last), new BigDecimal(first));
    }

    private NewDevice device(String address, Instant at, RegisterStand... stands) {
        return new NewDevice(address, null, null, at, "broken display", List.of(stands), false);
    }

    private List<Consumption> days() {
        return readings.consumption(admin.scope(), spine.meter, energy, midnight(5), today, ReadingQueries.Step.DAY, ZoneOffset.UTC);
    }

    @Test
    void whatWasConsumedOverTheBoundaryIsTheOldMetersRestAndTheNewMetersBeginning() {
        // the last midnight value is 4970; it went at 4976.5 at eight in the morning, and the new one began at 0.2
        Instant at = midnight(3).plus(Duration.ofHours(8));
        replacements.replace(admin, spine.meter, device("202311009999", at, stand("ACTIVE_ENERGY_FORWARD", "4976.5", "0.2")));
        reading(ENERGY, midnight(2), "3.7");
        reading(ENERGY, midnight(1), "13.7");

        assertThat(days()).extracting(Consumption::amount).usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal("10"), new BigDecimal("10"), new BigDecimal("10.0"), new BigDecimal("10"));
        assertThat(days()).extracting(Consumption::whole).containsOnly(true);
        BigDecimal whole = days().stream().map(Consumption::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        // (4976.5 - 4950) + (13.7 - 0.2)
        assertThat(whole).isEqualByComparingTo("40.0");
    }

    @Test
    void whatTheAdapterLearnedOfTheOldDeviceIsForgottenUnderTheAddressThatStays() {
        String address = spine.database.one("select address from meter where id = ?", row -> row.getString(1), spine.meter);
        replacements.replace(admin, spine.meter, device(address, midnight(3).plus(Duration.ofHours(8)), stand("ACTIVE_ENERGY_FORWARD", "4976.5", "0.2")));

        assertThat(spine.wiring.adapter.forgotten).containsExactly(spine.collector + "/1 " + address);
    }

    @Test
    void theDayOfTheReplacementHasItsFirstHalfBeforeTheNewMeterWasReadAtAll() {
        replacements.replace(admin, spine.meter, device("202311009999", midnight(3).plus(Duration.ofHours(8)), stand("ACTIVE_ENERGY_FORWARD", "4976.5", "0.2")));
        assertThat(days().getLast().from()).isEqualTo(midnight(3));
        assertThat(days().getLast().amount()).isEqualByComparingTo("6.5");
    }

    @Test
    void aReplacementAtMidnightBelongsToTheDayThatEnds() {
        replacements.replace(admin, spine.meter, device("202311009999", midnight(2), stand("ACTIVE_ENERGY_FORWARD", "4981", "100")));
        reading(ENERGY, midnight(1), "112");
        assertThat(days()).extracting(Consumption::amount).usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal("10"), new BigDecimal("10"), new BigDecimal("11"), new BigDecimal("12"));
    }

    @Test
    void twoReplacementsBetweenTwoReadingsBothCount() {
        replacements.replace(admin, spine.meter, device("202311009999", midnight(3).plusSeconds(3600), stand("ACTIVE_ENERGY_FORWARD", "4971", "7")));
        replacements.replace(admin, spine.meter, device("202311008888", midnight(3).plusSeconds(7200), stand("ACTIVE_ENERGY_FORWARD", "8.5", "0")));
        reading(ENERGY, midnight(2), "4");
        assertThat(days().getLast().amount()).isEqualByComparingTo("6.5"); // 1 + 1.5 + 4
        assertThat(replacements.list(admin.scope(), spine.meter)).extracting(MeterReplacements.Replacement::newAddress).containsExactly("202311008888", "202311009999");
    }

    @Test
    void aRegisterThatWasFirstReadOfTheNewMeterOnlyHasNoAmountOverTheBoundary() {
        Instant at = midnight(3).plus(Duration.ofHours(8));
        replacements.replace(admin, spine.meter, device("202311009999", at, stand("ACTIVE_ENERGY_FORWARD", "4976.5", "0")));
        ReadingType peak = readings.type("ACTIVE_ENERGY_FORWARD_T2").orElseThrow();
        assertThat(peak.id()).isEqualTo(PEAK);
        reading(PEAK, midnight(4), "900"); // written down later by hand
        reading(PEAK, midnight(2), "950");
        assertThat(readings.consumption(admin.scope(), spine.meter, peak, midnight(5), today, ReadingQueries.Step.DAY, ZoneOffset.UTC))
                .singleElement().satisfies(day -> assertThat(day.amount()).isNull());
    }

    @Test
    void placeAndArchiveStayAndWhatWasLearnedOfTheOldDeviceIsForgotten() {
        spine.database.update("""
                update meter_state set supply = 'OPEN', supply_at = now(), last_contact_at = now(), reply_millis = 300, deviation_millis = 40,
                    consecutive_failures = 5, next_probe_at = now() where meter_id = ?""", spine.meter);
        spine.database.update("insert into meter_password (meter_id, company_id, level, sealed) values (?, ?, 2, 'x')", spine.meter, spine.company);
        Instant at = spine.now.minusSeconds(60);
        MeterReplacements.Replacement made = replacements.replace(admin, spine.meter,
                new NewDevice("000000501234", null, "DLT645_1997", at, " new standard ", List.of(stand("ACTIVE_ENERGY_FORWARD", "5001.25", "0")), false));

        assertThat(made).satisfies(fact -> {
            assertThat(fact.oldAddress()).isEqualTo("202311000001");
            assertThat(fact.oldProtocol()).isEqualTo("DLT645_2007");
            assertThat(fact.oldModel()).isEqualTo("DL/T 645-2007 · Any meter of the standard");
            assertThat(fact.newModel()).isEqualTo("DL/T 645-1997 · Any meter of the standard");
            assertThat(fact.reason()).isEqualTo("new standard");
            assertThat(fact.by()).isEqualTo("li");
            assertThat(fact.at()).isEqualTo(at);
            assertThat(fact.registers()).singleElement().satisfies(stand -> assertThat(stand.finalValue()).isEqualByComparingTo("5001.25"));
        });
        MeterQueries.Row row = new MeterQueries(spine.database, spine.wiring.clock).byId(admin.scope(), spine.meter).orElseThrow();
        assertThat(row.address()).isEqualTo("000000501234");
        assertThat(row.protocol()).isEqualTo("DLT645_1997");
        assertThat(spine.database.<Integer>one("select count(*) from meter_password", each -> each.getInt(1))).isZero();
        assertThat(row.name()).isEqualTo("Flat 1");
        assertThat(row.supply()).isEqualTo(MeterQueries.Supply.UNKNOWN);
        assertThat(row.lastContact()).as("what was typed is no contact").isNull();
        assertThat(row.consecutiveFailures()).isZero();
        assertThat(row.replyMillis()).isZero();
        assertThat(row.last().value()).isEqualByComparingTo("0");
        assertThat(readings.latest(admin.scope(), spine.meter)).extracting(reading -> reading.type().id()).containsExactly(ENERGY, VOLTAGE);
        assertThat(replacements.registers(admin.scope(), spine.meter, spine.now)).singleElement()
                .satisfies(known -> assertThat(known.value()).isEqualByComparingTo("0"));
    }

    @Test
    void theFirstValueIsKnownWhateverTheFractionOfTheInstant() {
        replacements.replace(admin, spine.meter, device("202311009999", spine.now.minusSeconds(600).plusNanos(123_456_789), stand("ACTIVE_ENERGY_FORWARD", "4999", "3.5")));

        assertThat(replacements.registers(admin.scope(), spine.meter, spine.now)).singleElement()
                .satisfies(known -> assertThat(known.value()).isEqualByComparingTo("3.5"));
    }

    @Test
    void whatTheNewDeviceSaysOfATimeBeforeItsOwnIsNotKept() {
        Instant at = spine.now.minusSeconds(600);
        replacements.replace(admin, spine.meter, device("202311009999", at, stand("ACTIVE_ENERGY_FORWARD", "4999", "0")));
        ReadingStore store = spine.wiring.bean(ReadingStore.class);
        NewReading waited = new NewReading(spine.company, spine.meter, (short) ENERGY, at.minusSeconds(60), new BigDecimal("0.3"), spine.now.plusSeconds(5), NewReading.Source.SCHEDULE);
        NewReading after = new NewReading(spine.company, spine.meter, (short) ENERGY, at.plusSeconds(60), new BigDecimal("0.4"), spine.now.plusSeconds(5), NewReading.Source.SCHEDULE);
        NewReading elsewhere = new NewReading(spine.company, spine.otherMeter, (short) ENERGY, at.minusSeconds(60), new BigDecimal("77"), spine.now.plusSeconds(5), NewReading.Source.SCHEDULE);
        store.write(List.of(waited, after, elsewhere));
        assertThat(readings.latest(admin.scope(), spine.meter).getFirst().value()).isEqualByComparingTo("0.4");
        assertThat(readings.series(admin.scope(), spine.meter, energy, at.minusSeconds(3600), at, 100).points()).isEmpty();
        assertThat(readings.latest(admin.scope(), spine.otherMeter)).hasSize(1);
    }

    @Test
    void aFinalValueBelowTheLastKnownOneWantsToBeConfirmed() {
        Instant at = midnight(3).plusSeconds(3600);
        refused(() -> replacements.replace(admin, spine.meter, device("202311009999", at, stand("ACTIVE_ENERGY_FORWARD", "4969.99", "0"))),
                "confirmed", RefusedException.Kind.CONFLICT);
        replacements.replace(admin, spine.meter, new NewDevice("202311009999", null, null, at, "rolled over", List.of(stand("ACTIVE_ENERGY_FORWARD", "4969.99", "0")), true));
        assertThat(replacements.list(admin.scope(), spine.meter)).hasSize(1);
    }

    @Test
    void anOrderUnderWayComesFirst() {
        spine.sample.command(spine.company, spine.meter, "TRIP", "WAITING", spine.now);
        refused(() -> replacements.replace(admin, spine.meter, device("202311009999", null, stand("ACTIVE_ENERGY_FORWARD", "4999", "0"))), "id", RefusedException.Kind.CONFLICT);
        spine.database.update("update command set state = 'WITHDRAWN'");
        replacements.replace(admin, spine.meter, device("202311009999", null, stand("ACTIVE_ENERGY_FORWARD", "4999", "0")));
    }

    @Test
    void aWrongFieldIsNamedAndNothingIsDone() {
        RegisterStand right = stand("ACTIVE_ENERGY_FORWARD", "4999", "0");
        invalid("address", device("202311000002", null, right), RefusedException.Kind.CONFLICT);
        invalid("address", device("ABC", null, right), RefusedException.Kind.INVALID);
        invalid("model", new NewDevice("202311009999", "NO.SUCH", null, null, "why", List.of(right), false), RefusedException.Kind.INVALID);
        invalid("protocol", new NewDevice("202311009999", "STANDARD.CJT188", "DLT645_2007", null, "why", List.of(right), false), RefusedException.Kind.INVALID);
        invalid("protocol", new NewDevice("202311009999", null, "MODBUS", null, "why", List.of(right), false), RefusedException.Kind.INVALID);
        invalid("reason", new NewDevice("202311009999", null, null, null, "", List.of(right), false), RefusedException.Kind.INVALID);
        invalid("at", device("202311009999", spine.now.plusSeconds(1), right), RefusedException.Kind.INVALID);
        invalid("at", device("202311009999", spine.now.minus(Duration.ofDays(500)), right), RefusedException.Kind.INVALID);
        invalid("at", device("202311009999", midnight(4).plusSeconds(60), right), RefusedException.Kind.INVALID); // it was read a day later still
        invalid("registers", device("202311009999", null), RefusedException.Kind.INVALID);
        invalid("registers", device("202311009999", null, right, right), RefusedException.Kind.INVALID);
        invalid("registers", device("202311009999", null, right, stand("VOLTAGE_A", "230", "230")), RefusedException.Kind.INVALID);
        invalid("registers", device("202311009999", null, stand("ACTIVE_ENERGY_FORWARD", "4999", "1234567890123")), RefusedException.Kind.INVALID);
        Caller operator = new Caller("op", "op", admin.scope(), Set.of(Caller.METER_OPERATOR));
        refused(() -> replacements.replace(operator, spine.meter, device("202311009999", null, right)), "user", RefusedException.Kind.FORBIDDEN);
        Caller elsewhere = new Caller("wu", "wu", new Scope(spine.sample.company("B")), Set.of(Caller.COMPANY_ADMIN));
        refused(() -> replacements.replace(elsewhere, spine.meter, device("202311009999", null, right)), "id", RefusedException.Kind.NOT_FOUND);
        assertThat(replacements.list(Scope.ALL, spine.meter)).isEmpty();
        assertThat(spine.database.<String>one("select address from meter where id = ?", row -> row.getString(1), spine.meter)).isEqualTo("202311000001");
    }

    @Test
    void aDeviceWithTheOldOnesAddressMayHaveAnsweredAlready() {
        Instant at = midnight(3).minusSeconds(60); // noticed only afterwards: the value of that midnight is the new device's
        spine.database.update("delete from reading where slot = ? and reading_type = ?", midnight(3), ENERGY);
        reading(ENERGY, midnight(3), "0.5");
        replacements.replace(admin, spine.meter, device("202311000001", at, stand("ACTIVE_ENERGY_FORWARD", "4969", "0")));
        assertThat(days()).extracting(Consumption::amount).usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal("10"), new BigDecimal("9.5"));
    }

    private void invalid(String field, NewDevice device, RefusedException.Kind kind) {
        refused(() -> replacements.replace(admin, spine.meter, device), field, kind);
    }

    private static void refused(ThrowingCallable action, String field, RefusedException.Kind kind) {
        assertThatThrownBy(action).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.field()).as(refused.getMessage()).isEqualTo(field);
            assertThat(refused.kind()).isEqualTo(kind);
        });
    }
}
