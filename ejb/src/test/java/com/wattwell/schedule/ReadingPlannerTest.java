package com.wattwell.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Protocols;
import com.wattwell.schedule.ReadingPlanner.Asked;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which questions bring what is wanted. */
class ReadingPlannerTest {

    private static final MeterProtocol OF_2007 = Protocols.named("DLT645_2007");
    private static final Map<Short, String> ITEMS = Map.of((short) 1, "00010000", (short) 2, "00010100", (short) 3, "00010200", (short) 21, "02010100", (short) 40, "02030000");

    private static Short[] types(int... ids) {
        return java.util.Arrays.stream(ids).mapToObj(id -> (short) id).toArray(Short[]::new);
    }

    private static List<Asked> questions(boolean blocks, int... wanted) {
        return ReadingPlanner.questions(OF_2007, ITEMS, List.of(types(wanted)), blocks);
    }

    @Test
    void oneValueIsAskedForByItself() {
        assertThat(questions(true, 1)).containsExactly(new Asked("00010000", List.of(types(1))));
    }

    @Test
    void valuesOfOneBlockAreAskedForTogether() {
        assertThat(questions(true, 40, 3, 1, 21, 2)).containsExactly(new Asked("0001FF00", List.of(types(1, 2, 3))), new Asked("02010100", List.of(types(21))),
                new Asked("02030000", List.of(types(40))));
    }

    @Test
    void aModelThatAnswersNoBlocksIsAskedOneByOne() {
        assertThat(questions(false, 1, 2)).containsExactly(new Asked("00010000", List.of(types(1))), new Asked("00010100", List.of(types(2))));
    }

    @Test
    void whatTheModelDoesNotHaveIsPassedOver() {
        assertThat(questions(true, 101, 1)).hasSize(1);
        assertThat(questions(true, 101)).isEmpty();
    }

    @Test
    void aWaterMeterTellsAllWithOneQuestion() {
        Map<Short, String> water = Map.of((short) 101, "Volume", (short) 102, "Volume flow", (short) 103, "Flow temperature");

        assertThat(ReadingPlanner.questions(Protocols.named("MBUS"), water, List.of(types(101, 102, 103)), true)).containsExactly(new Asked("*", List.of(types(101, 102, 103))));
        assertThat(ReadingPlanner.questions(Protocols.named("CJT188"), Map.of((short) 101, "901F.current"), List.of(types(101)), true))
                .containsExactly(new Asked("901F", List.of(types(101))));
    }
}
