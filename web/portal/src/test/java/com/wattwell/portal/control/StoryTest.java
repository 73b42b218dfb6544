package com.wattwell.portal.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.control.CommandKind;
import com.wattwell.control.CommandQueries;
import com.wattwell.control.CommandState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoryTest {

    private static final Instant NOW = Instant.parse("2026-05-10T10:00:00Z");

    @Test
    void onlyTheLastStepOfAnEndedCommandSaysHowItEnded() {
        Story failed = story(CommandState.FAILED, null);
        Story open = story(CommandState.SENT, null);

        assertThat(failed.tone(0)).isEqualTo("done");
        assertThat(failed.tone(1)).isEqualTo("bad");
        assertThat(failed.isOpen()).isFalse();
        assertThat(open.tone(1)).isEqualTo("done");
        assertThat(open.getTone()).isEqualTo("busy");
        assertThat(open.isOpen()).isTrue();
    }

    @Test
    void theValuesOfAReadingAreShownAndWhatTheMeterHasNot() {
        Story read = story(CommandState.CONFIRMED, """
                [{"item": "00010000", "nameEn": "Energy", "nameZh": "电能", "unit": "kWh", "value": "12.50"},
                 {"item": "02010200", "nameEn": "Voltage B", "nameZh": "B相电压", "unit": "V", "value": null}]""");

        assertThat(read.values()).extracting(Story.Value::value).containsExactly("12.50", null);
        assertThat(story(CommandState.CONFIRMED, null).values()).isEmpty();
        assertThat(story(CommandState.CONFIRMED, "{}").values()).isEmpty();
    }

    private static Story story(CommandState state, String result) {
        CommandQueries.Row row = new CommandQueries.Row(1, 1, 1, "000000000001", "Flat", null, CommandKind.READ, List.of(), null, null, "li",
                NOW, NOW.plusSeconds(60), state, 1, result, null, null, null, false);
        return Story.of(row, List.of(new CommandQueries.Event(NOW, CommandState.WAITING, "waiting.ordered|li"), new CommandQueries.Event(NOW, state, "x")));
    }
}
