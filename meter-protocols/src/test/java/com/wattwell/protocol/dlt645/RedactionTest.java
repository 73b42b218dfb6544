package com.wattwell.protocol.dlt645;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {

    private final MeterProtocol protocol = new Dlt645_2007Protocol();

    /** Level and password become 00 on the wire, which is CD once 33H is taken off. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            control             | 68928732897778681C10354B754A6633B4C34D3336583A5B3B544016 | CDCDCDCD330081901A00032507280821
            write               | 6892873289777868140E343E3337354B754A6633B4C333344716     | 010B0004CDCDCDCD330081900001
            change password     | 6892873289777868180C363F3337354B754A35BB57799516         | 030C0004CDCDCDCDCDCDCDCD
            password changed    | 68928732897778689804358BA9A73F16                         | CDCDCDCD
            clear demand        | 6892873289777868190837C59A3C6633B4C39616                 | CDCDCDCD33008190
            clear meter         | 68928732897778681A08354B754A6633B4C30416                 | CDCDCDCD33008190
            clear events        | 68928732897778681B0C354B754A6633B4C332323232D116         | CDCDCDCD33008190FFFFFFFF
            """)
    void passwordsAreTakenOutAndTheRestStays(String what, String hex, String data) {
        byte[] clean = protocol.redact(Hex.parse("FEFE" + hex));

        assertThat(clean).hasSize(2 + hex.length() / 2);
        assertThat(Hex.of(Dlt645Frame.parse(clean).data())).isEqualTo(data);
        assertThat(Dlt645Frame.parse(clean).address()).isEqualTo("787789328792");
    }

    @Test
    void aFrameWithoutSecretsStaysAsItIs() {
        for (String hex : new String[] {"FEFEFEFE6818556006000068910833333433C66335339A16", "689287328977786894002716",
                "6892873289777868DC0137A716", "", "FE", "474554202F"}) {
            assertThat(Hex.of(protocol.redact(Hex.parse(hex)))).isEqualTo(hex);
        }
    }

    @Test
    void keysAndAuthenticationAreTakenOut() {
        byte[] clean = protocol.redact(Hex.parse("689287328977786803203233333A6633B4C38E339B7F745DE7BD6428225DCE3C93089561149D460630833E16"));

        assertThat(Hex.of(Dlt645Frame.parse(clean).data())).isEqualTo("FF00000733008190" + "CD".repeat(24));
    }

    @Test
    void aBrokenEchoOfACommandLosesItsPasswordToo() {
        // Wrong checksum, and a frame that ends in the middle of the password.
        assertThat(Hex.of(protocol.redact(Hex.parse("68928732897778681C10354B754A6633B4C34D3336583A5B3B544116"))))
                .isEqualTo("68928732897778681C10000000006633B4C34D3336583A5B3B540016");
        assertThat(Hex.of(protocol.redact(Hex.parse("00FF68928732897778681C10354B"))))
                .isEqualTo("00FF68928732897778681C100000");
    }

    @Test
    void severalFramesInOneBufferAreAllCleaned() {
        String command = "68928732897778681A08354B754A6633B4C30416";
        String clean = Hex.of(protocol.redact(Hex.parse(command)));

        assertThat(Hex.of(protocol.redact(Hex.parse("FE" + command + "00" + command)))).isEqualTo("FE" + clean + "00" + clean);
    }

    @Test
    void theBytesHandedInAreNotChanged() {
        byte[] frame = Hex.parse("68928732897778681A08354B754A6633B4C30416");

        protocol.redact(frame);

        assertThat(Hex.of(frame)).isEqualTo("68928732897778681A08354B754A6633B4C30416");
    }
}
