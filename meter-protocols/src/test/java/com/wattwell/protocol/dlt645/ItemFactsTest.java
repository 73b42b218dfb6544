package com.wattwell.protocol.dlt645;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Hex;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The value of an item as the command line prints it, beyond the published rows. */
class ItemFactsTest {

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # numbers
            00010000 | 99999999                     | 999999.99
            00010000 | FFFFFFFF                     | -
            00010000 | 0E000000                     | {bad_bcd=0000000E}
            02020100 | 975589                       | -95.597
            04000103 | 05                           | 5
            # a length that is not the item's: the digits are there to be seen
            02010100 | 44332211                     | 1122334.4
            02010100 | 44                           | 4.4
            00010000 | 0102030405060708090A         | {bad_bcd=0A090807060504030201}
            00010000 | 01020304050607080910         | hex_wire:01020304050607080910
            # dates, names, texts
            04000101 | 06291218                     | 18122906
            04000101 | FFFFFFFF                     | -
            04000102 | 3253AA                       | {bad_bcd=AA5332}
            04000106 | 3004151026                   | 2610150430
            04000402 | 185560060000                 | 000006605518
            04000404 | 56302E303232                 | 220.0V
            04000404 | FFFFFFFFFFFF                 | -
            # bits and what has no one value
            04000503 | FFFF                         | hex:FFFF
            0506FF01 | 0102                         | hex_wire:0102
            03050001 | 010203040526001000060708090A | hex_wire:010203040526001000060708090A
            10010101 | 010203040526                 | hex_wire:010203040526
            06010001 | A0A0                         | hex_wire:A0A0
            # several of a kind
            0201FF00 | 0122FFFF0322                 | [220.1, null, 220.3]
            0201FF00 | 01220A220322                 | [220.1, {bad_bcd=220A}, 220.3]
            0201FF00 | 012203                       | hex_wire:012203
            01010000 | FFFFFF0000000000             | {demand=null, time_YYMMDDhhmm=0000000000}
            05060901 | 4593612600110521             | [{demand=61.9345, time_YYMMDDhhmm=2105110026}]
            05061001 | 000001000001000001000001000001000001000001000081 | [1.0000, 1.0000, 1.0000, 1.0000, 1.0000, 1.0000, 1.0000, -1.0000]
            03110001 | 202819230630430219090121     | 210109190243300623192820
            03110001 | FFFFFFFFFFFFFFFFFFFFFFFF     | -
            03050000 | 010000600000                 | [1, 60]
            04010001 | 000701000802                 | [010700, 020800]
            040501FF | 65140000                     | [0.1465]
            """)
    void aValueIsPrintedAsItsItemSays(String item, String raw, String value) {
        assertThat(String.valueOf(ItemFacts.value(DataIdentifiers.of2007().of(Integer.parseUnsignedInt(item, 16)), Hex.parse(raw))))
                .isEqualTo(String.valueOf(value));
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            B611 | 2302           | 223
            C01F | 00110425502116 | [25041100, 162150]
            C31F | 0102080400     | [1, 2, 8, 4, 0]
            C32F | 010101020202   | [010101, 020202]
            B01F | 2422270324222703 | [03272224, 03272224]
            C021 | 04             | hex:04
            """)
    void theOlderEditionLikewise(String item, String raw, String value) {
        assertThat(String.valueOf(ItemFacts.value(DataIdentifiers.of1997().of(Integer.parseInt(item, 16)), Hex.parse(raw))))
                .isEqualTo(value);
    }

    @Test
    void theFieldsOfARecordHaveNameValueAndUnit() {
        DataIdentifier loss = DataIdentifiers.of2007().of(0x03050001);

        assertThat(ItemFacts.fields(loss, Hex.parse("010203040526" + "001080" + "FFFFFFFFFFFF"))).hasToString(
                "[{name=start, value=260504030201}, {name=current, value=-1.000, unit=A}, {name=end, value=null}]");
        assertThat(ItemFacts.fields(loss, Hex.parse("01"))).isEmpty();
    }

    @Test
    void aBlockOfBitWordsIsSaidWordByWord() {
        DataIdentifiers table = DataIdentifiers.of2007();

        assertThat(ItemFacts.bits(table.of(0x00010000), Hex.parse("01020304"))).isNull();
        assertThat(ItemFacts.bits(table.of(0x0001FF00), Hex.parse("01020304"))).isNull();
        assertThat(ItemFacts.bits(table.of(0x040005FF), Hex.parse("0400"))).isEqualTo(
                Map.of("04000501", List.of("demand by sliding window", "clock battery low")));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            0202FF00 792900222680FFFFFF     | 0202FF00 current block (A,B,C) = 2.979, -2.622, absent A
            01010000 4593612600110521       | 01010000 current forward active max demand and its time, total = 61.9345 at 2105110026 kW
            04000C01 01020304               | 04000C01 password of level 0 (write only; function 18H)
            0A020000 0102                   | 0A020000 = 0102
            """)
    void aLineForPeopleTellsTheValues(String reply, String told) {
        String[] words = reply.split(" ");
        byte[] frame = new Dlt645Frame("000006605518", 0x91,
                Dlt645Frame.itemData(Integer.parseUnsignedInt(words[0], 16), Hex.parse(words[1]))).encode();

        assertThat(new Dlt645_2007Protocol().describe(frame)).isEqualTo("from 000006605518: read data " + told);
    }
}
