package com.wattwell.protocol.dlt645;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Hex;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameDescriptionTest {

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            68AAAAAAAAAAAA681300DF16                                   | to any meter: read address
            681855600600006893064B88933933334116                       | from 000006605518: read address = 000006605518
            6818556006000068D10135AA16                                 | from 000006605518: read data refused: no requested data
            68090051050326689100E916                                   | from 260305510009: read data answered without data
            689999999999996808067C6937353C5B5C16                       | to every meter: broadcast time 28-09-02 04:36:49
            68928732897778689C002F16                                   | from 787789328792: relay/alarm/keep-power control accepted
            6892873289777868DC0137A716                                 | from 787789328792: relay/alarm/keep-power control refused: password error or unauthorised
            68928732897778681C10354B754A6633B4C34D3336583A5B3B544016   | to 787789328792: relay/alarm/keep-power control trip, level 02, accepted until 21-08-28 07:25:03
            6814949270500468000535136464644716                         | to 045070929414: vendor/undefined 00
            6861010000000068910833333433593333338B16                   | not a DL/T 645-2007 frame: byte 18 is 8B, expected the checksum 8A
            474554202F                                                 | not a DL/T 645-2007 frame: byte 0 is 47, expected 68
            """)
    void oneLineSaysWhatAFrameMeans(String hex, String line) {
        assertThat(new Dlt645_2007Protocol().describe(Hex.parse(hex))).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource({"68928732897778681C10354B754A6633B4C34D3336583A5B3B544016", "6892873289777868140E343E3337354B754A6633B4C333344716",
            "6892873289777868180C363F3337354B754A35BB57799516", "68928732897778681A08354B754A6633B4C30416"})
    void aPasswordNeverStandsInIt(String hex) {
        assertThat(new Dlt645_2007Protocol().describe(Hex.parse(hex))).doesNotContain("184217").doesNotContain("174218")
                .doesNotContain("587674").doesNotContain("33008190").doesNotContain("90810033");
    }
}
