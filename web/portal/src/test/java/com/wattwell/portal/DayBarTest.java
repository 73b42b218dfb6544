package com.wattwell.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.portal.parameters.DayBar;
import java.util.List;
import org.junit.jupiter.api.Test;

class DayBarTest {

    @Test
    void theDayIsFilledFromMidnightToMidnightAndWhatIsBeforeTheFirstRowIsTheLastOneOfTheDayBefore() {
        assertThat(DayBar.of(List.of("08:00 2", "22:30 4")).segments()).containsExactly(new DayBar.Segment(4, 0, 480, "00:00–08:00"),
                new DayBar.Segment(2, 480, 870, "08:00–22:30"), new DayBar.Segment(4, 1350, 90, "22:30–24:00"));
    }

    @Test
    void rowsThatMakeNoDayMakeNoPicture() {
        assertThat(DayBar.of(List.of()).segments()).isEmpty();
        assertThat(DayBar.of(List.of("25:00 1")).segments()).isEmpty();
        assertThat(DayBar.of(List.of("08:00 1", "07:00 2")).segments()).isEmpty();
        assertThat(DayBar.of(List.of("nonsense")).segments()).isEmpty();
    }
}
