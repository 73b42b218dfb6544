package com.wattwell.protocol.dlt645;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.protocol.Checksum;
import com.wattwell.protocol.Explanation;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.ResourceTable;
import com.wattwell.protocol.StateBit;
import com.wattwell.protocol.UnsupportedRequestException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Event records, load-profile blocks and bit words. */
class RecordsTest {

    /** A-D7-158: one block of class 1, the other classes not stored. */
    private static final String PROFILE = "A0A01C12141303304822402216227101001385004237009849AAAAAAAAAAAA2CE5";

    @Test
    void aRecordIsAsLongAsTheIdentifierTableSays() {
        assertThat(DataIdentifiers.of2007().rows()).filteredOn(row -> row.format().startsWith("record:")).hasSizeGreaterThan(60)
                .allSatisfy(row -> assertThat(row.layout().turnLength()).as(row.pattern()).isEqualTo(row.width()));
    }

    @Test
    void aSingleItemOfARecordIsItsField() {
        assertThat(decode(0x10010101, "032507280821")).containsExactly("start = 210828072503");
        assertThat(decode(0x10010A01, "0120")).containsExactly("phase A voltage = 200.1 V");
        assertThat(decode(0x10012501, "032507280821")).containsExactly("end = 210828072503");
        assertThat(decode(0x16001201, "123400")).containsExactly("greatest unbalance = 34.12 %");
        assertThat(decode(0x1D000201, "33008190")).containsExactly("operator code = 90810033");
    }

    @Test
    void anEventIsItsFieldsInTheirOrder() {
        assertThat(decode(0x03050001, "010203040526" + "001000" + "060708090A26")).hasSize(3)
                .startsWith("start = 260504030201", "current = 1.000 A");
        assertThat(decode(0x03300401, "33008190" + "010203040526" + "FFFFFFFFFFFF"))
                .containsExactly("operator code = 90810033", "time before = 260504030201", "time after = absent");
        assertThat(decode(0x03300901, "010203040526" + "33008190" + "05"))
                .containsExactly("time = 260504030201", "operator code = 90810033", "word before = 05");
        assertThat(decode(0x1D00FF01, "010203040526" + "33008190" + "01000000".repeat(6))).hasSize(8)
                .contains("quadrant IV reactive energy = 0.01 kvarh");
    }

    @Test
    void aRecordOfAnotherLengthIsNotTakenApart() {
        assertThat(decode(0x03300501, "00".repeat(53))).hasSize(1);
        assertThat(decode(0x03010101, "00".repeat(130))).hasSize(1);
    }

    @Test
    void anUnknownRecordIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Records.named("x")).withMessage("no record is named 'x'");
    }

    @Test
    void aLoadProfileBlockIsItsTimeAndTheClassesThatAreStored() {
        assertThat(decode(0x06010001, PROFILE)).containsExactly("time = 3003131412", "phase A voltage = 224.8 V",
                "phase B voltage = 224.0 V", "phase C voltage = 221.6 V", "phase A current = 0.171 A",
                "phase B current = 8.513 A", "phase C current = 3.742 A", "frequency = 49.98 Hz");
    }

    @Test
    void severalBlocksStandBehindEachOther() {
        assertThat(decode(0x06000002, PROFILE + PROFILE)).hasSize(16);
        List<ItemValue> values = DataIdentifiers.of2007().of(0x06000002).decode(Hex.parse(PROFILE + PROFILE));
        assertThat(values.get(8).item()).isEqualTo("06000002#8");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            wrong checksum         | A0A01C12141303304822402216227101001385004237009849AAAAAAAAAAAA2DE5
            wrong end              | A0A01C12141303304822402216227101001385004237009849AAAAAAAAAAAA2CE6
            wrong head             | A0A11C12141303304822402216227101001385004237009849AAAAAAAAAAAA2DE5
            length beyond the data | A0A0FF12141303304822402216227101001385004237009849AAAAAAAAAAAA0FE5
            no time                | A0A000'SUM'E5
            a cut time             | A0A00412141303'SUM'E5
            a class is cut         | A0A00712141303304822'SUM'E5
            the last AA is missing | A0A00A1214130330AAAAAAAAAA'SUM'E5
            one byte               | A0
            a byte behind it       | A0A01C12141303304822402216227101001385004237009849AAAAAAAAAAAA2CE500
            """)
    void aBlockThatIsBrokenIsGivenAsItCame(String what, String given) {
        byte[] head = Hex.parse(given.replaceAll("'SUM'.*", ""));
        String data = given.replace("'SUM'", Hex.of(Checksum.of(head, 0, head.length)));
        assertThat(decode(0x06010001, data)).singleElement().asString().endsWith(" = " + data);
    }

    @Test
    void aBlockIsPutTogetherFromItsValues() {
        List<String> values = new ArrayList<>(Collections.nCopies(30, null));
        List<String> first = List.of("3003131412", "224.8", "224.0", "221.6", "0.171", "8.513", "3.742", "49.98");
        for (int i = 0; i < first.size(); i++) {
            values.set(i, first.get(i));
        }
        DataIdentifier item = DataIdentifiers.of2007().of(0x06010001);

        assertThat(Hex.of(item.encode(values))).isEqualTo(PROFILE);
        assertThatThrownBy(() -> item.encode(first)).isInstanceOf(UnsupportedRequestException.class).hasMessageContaining("30 values a block, not 8");
        values.set(2, "high");
        assertThatThrownBy(() -> item.encode(values)).hasMessage("value 3 of item 06010001 is not a number");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            DLT645_2007 | 04000503 | 5202 | first set of day tables, auxiliary supply, relay open, first set of year zones, relay commanded open, money prepaid, first set of tariff prices, first ladder set
            DLT645_2007 | 04000503 | FFFF | ''
            DLT645_2007 | 04000501 | 0480 | demand by sliding window, clock battery low, clock fault
            DLT645_2007 | 04000504 | 0101 | phase A voltage loss, phase A current break
            DLT645_2007 | 04000507 | 2000 | power down
            DLT645_2007 | 04000601 | 05   | forward added, reverse added
            DLT645_2007 | 04000703 | 08   | 2400 Bd
            DLT645_1997 | C020     | 12   | automatic reading, demand by intervals, active power reversed
            DLT645_1997 | C021     | 04   | phase C failed
            """)
    void aBitWordIsSaidInWords(Edition edition, String item, String raw, String words) {
        DataIdentifier identifier = edition.identifiers().of(Integer.parseUnsignedInt(item, 16));

        assertThat(identifier.hasStateBits()).isTrue();
        assertThat(String.join(", ", identifier.stateBits(Hex.parse(raw)).stream().map(StateBit::nameEn).toList())).isEqualTo(words);
        assertThat(identifier.stateBits(Hex.parse(raw))).allSatisfy(bit -> assertThat(bit.nameZh()).isNotBlank());
    }

    @Test
    void everyBitWordIsAnItemOfATable() {
        for (List<String> cells : ResourceTable.read(Records.class, "dlt645-bits.csv")) {
            boolean older = cells.get(0).startsWith("1997:");
            DataIdentifiers table = older ? DataIdentifiers.of1997() : DataIdentifiers.of2007();
            DataIdentifier identifier = table.of(Integer.parseUnsignedInt(cells.get(0).substring(older ? 5 : 0), 16));
            assertThat(identifier.format()).as(cells.get(0)).isEqualTo("bitfield");
            assertThat(Integer.parseInt(cells.get(1)) + Integer.parseInt(cells.get(2))).isLessThanOrEqualTo(8 * identifier.width());
        }
    }

    @Test
    void factsAndPartsNameFieldsAndBits() {
        Explanation state = new Dlt645_2007Protocol().explain(reply(0x04000503, "5000"));
        assertThat(state.facts().get("bits")).asInstanceOf(InstanceOfAssertFactories.LIST).contains("relay open", "relay commanded open");
        assertThat(state.parts()).anySatisfy(part -> assertThat(part.meaning()).startsWith("0050: ").contains("relay open"));

        Explanation words = new Dlt645_2007Protocol().explain(reply(0x040005FF, "4007F5028F0668002308D20E7F01"));
        assertThat(words.facts().get("bits")).asInstanceOf(InstanceOfAssertFactories.MAP).containsKeys("04000501", "04000507");

        Explanation profile = new Dlt645_2007Protocol().explain(reply(0x06010001, PROFILE));
        assertThat(profile.facts().get("fields")).asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains(Map.of("name", "frequency", "value", "49.98", "unit", "Hz"));
        assertThat(profile.parts()).extracting(Explanation.Part::field).contains("record frame", "phase A voltage");
        assertThat(new Dlt645_2007Protocol().explain(reply(0x06010001, "A0")).facts()).doesNotContainKey("fields");
    }

    /** Found by fuzzing: the answer to a new password that breaks off inside the password. */
    @Test
    void partsEndWhereTheDataEnd() {
        byte[] cut = new Dlt645Frame("000006605518", 0x98, new byte[] {2, 0x58}).encode();

        assertThat(new Dlt645_2007Protocol().explain(cut).parts()).extracting(Explanation.Part::to).isSorted().last().isEqualTo(cut.length);
    }

    private static byte[] reply(int item, String data) {
        return new Dlt645Frame("000006605518", 0x91, Dlt645Frame.itemData(item, Hex.parse(data))).encode();
    }

    private static List<String> decode(int item, String data) {
        return DataIdentifiers.of2007().of(item).decode(Hex.parse(data)).stream().map(value -> value.nameEn() + " = "
                + (value.absent() ? "absent" : value.number() == null ? value.text() : value.number().toPlainString())
                + (value.unit().isEmpty() ? "" : " " + value.unit())).toList();
    }
}
