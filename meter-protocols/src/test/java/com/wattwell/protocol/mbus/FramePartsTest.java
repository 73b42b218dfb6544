package com.wattwell.protocol.mbus;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Explanation.Part;
import com.wattwell.protocol.Hex;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of frames one after the other, as people read them: how many, which field, what it means. */
class FramePartsTest {

    private final MbusExplainer explainer = new MbusExplainer();

    @Test
    void framesWithoutUserDataAreTakenApartFromTheirStartToTheirStop() {
        assertThat(parts("E5")).containsExactly("1 single character = acknowledgement");
        assertThat(parts("1040FD3D16")).containsExactly("1 start = short frame", "1 C = SND_NKE from the master",
                "1 A = the meter that is selected", "1 checksum", "1 stop");
        assertThat(parts("680303685301BD1116")).containsExactly("1 start = long frame", "2 L = twice: 3 bytes from C to the last of the data",
                "1 start", "1 C = SND_UD from the master, FCB 0", "1 A = 1", "1 CI = 9600 baud from now on", "1 checksum", "1 stop");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a selection       | 680B0B6853FD5278563412FFFFFFFFB216 | 1 CI = selection of a meter; 8 secondary address = 12345678FFFFFFFF
            a cut selection   | 6805056853FD5278567016 | 1 CI = selection of a meter; 2 user data
            the lowest speed  | 680303685301B80C16 | 1 CI = 300 baud from now on
            a reset           | 6804046853FE5010B116 | 1 CI = application reset; 1 sub-code
            an error          | 68040468080170088116 | 1 CI = application error; 1 error = application too busy
            an alarm          | 68050568080171A1A2BD16 | 1 CI = alarm state; 2 alarm state
            fixed             | 68131368080173785634120A00E97E01000000350100003816 | 1 CI = fixed data; 4 identification = 12345678; 1 access number = 10; \
            1 status = no error; 2 medium and units = Water; 4 counter = Actual value, 0.001 m^3; 4 counter = Actual value, 0.135 m^3
            a short header    | 680C0C6808007A2A0400000113012F2F2316 | 1 CI = variable data, short header; 1 access number = 42; 1 status = power low; \
            2 signature = 0000; 1 DIF = Instantaneous value, storage 0; 1 VIF = Volume in m^3; 1 data = 0.001 m^3; 2 idle filler
            no header         | 680707680801780113011FB516 | 1 CI = variable data, no header; 1 DIF = Instantaneous value, storage 0; \
            1 VIF = Volume in m^3; 1 data = 0.001 m^3; 1 DIF = More records follow
            data are set      | 6806066853FF51017A052316 | 1 CI = data send; 1 DIF = Instantaneous value, storage 0; 1 VIF = Bus Address; 1 data = 5
            a break           | 6811116808017278563412430401072A00000004131F16 | 1 CI = variable data, long header; 4 identification = 12345678; \
            2 manufacturer = ABC; 1 version = 1; 1 medium = Water; 1 access number = 42; 1 status = no error; 2 signature = 0000; \
            2 user data = the telegram ends with byte 20, expected 4 bytes of data from byte 21 on
            """)
    void userDataAreTakenApartFromCiOn(String what, String hex, String expected) {
        List<String> parts = parts(hex);

        assertThat(String.join("; ", parts.subList(5, parts.size() - 2))).isEqualTo(expected);
    }

    private List<String> parts(String hex) {
        return explainer.explain(Hex.parse(hex)).parts().stream().map(FramePartsTest::words).toList();
    }

    private static String words(Part part) {
        return part.to() - part.from() + " " + part.field() + (part.meaning().isEmpty() ? "" : " = " + part.meaning());
    }
}
