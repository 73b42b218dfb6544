package com.wattwell.protocol.dlt645;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.dlt645.Field.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the columns of the identifier table become. */
class LayoutTest {

    /** format, length, unit → the first field. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            ±XX.XXXX                | 3       | kW        | NUMBER | 3 | 4 | true  | kW
            XXXXXX.XX               | 4       | kWh       | NUMBER | 4 | 2 | false | kWh
            XXX                     | 2       | V         | NUMBER | 2 | 0 | false | V
            NNNN                    | 2       | min       | NUMBER | 2 | 0 | false | min
            NNNNNNN.N               | 4       | kWh       | NUMBER | 4 | 1 | false | kWh
            XXXXXXXX                | 4       | min       | NUMBER | 4 | 0 | false | min
            NNNNNNNN                | 4       | ''        | CODE   | 4 | 0 | false | ''
            NNNNNNNN                | 4 (5)   | ''        | CODE   | 0 | 0 | false | ''
            NNNNNNNNNNNN            | 6       | ''        | CODE   | 6 | 0 | false | ''
            YYMMDDWW                | 4       | ''        | DIGITS | 4 | 0 | false | ''
            hhmmNN                  | 3*14    | ''        | DIGITS | 3 | 0 | false | ''
            XX.XXXX + YYMMDDhhmm    | 8       | kW        | NUMBER | 3 | 4 | false | kW
            (XXXXXX,XXXXXX)*3       | 18      | times,min | NUMBER | 3 | 0 | false | times
            ASCII                   | 32      | ''        | ASCII  | 0 | 0 | false | ''
            bitfield                | 2       | ''        | BITS   | 2 | 0 | false | ''
            bitfield                | 14 (18) | ''        | BITS   | 0 | 0 | false | ''
            composite               | 131     | ''        | BYTES  | 0 | 0 | false | ''
            bytes                   | 11      | ''        | BYTES  | 0 | 0 | false | ''
            profile                 | x       | ''        | BYTES  | 0 | 0 | false | ''
            item:item-voltage-event | item    | ''        | BYTES  | 0 | 0 | false | ''
            """)
    void aFormatSaysHowTheFirstFieldIsRead(String format, String length, String unit, Kind kind, int bytes, int scale,
            boolean signed, String first) {
        Field field = Layout.of(format, length, unit).fields().getFirst();

        assertThat(field).isEqualTo(new Field(kind, bytes, scale, signed, first, ""));
    }

    /** format, length → fields, bytes of a turn, bytes of the item, whether it repeats and is numbered. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            XXXXXX.XX            | 4       | 1 | 4  | 4  | false | false
            XXXXXX.XX            | 4*(k+1) | 1 | 4  | 0  | true  | true
            XXXXXX.XX            | block   | 1 | 4  | 0  | true  | true
            XX.XXXX + YYMMDDhhmm | 8       | 2 | 8  | 8  | false | false
            XX.XXXX + YYMMDDhhmm | 8*(k+1) | 2 | 8  | 0  | true  | true
            XXXXXX,XXXXXX        | 6       | 2 | 6  | 6  | false | true
            (XXXXXX,XXXXXX)*3    | 18      | 2 | 6  | 0  | true  | true
            YYMMDDhhmmss*2       | 12      | 1 | 6  | 0  | true  | true
            YYMMDDWW,hhmmss      | 7       | 2 | 7  | 7  | false | true
            ASCII                | 32      | 1 | 0  | 0  | false | false
            record:time-set      | 16      | 3 | 16 | 16 | false | true
            """)
    void aFormatSaysWhatATurnHolds(String format, String length, int fields, int turn, int fixed, boolean repeats, boolean numbered) {
        Layout layout = Layout.of(format, length, "");

        assertThat(layout.fields()).hasSize(fields);
        assertThat(layout.turnLength()).isEqualTo(turn);
        assertThat(layout.fixedLength()).isEqualTo(fixed);
        assertThat(layout.repeats()).isEqualTo(repeats);
        assertThat(layout.numbered()).isEqualTo(numbered);
        assertThat(layout.isSingle()).isEqualTo(fields == 1 && !repeats);
        assertThat(layout.hasTimeOfDemand()).isEqualTo(format.contains("+"));
    }

    @Test
    void severalUnitsAreSharedInEqualParts() {
        Layout powers = Layout.of("±XX.XXXX", "3*8", "kW,kvar");
        Field field = powers.fields().getFirst();

        assertThat(powers.unit(field, 0, 8)).isEqualTo("kW");
        assertThat(powers.unit(field, 3, 8)).isEqualTo("kW");
        assertThat(powers.unit(field, 4, 8)).isEqualTo("kvar");
        assertThat(powers.unit(field, 7, 8)).isEqualTo("kvar");
        assertThat(Layout.of("XXXXXX,XXXXXX", "6", "times,min").fields()).extracting(Field::unit).containsExactly("times", "min");
    }

    @Test
    void aFieldOfARecordHasANameAndAKind() {
        assertThat(Layout.field("bits16", "").named("word", "字")).isEqualTo(new Field(Kind.BITS, 2, 0, false, "", "", "word", "字"));
        assertThat(Layout.field("NNNNNNNN", "")).isEqualTo(new Field(Kind.CODE, 4, 0, false, "", ""));
        assertThat(Layout.field("±X.XXX", "")).isEqualTo(new Field(Kind.NUMBER, 2, 3, true, "", ""));
        assertThat(Layout.field("MMDDhh", "")).isEqualTo(new Field(Kind.DIGITS, 3, 0, false, "", ""));
        assertThat(Records.named("time-set").only(1).fields()).singleElement().extracting(Field::nameEn).isEqualTo("time before");
    }
}
