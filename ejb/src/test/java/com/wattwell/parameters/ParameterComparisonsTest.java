package com.wattwell.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.connector.Exchange;
import com.wattwell.control.BatchTarget;
import com.wattwell.control.CommandOutcomes;
import com.wattwell.control.CommandWork;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.metermodel.MeterPasswords;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A parameter set, what meters have beside it, and what is written then: on a real database, with real frames. */
class ParameterComparisonsTest {

    private static final Caller ADMIN = new Caller("chen", "Chen", Scope.ALL, Set.of(Caller.COMPANY_ADMIN));
    private static final Caller OPERATOR = new Caller("wang", "Wang", Scope.ALL, Set.of(Caller.METER_OPERATOR));
    private static final int ALARM = 0x04001001;
    private static final int DAY_TABLE = 0x04010001;

    private Spine spine;
    private int set;

    @BeforeEach
    void aSetForTwoMeters() {
        spine = new Spine().login(1);
        set = sets().save(ADMIN, null, new ParameterSets.Definition(spine.company, "Flats", "DLT645_2007", "", List.of(
                ParameterEntry.written("04001001", "20"), ParameterEntry.written("04010001", "00:00 4\n08:00 2"))));
    }

    private ParameterSets sets() {
        return spine.wiring.bean(ParameterSets.class);
    }

    private ParameterComparisons comparisons() {
        return spine.wiring.bean(ParameterComparisons.class);
    }

    private List<Exchange> work(long command) {
        spine.wiring.adapter.exchanges.clear();
        spine.wiring.bean(CommandWork.class).work(command);
        return List.copyOf(spine.wiring.adapter.exchanges);
    }

    private void take(Exchange exchange, byte... data) {
        spine.wiring.bean(CommandOutcomes.class).take(List.of(spine.replied(exchange, data)));
    }

    private List<Long> commands(long batch) {
        return spine.database.list("select id from command where batch_id = ? order by meter_id", row -> row.getLong(1), batch);
    }

    /** @param alarm in 0.01 yuan as on the wire @param secondTariff of the day table's second row, which fills up the table */
    private void answer(long command, String alarm, String secondTariff) {
        List<Exchange> asked = work(command);
        assertThat(asked).extracting(exchange -> Spine.request(exchange).identifier()).containsExactly(ALARM, DAY_TABLE);
        take(asked.get(0), Dlt645Frame.itemData(ALARM, Hex.parse(alarm)));
        take(asked.get(1), Dlt645Frame.itemData(DAY_TABLE, Hex.parse("040000" + (secondTariff + "0008").repeat(13))));
    }

    private long compared() {
        long batch = comparisons().read(OPERATOR, set, BatchTarget.of(List.of(spine.meter, spine.otherMeter)), "spring check");
        answer(commands(batch).get(0), "00200000", "02"); // 20.00 yuan, as it should be
        answer(commands(batch).get(1), "00200000", "03");
        return batch;
    }

    @Test
    void eachItemStandsBesideWhatItShouldBeAndMetersThatDifferComeFirst() {
        ParameterComparisons.Comparison comparison = comparisons().byBatch(Scope.ALL, compared()).orElseThrow();
        assertThat(comparison.meters()).extracting(ParameterComparisons.Meter::meterId).containsExactly(spine.otherMeter, spine.meter);
        assertThat(comparison.meters()).extracting(ParameterComparisons.Meter::differing).containsExactly(1L, 0L);
        ParameterComparisons.Line first = comparison.meters().getFirst().lines().getFirst();
        assertThat(first.item()).isEqualTo("04010001");
        assertThat(first.should()).containsExactly("00:00 4", "08:00 2");
        assertThat(first.is()).containsExactly("00:00 4", "08:00 3");
        assertThat(comparison.meters().get(1).lines()).allMatch(ParameterComparisons.Line::same);
        assertThat(comparisons().byBatch(new Scope(spine.company + 1), comparison.batchId())).as("another company sees nothing").isEmpty();
    }

    @Test
    void onlyWhatDiffersIsWrittenWithAllRowsOfTheMetersTableAndReadBack() {
        for (int meter : List.of(spine.meter, spine.otherMeter)) {
            spine.wiring.bean(MeterPasswords.class).keepForMeter(meter, spine.company, 4, "123456");
        }
        long compared = compared();
        List<Long> batches = comparisons().write(ADMIN, compared, "wrong tariff");
        assertThat(batches).hasSize(1);
        List<Long> commands = commands(batches.getFirst());
        assertThat(spine.database.<Integer>list("select meter_id from command where batch_id = ?", row -> row.getInt(1), batches.getFirst()))
                .containsExactly(spine.otherMeter);
        Exchange written = work(commands.getFirst()).getFirst();
        assertThat(Hex.of(Spine.request(written).data())).startsWith("01000104" + "04563412").endsWith("040000" + "020008".repeat(13)).hasSize(108);
        take(written);
        take(spine.wiring.adapter.exchanges.getLast(), Dlt645Frame.itemData(DAY_TABLE, Hex.parse("040000" + "020008".repeat(13))));
        assertThat(spine.database.<String>one("select state from command where id = ?", row -> row.getString(1), commands.getFirst())).isEqualTo("CONFIRMED");
        assertThat(comparisons().byBatch(Scope.ALL, compared).orElseThrow().writes()).isEqualTo(batches);
    }

    @Test
    void whereNothingDiffersNothingIsWrittenAndOperatorsWriteNothing() {
        long batch = comparisons().read(OPERATOR, set, BatchTarget.of(List.of(spine.meter)), "spring check");
        answer(commands(batch).getFirst(), "00200000", "02");
        assertThatThrownBy(() -> comparisons().write(ADMIN, batch, "why not")).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.messageKey()).isEqualTo("refused.nothingDiffers"));
        assertThatThrownBy(() -> comparisons().write(OPERATOR, batch, "why not")).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.kind()).isEqualTo(RefusedException.Kind.FORBIDDEN));
    }

    @Test
    void valuesThatDoNotFitTheirItemAreRefusedBeforeAnythingIsKept() {
        refused("entries", List.of(ParameterEntry.written("04001001", "twenty")));
        refused("entries", List.of(ParameterEntry.written("04001001", "")));
        refused("entries", List.of(ParameterEntry.written("04001001", "1"), ParameterEntry.written("04001001", "2")));
        refused("entries", List.of());
        refused("items", List.of(ParameterEntry.written("nonsense", "1")));
        assertThat(sets().list(Scope.ALL, 10)).hasSize(1);
    }

    private void refused(String field, List<ParameterEntry> entries) {
        assertThatThrownBy(() -> sets().save(ADMIN, null, new ParameterSets.Definition(spine.company, "Other", "DLT645_2007", "", entries)))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.field()).isEqualTo(field));
    }
}
