package com.wattwell.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceTableTest {

    @Test
    void remarksAndTheNamesOfColumnsAreNoRowsAndQuotesHoldACommaTogether() {
        assertThat(ResourceTable.read(ResourceTableTest.class, "table.csv"))
                .containsExactly(List.of("1", "one", ""), List.of("2", "two, or a pair", "二"));
    }

    @Test
    void aRowThatIsCutIsRefused() {
        assertThatThrownBy(() -> ResourceTable.read(ResourceTableTest.class, "cut.csv")).isInstanceOf(IllegalStateException.class)
                .hasMessage("cut.csv: expected 2 columns, found 1 in: 2");
    }

    @Test
    void aTableThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ResourceTable.read(ResourceTableTest.class, "none.csv")).isInstanceOf(IllegalStateException.class)
                .hasMessage("resource none.csv is missing");
    }
}
