package com.wattwell.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ItemEntryTest {

    private static final ItemEntry TARIFFS_OF_DAYS = new ItemEntry("0001[01-3F][01-0C]", "", "", "kWh", true);

    @Test
    void theNumbersInTheOpeningsMakeTheItemAndTheItemGivesThemBack() {
        assertThat(TARIFFS_OF_DAYS.item(2, 12)).isEqualTo("0001020C");
        assertThat(TARIFFS_OF_DAYS.numbersOf("0001020C")).containsExactly(2, 12);
        assertThat(new ItemEntry("901[1-E]", "", "", "kWh", true).item(14)).isEqualTo("901E");
        assertThat(new ItemEntry("9010", "", "", "kWh", true).numbersOf("9010")).isEmpty();
    }

    @Test
    void anItemOutsideTheRangesOrOfAnotherPatternIsNone() {
        assertThat(TARIFFS_OF_DAYS.numbersOf("0001020D")).isNull();
        assertThat(TARIFFS_OF_DAYS.numbersOf("0002020C")).isNull();
        assertThat(new ItemEntry("Time point (date)", "", "", "", true).numbersOf("Time point (date)")).isEmpty();
    }

    @Test
    void aNumberOutsideItsRangeOrTooManyAreRefusedWithTheRange() {
        assertThatThrownBy(() -> TARIFFS_OF_DAYS.item(64, 1)).hasMessage("64 is not 1 to 63");
        assertThatThrownBy(() -> TARIFFS_OF_DAYS.item(1)).hasMessageContaining("2 openings");
    }

    @Test
    void everyReadableEntryOfEveryProtocolEncodesAsARequest() {
        for (MeterProtocol protocol : Protocols.all()) {
            List<ItemEntry> readable = protocol.items().stream().filter(ItemEntry::readable).toList();
            assertThat(readable).as(protocol.name()).hasSizeGreaterThan(10);
            for (ItemEntry entry : readable) {
                String item = entry.item(entry.openings().stream().mapToInt(ItemEntry.Range::last).toArray());
                assertThat(protocol.encode(new MeterRequest.ReadItem("1", item))).as(item).isNotEmpty();
                assertThat(entry.nameEn()).as(item).isNotBlank();
                assertThat(entry.nameZh()).as(item).isNotBlank();
            }
        }
    }
}
