package com.wattwell.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterEntryTest {

    @Test
    void rowsOfATariffTableAreWrittenAsPeopleWriteThem() {
        ParameterEntry day = ParameterEntry.written("04010001", "00:00 4\n8:00 2\n\n120003\n");
        assertThat(day.values()).containsExactly("000004", "080002", "120003");
        assertThat(day.text()).isEqualTo("00:00 4\n08:00 2\n12:00 3");
        assertThat(ParameterEntry.written("04010000", "5-01 1\n10-15 2").values()).containsExactly("050101", "101502");
        assertThat(ParameterEntry.written("04001001", " 20.5 ").values()).containsExactly("20.5");
    }

    @Test
    void aTableThatAMeterFilledUpWithItsLastRowIsTheSameTable() {
        ParameterEntry day = ParameterEntry.written("04010001", "00:00 4\n08:00 2");
        assertThat(day.same(List.of("000004", "080002", "080002", "080002"))).isTrue();
        assertThat(day.same(List.of("000004", "080003", "080003", "080003"))).isFalse();
        assertThat(day.same(List.of("000004"))).isFalse();
        assertThat(day.filled(14)).as("all that a meter has").hasSize(14).endsWith("080002", "080002");
        assertThat(day.filled(4)).containsExactly("000004", "080002", "080002", "080002");
        assertThat(ParameterEntry.shown("04010001", List.of("000004", "080002", "080002"))).containsExactly("00:00 4", "08:00 2");
    }

    @Test
    void numbersAreTheSameByTheirValueAndWhatIsNoNumberByItsText() {
        assertThat(ParameterEntry.written("04001001", "20").same(List.of("20.00"))).isTrue();
        assertThat(ParameterEntry.written("04001001", "20").same(List.of("20.01"))).isFalse();
        assertThat(ParameterEntry.written("04000403", "ROOM 5").same(List.of("ROOM 5"))).isTrue();
        assertThat(ParameterEntry.written("04000403", "ROOM 5").same(List.of(""))).isFalse();
        assertThat(ParameterEntry.written("040501FF", "0.5\n0.6").same(List.of("0.5000", "0.6000", "0.7000"))).as("a price more").isFalse();
    }
}
