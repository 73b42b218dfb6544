package com.wattwell.protocol.mbus;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Hex;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataFieldTest {

    /** EN 13757-3, LVAR: texts, numbers of both signs, binary; beyond F6 nothing. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"00, 0", "BF, 191", "C0, 0", "CF, 15", "D0, 0", "DF, 15", "E0, 0", "EF, 15", "F0, 16", "F4, 32", "F5, 48", "F6, 64", "F7, -1", "FF, -1"})
    void theFirstByteOfVariableDataTellsTheirLength(String lvar, int length) {
        assertThat(DataField.variableLength(Integer.parseInt(lvar, 16))).isEqualTo(length);
    }

    /** Where fewer than eight bytes stand in front of a number, as where its bytes were turned. */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"01, 1", "FF, -1", "0080, invalid", "0180, -32767", "010203, 197121", "FFFFFF, -1", "FFFFFFFFFF7F, 140737488355327",
        "FEFFFFFFFFFFFFFF, -2", "0000000000000080, invalid"})
    void numbersOfEveryLengthAreReadFromTheVeryStartOfAnArray(String hex, String value) {
        byte[] bytes = Hex.parse(hex);
        Object read = DataField.read(coding(bytes.length), VifTable.afterFd(0x3A), bytes, 0, bytes.length);

        assertThat(read instanceof Absence absence ? absence.reason() : read.toString()).isEqualTo(value);
    }

    private static int coding(int length) {
        return length == 8 ? 7 : length == 6 ? 6 : length;
    }
}
