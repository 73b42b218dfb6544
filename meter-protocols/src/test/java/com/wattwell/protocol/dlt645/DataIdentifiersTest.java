package com.wattwell.protocol.dlt645;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.ItemValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataIdentifiersTest {

    @ParameterizedTest
    @CsvSource({"DLT645_2007, 872, 38484", "DLT645_1997, 336, 1369"})
    void theTableHasEveryPatternOnceAndEveryIdentifierFindsItsOwn(Edition edition, int patterns, int identifiers) {
        DataIdentifiers table = edition.identifiers();
        Set<Integer> codes = new HashSet<>();
        for (IdentifierRow row : table.rows()) {
            row.forEach(code -> {
                assertThat(codes.add(code)).as("%08X is in one pattern only", code).isTrue();
                DataIdentifier identifier = table.of(code);
                assertThat(identifier.known()).isTrue();
                assertThat(identifier.nameEn()).isEqualTo(row.nameEn());
                assertThat(identifier.item()).isEqualTo(("%0" + 2 * edition.identifierLength() + "X").formatted(code));
            });
        }
        assertThat(table.rows()).hasSize(patterns);
        assertThat(codes).hasSize(identifiers);
    }

    @Test
    void everyFormatOfTheTableIsOneWeKnow() {
        assertThat(DataIdentifiers.of2007().rows()).filteredOn(row -> !row.format().matches("composite|bytes|profile|item:.*"))
                .allSatisfy(row -> assertThat(row.layout()).as(row.pattern()).isNotEqualTo(Layout.BYTES));
        assertThat(DataIdentifiers.of2007().rows()).filteredOn(row -> row.length().matches("\\d+"))
                .filteredOn(row -> row.layout().fixedLength() != 0)
                .allSatisfy(row -> assertThat(row.layout().fixedLength()).as(row.pattern())
                        .isEqualTo(Integer.parseInt(row.length())));
    }

    @Test
    void anIdentifierKnowsItsNamesUnitAndAccess() {
        DataIdentifier voltage = DataIdentifiers.of2007().of(0x02010100);

        assertThat(voltage.nameEn()).isEqualTo("phase A voltage");
        assertThat(voltage.nameZh()).isEqualTo("A相电压");
        assertThat(voltage.unit()).isEqualTo("V");
        assertThat(voltage.format()).isEqualTo("XXX.X");
        assertThat(voltage.fixedLength()).isEqualTo(2);
        assertThat(voltage.readable()).isTrue();
        assertThat(voltage.writable()).isFalse();
        assertThat(DataIdentifiers.of2007().of(0x04000101).writable()).isTrue();
        assertThat(DataIdentifiers.of2007().of(0x04000C01).readable()).isFalse();
        assertThat(DataIdentifiers.of2007().of(0x04000C01).secret()).isTrue();
    }

    /** data, low byte first → item, value, unit. */
    @ParameterizedTest(name = "{0} {1} is {2} {3}")
    @CsvSource(nullValues = "absent", delimiter = '|', textBlock = """
            # the sign bit belongs only to items that have one: forward energy goes up to 999999.99
            00010000 | 99999999     | 999999.99     | kWh
            00010000 | 00000080     | 800000.00     | kWh
            00000000 | 93570789     | -90757.93     | kWh
            00000000 | 93570709     | 90757.93      | kWh
            02020100 | 975589       | -95.597       | A
            02030000 | 333984       | -4.3933       | kW
            02060000 | 5787         | -0.757        | ''
            02060000 | 0010         | 1.000         | ''
            02800007 | 6083         | -36.0         | degC
            02800003 | 000080       | 0.0000        | kW
            02070100 | 0036         | 360.0         | deg
            # all FF: the meter does not have it
            02010100 | FFFF         | absent        | V
            02020100 | FFFFFF       | absent        | A
            00010000 | FFFFFFFF     | absent        | kWh
            04000402 | FFFFFFFFFFFF | absent        | ''
            04000101 | FFFFFFFF     | absent        | ''
            04000409 | FFFFFF       | absent        | imp/kWh
            # a digit above 9 or a length of its own refuses the number, not the frame
            00010000 | 0E000000     | 0E000000      | kWh
            02010100 | 44332211     | 44332211      | V
            02800007 | 608300       | 608300        | degC
            02020100 | 9755F9       | -795.597      | A
            02020100 | 97555A       | 97555A        | A
            # texts travel backwards too
            04000404 | 56302E303232 | 220.0V        | ''
            04000407 | 00302E32     | 2.0           | ''
            04000407 | 302E3220     | 2.0           | ''
            04000407 | 00000000     | ''            | ''
            04000407 | 01302E32     | 01302E32      | ''
            04000101 | 06291218     | 18122906      | ''
            04000102 | 325318       | 185332        | ''
            04000102 | 3253AA       | 3253AA        | ''
            04000402 | 185560060000 | 000006605518  | ''
            04000B01 | 0001         | 0100          | ''
            04000503 | 5202         | 0252          | ''
            04000902 | FF           | FF            | ''
            0280000A | 21489746     | 46974821      | min
            04000306 | 000300       | 300           | ''
            02800020 | 65140000     | 0.1465        | yuan/kWh
            # what the table has not, or nobody takes apart, comes back as it came
            0A020000 | 0102FF       | 0102FF        | ''
            04060AFF | 0102         | 0102          | ''
            """)
    void aValueIsReadAsItsItemSays(String item, String data, String value, String unit) {
        assertThat(decode(item, data)).containsExactly(item + " = " + (value == null ? "absent" : value)
                + (unit.isEmpty() ? "" : " " + unit));
    }

    @Test
    void aBlockIsTakenApartIntoItsItems() {
        assertThat(decode("0001FF00", "9414020004530000")).containsExactly("00010000 = 214.94 kWh", "00010100 = 53.04 kWh");
        assertThat(decode("000100FF", "9414020004530000")).containsExactly("00010000 = 214.94 kWh", "00010001 = 53.04 kWh");
        assertThat(decode("0001FF03", "9414020004530000")).containsExactly("00010003 = 214.94 kWh", "00010103 = 53.04 kWh");
        assertThat(decode("040501FF", "6514000000100000")).containsExactly("04050101 = 0.1465 yuan/kWh", "04050102 = 0.1000 yuan/kWh");
    }

    @Test
    void aBlockOfPhasesBeginsWithTheTotalOnlyWhereThereIsOne() {
        assertThat(decode("0201FF00", "012202220322"))
                .containsExactly("02010100 = 220.1 V", "02010200 = 220.2 V", "02010300 = 220.3 V");
        assertThat(decode("0203FF00", "678302011689430801FFFFFF")).containsExactly("02030000 = 2.8367 kW",
                "02030100 = -9.1601 kW", "02030200 = 1.0843 kW", "02030300 = absent kW");
    }

    @Test
    void aDemandComesWithItsTime() {
        assertThat(decode("01010000", "4593612600110521"))
                .containsExactly("01010000 = 61.9345 kW", "01010000.time = 2105110026");
        assertThat(decode("0101FF00", "45936126001105214593612600110521")).containsExactly("01010000 = 61.9345 kW",
                "01010000.time = 2105110026", "01010100 = 61.9345 kW", "01010100.time = 2105110026");
    }

    @Test
    void blocksOfUnlikeItemsAreTakenApartToo() {
        assertThat(decode("0504FF01", "13101904262114502787664377")).containsExactly("05040001 = 2604191013",
                "05040101 = 275014.21 kWh", "05040201 = 774366.87 kWh");
        assertThat(decode("040005FF", "4007F5028F0668002308D20E7F01" + "01020304")).hasSize(8)
                .startsWith("04000501 = 0740").endsWith("04000507 = 017F", "04000508 = 04030201");
    }

    @Test
    void valuesWithoutIdentifiersOfTheirOwnAreCounted() {
        assertThat(decode("05060101", "1878776903174980"))
                .containsExactly("05060101#0 = 697778.18 kWh", "05060101#1 = 804917.03 kWh");
        assertThat(decode("05060901", "4593612600110521"))
                .containsExactly("05060901#0 = 61.9345 kW", "05060901#0.time = 2105110026");
        assertThat(decode("03110001", "202819230630430219090121"))
                .containsExactly("03110001#0 = 300623192820", "03110001#1 = 210109190243");
        assertThat(decode("03050000", "010000600000")).containsExactly("03050000#0 = 1 times", "03050000#1 = 60 min");
        assertThat(decode("03010000", "010000600000".repeat(3))).hasSize(6)
                .endsWith("03010000#4 = 1 times", "03010000#5 = 60 min");
        assertThat(decode("05061001", "000001".repeat(8))).startsWith("05061001#0 = 1.0000 kW")
                .endsWith("05061001#7 = 1.0000 kvar");
    }

    @Test
    void aBlockThatDoesNotEndAtAnItemIsNotTakenApart() {
        assertThat(decode("0001FF00", "94140200045300")).containsExactly("0001FF00 = 94140200045300");
        assertThat(decode("0101FF00", "45936126")).containsExactly("0101FF00 = 45936126");
        assertThat(decode("0201FF00", "01220222032204")).hasSize(1);
        assertThat(decode("0201FF00", "0122022203220422")).hasSize(1);
        assertThat(decode("05060101", "187877")).containsExactly("05060101 = 187877");
    }

    @Test
    void aFreezeBlockWhoseItemsDependOnTheMeterIsNotTakenApart() {
        assertThat(decode("0506FF01", "0000010101" + "18787769")).hasSize(1);
    }

    @Test
    void noDataAreNoValues() {
        assertThat(decode("00010000", "")).isEmpty();
        assertThat(decode("0001FF00", "")).isEmpty();
    }

    @Test
    void aLineThatIsNoneOfTheTableIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> IdentifierRow.of(List.of("00010000", "a", "b", "4")))
                .withMessageContaining("expected 7 columns, found 4");
    }

    private static List<String> decode(String item, String data) {
        return DataIdentifiers.of2007().of(Integer.parseUnsignedInt(item, 16)).decode(Hex.parse(data)).stream()
                .map(DataIdentifiersTest::told).toList();
    }

    private static String told(ItemValue value) {
        String told = value.absent() ? "absent" : value.number() == null ? value.text() : value.number().toPlainString();
        return value.item() + " = " + told + (value.unit().isEmpty() ? "" : " " + value.unit());
    }
}
