package com.wattwell.protocol.cjt188;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.protocol.ItemEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows of the identifier table as they are read from its text. */
class TableRowsTest {

    private static final Map<String, String[]> NAMES = Map.of("current", new String[] {"当前累积", "current total"}, "price", new String[] {"价格", "price"},
            "limit", new String[] {"用量", "limit"}, "st", new String[] {"状态", "status"});

    private static List<String> row(String di, String layout, String reply, String unit, String access) {
        return List.of(di, "名", "name", layout, reply, unit, access, "2004");
    }

    @Test
    void aRowNamesOneIdentifierOrARangeOfThem() {
        ItemRow one = ItemRow.parse(row("901F", "", "", "", "R"), NAMES);
        ItemRow range = ItemRow.parse(row("D1[20-2B]", "", "", "", "R"), NAMES);

        assertThat(one).extracting(ItemRow::first, ItemRow::last, ItemRow::nameZh, ItemRow::nameEn, ItemRow::source, ItemRow::writable)
                .containsExactly(0x901F, 0x901F, "名", "name", "2004", false);
        assertThat(range).extracting(ItemRow::first, ItemRow::last).containsExactly(0xD120, 0xD12B);
        assertThat(one.entry()).isEqualTo(new ItemEntry("901F", "name", "名", "", true));
        assertThat(range.entry()).isEqualTo(new ItemEntry("D1[20-2B]", "name", "名", "", true));
        assertThat(ItemRow.parse(row("A010", "", "", "", "W"), NAMES).entry().readable()).isFalse();
    }

    @Test
    void aLayoutIsItsFieldsWithTheirLengthsAndUnits() {
        Layout layout = ItemRow.parse(row("901F", "current:XXXXXX.XX+U price:XXXX.XX limit:XXXXXX price:XX.XX st:ST", "", "yuan/m3,m3", "R"), NAMES).layout();

        assertThat(layout.length()).isEqualTo(5 + 3 + 3 + 2 + 2);
        assertThat(layout.units()).isEqualTo(1);
        assertThat(layout.fields()).extracting(Field::name).containsExactly("current", "price", "limit", "price", "st");
        assertThat(layout.fields()).extracting(Field::nameZh).startsWith("当前累积", "价格");
        assertThat(layout.fields()).extracting(Field::nameEn).startsWith("current total", "price");
        assertThat(layout.fields()).extracting(Field::unit).as("units are taken in order and again from the first").containsExactly("", "yuan/m3", "m3", "yuan/m3", "");
        assertThat(layout.fields()).extracting(Field::wireLength).containsExactly(5, 3, 3, 2, 2);
        assertThat(layout.fields()).extracting(Field::scale).containsExactly(2, 2, 0, 2, 0);
        assertThat(Layout.parse("", "m3", NAMES).fields()).isEmpty();
        assertThatThrownBy(() -> Layout.parse("flow:XX", "m3", NAMES)).isInstanceOf(IllegalStateException.class).hasMessage("field 'flow' has no names");
    }

    @Test
    void aReplyToAWriteHasALayoutOfItsOwnAndAQuestionHasNone() {
        ItemRow write = ItemRow.parse(row("A010", "price:XX.XX", "st:ST price:XX.XX", "yuan", "W"), NAMES);
        ItemRow read = ItemRow.parse(row("8102", "price:XX.XX", "", "yuan", "R"), NAMES);

        assertThat(write.layout(false).length()).isEqualTo(2);
        assertThat(write.layout(true).length()).isEqualTo(4);
        assertThat(read.layout(true).length()).isEqualTo(2);
        assertThat(read.layout(false).length()).isZero();
    }

    @Test
    void aFieldIsOfTheKindAndLengthThatItsFormatSays() {
        assertThat(List.of("XXXX.XXXX", "NNNNNN", "B", "KKKKKKKK", "ST", "CCYYMMDDhhmmss").stream().map(format -> Field.of("f", "z", "e", format, "u")).toList())
                .extracting(Field::kind, Field::length, Field::scale).containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Field.Kind.NUMBER, 4, 4), org.assertj.core.groups.Tuple.tuple(Field.Kind.CODE, 3, 0),
                        org.assertj.core.groups.Tuple.tuple(Field.Kind.BINARY, 1, 0), org.assertj.core.groups.Tuple.tuple(Field.Kind.SECRET, 8, 0),
                        org.assertj.core.groups.Tuple.tuple(Field.Kind.STATUS, 2, 0), org.assertj.core.groups.Tuple.tuple(Field.Kind.TIME, 7, 0));
        assertThat(Field.of("f", "z", "e", "X.XXX+U", "")).extracting(Field::length, Field::wireLength, Field::scale, Field::unitByte).containsExactly(2, 3, 3, true);
        assertThatThrownBy(() -> Field.of("f", "z", "e", "QQ", "")).isInstanceOf(IllegalArgumentException.class).hasMessage("format 'QQ' of f is unknown");
    }
}
