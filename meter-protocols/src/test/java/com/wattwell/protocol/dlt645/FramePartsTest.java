package com.wattwell.protocol.dlt645;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Explanation;
import com.wattwell.protocol.Hex;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A frame byte by byte, as people see it. */
class FramePartsTest {

    @Test
    void everyByteOfAReadReplyHasItsName() {
        Explanation explanation = new Dlt645_2007Protocol().explain(Hex.parse("FEFE6861010000000068910833333433593333338A16"));

        assertThat(explanation.parts()).extracting(part -> part.from() + "-" + part.to() + " " + part.field() + ": " + part.meaning())
                .containsExactly("0-2 wake-up FE: ", "2-3 frame start 68H: ", "3-9 address field A0..A5: 000000000161",
                        "9-10 frame start 68H: ", "10-11 control code C: reply, read data", "11-12 data length L: 8",
                        "12-16 data identifier DI0..DI3: 00010000 current forward active energy, total",
                        "16-20 data 00010000: 0.26 kWh", "20-21 checksum CS: right", "21-22 end 16H: ");
    }

    /** The parts of DATA: bytes, field and meaning. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            2007 | 11 | 00FF0100                           | 4 data identifier DI0..DI3 = 0001FF00 current forward active energy block: total then tariff 1..k
            2007 | 11 | 01000106010222180820               | 4 data identifier DI0..DI3 = 06010001 load profile class 01: block(s) from a given time; request carries N + mmhhDDMMYY; 1 number of blocks N = 01; 5 from mm hh DD MM YY = 2008182202
            2007 | 11 | 0200010605                         | 4 data identifier DI0..DI3 = 06010002 load profile class 01: newest block; 1 number of blocks N = 05
            2007 | 91 | 00FF0202792900FFFFFF               | 4 data identifier DI0..DI3 = 0202FF00 current block (A,B,C); 3 data 02020100 = 2.979 A; 3 data 02020200 = absent
            2007 | 91 | 000101022110FF                     | 4 data identifier DI0..DI3 = 02010100 phase A voltage; 3 data = 2110FF
            2007 | 91 | 0000020A0102                       | 4 data identifier DI0..DI3 = 0A020000; 2 data = 0102
            2007 | 91 | 010C000402184217                   | 4 data identifier DI0..DI3 = 04000C01 password of level 0 (write only; function 18H); 4 secret data =
            2007 | 12 | 0105300301                         | 4 data identifier DI0..DI3 = 03300501 n-th last day-table programming: time 6, operator 4, 16 old tables of 14 x hhmmNN (682 B = needs follow-up frames); 1 frame sequence SEQ = 1
            2007 | B2 | 00FF01000102030405                 | 4 data identifier DI0..DI3 = 0001FF00 current forward active energy block: total then tariff 1..k; 4 piece of the data = ; 1 frame sequence SEQ = 5
            2007 | 93 | 185560060000                       | 6 meter's address = 000006605518
            2007 | 14 | 010B000402184217330081900001       | 4 data identifier DI0..DI3 = 04000B01 monthly settlement day 1; 1 password level PA = 02; 3 password P0 P1 P2 = ; 4 operator code C0..C3 = ; 2 data 04000B01 = 0100
            2007 | 14 | 010B00040218                       | 4 data identifier DI0..DI3 = 04000B01 monthly settlement day 1; 2 data =
            2007 | 15 | 928732897778                       | 6 new address = 787789328792
            2007 | 08 | 493604020928                       | 6 time ss mm hh DD MM YY = 28-09-02 04:36:49
            2007 | 16 | 99999999                           | 4 freeze time mm hh DD MM = at once
            2007 | 16 | 15999999                           | 4 freeze time mm hh DD MM = every hour at minute 15
            2007 | 16 | 30009999                           | 4 freeze time mm hh DD MM = every day at 00:30
            2007 | 16 | 30000199                           | 4 freeze time mm hh DD MM = every month on day 01 at 00:30
            2007 | 16 | 30000112                           | 4 freeze time mm hh DD MM = 12-01 00:30
            2007 | 17 | 08                                 | 1 baud rate word Z = 2400 Bd
            2007 | 97 | 40                                 | 1 baud rate word Z = 19200 Bd
            2007 | 17 | 01                                 | 1 baud rate word Z = no speed: 01
            2007 | 18 | 030C00040218421702882446           | 4 data identifier DI0..DI3 = 04000C03 password of level 2 (write only; function 18H); 1 old password level PA = 02; 3 old password P0 P1 P2 = ; 1 new password level PA = 02; 3 new password P0 P1 P2 =
            2007 | 98 | 02587674                           | 1 password level PA = ; 3 new password P0 P1 P2 =
            2007 | 19 | 0492670933008190                   | 1 password level PA = 04; 3 password P0 P1 P2 = ; 4 operator code C0..C3 =
            2007 | 1A | 04926709                           | 4 data =
            2007 | 1B | 0218421733008190FF003003           | 1 password level PA = 02; 3 password P0 P1 P2 = ; 4 operator code C0..C3 = ; 4 events DI0..DI3 = 033000FF
            2007 | 1C | 02184217330081901A00032507280821   | 1 password level PA = 02; 3 password P0 P1 P2 = ; 4 operator code C0..C3 = ; 1 command N1 = trip; 1 reserved N2 = ; 6 accepted until N3..N8 = 21-08-28 07:25:03
            2007 | 1C | 02184217330081901B                 | 1 password level PA = 02; 3 password P0 P1 P2 = ; 4 operator code C0..C3 = ; 1 command N1 = close permitted
            2007 | 1C | 98184217330081900102030405060708090A0B0C0D0E0F1011121314 | 1 password level PA = 98; 3 password P0 P1 P2 = ; 4 operator code C0..C3 = ; 16 ciphertext of N1..N8 = ; 4 MAC =
            2007 | 1C | 9818421733008190AABB               | 1 password level PA = 98; 3 password P0 P1 P2 = ; 4 operator code C0..C3 = ; 2 ciphertext of N1..N8 =
            2007 | 14 | 03010004980000003300819001020304A1A2A3A4 | 4 data identifier DI0..DI3 = 04000103 max-demand period; 1 password level PA = 98; 3 password P0 P1 P2 = ; 4 operator code C0..C3 = ; 4 ciphertext of the data = ; 4 MAC =
            2007 | 14 | 03010004990000003300819015A1A2A3A4 | 4 data identifier DI0..DI3 = 04000103 max-demand period; 1 password level PA = 99; 3 password P0 P1 P2 = ; 4 operator code C0..C3 = ; 1 data 04000103 = 15 min; 4 MAC =
            2007 | 03 | FF00000733008190C1C2C3C4C5C6C7C801020304050607080100071123200000 | 4 data identifier DI0..DI3 = 070000FF EXT security: identity authentication; request ciphertext1 8 + random1 8 + factor 8; reply random2 4 + ESAM no 8; 4 operator code C0..C3 = ; 8 ciphertext 1 = ; 8 random number 1 = ; 8 dispersion factor =
            2007 | 83 | FF0000079FA19FCF0807060504030201   | 4 data identifier DI0..DI3 = 070000FF EXT security: identity authentication; request ciphertext1 8 + random1 8 + factor 8; reply random2 4 + ESAM no 8; 4 random number 2 = ; 8 ESAM serial number =
            2007 | DC | 0400                               | 2 security error word SERR = ESAM verification failed
            2007 | DC | 04                                 | 1 error word ERR = password error or unauthorised
            2007 | 1D | 00                                 | 1 output = second pulse
            2007 | 9D | 01                                 | 1 output = demand period
            2007 | 1D | 02                                 | 1 output = tariff switch
            2007 | 1D | 03                                 | 1 output =
            2007 | 03 | FF00000733008190AABB               | 4 data identifier DI0..DI3 = 070000FF EXT security: identity authentication; request ciphertext1 8 + random1 8 + factor 8; reply random2 4 + ESAM no 8; 4 operator code C0..C3 = ; 2 data =
            2007 | D1 | 06                                 | 1 error word ERR = no requested data, password error or unauthorised
            2007 | C3 | 0800                               | 2 security error word SERR = identity authentication failed
            2007 | C3 | 0002                               | 2 security error word SERR = close or restore failed
            2007 | 1E | 0102                               | 2 data =
            2007 | 94 | ''                                 | ''
            1997 | 81 | 109000000100                       | 2 data identifier DI0 DI1 = 9010 current forward active energy total; 4 data 9010 = 100.00 kWh
            1997 | 81 | 10900000010055                     | 2 data identifier DI0 DI1 = 9010 current forward active energy total; 4 data 9010 = 100.00 kWh; 1 surplus data =
            1997 | 82 | 1F9000000100                       | 2 data identifier DI0 DI1 = 901F current forward active energy block: total then k tariffs; 4 piece of the data =
            1997 | 83 | 109000000100                       | 2 data identifier DI0 DI1 = 9010 current forward active energy total; 4 data 9010 = 100.00 kWh
            1997 | 81 | 20C004                             | 2 data identifier DI0 DI1 = C020 meter running state word; 1 data C020 = 04: automatic reading, demand by sliding window, battery low
            1997 | 04 | 17C1021842170001                   | 2 data identifier DI0 DI1 = C117 automatic reading date (settlement); 1 password level PA = 02; 3 password P0 P1 P2 = ; 2 data C117 = 0100
            1997 | 0C | 08                                 | 1 baud rate word Z =
            1997 | 0F | 0217471502889823                   | 1 old password level PA = 02; 3 old password P0 P1 P2 = ; 1 new password level PA = 02; 3 new password P0 P1 P2 =
            1997 | 10 | 02184217                           | 1 password level PA = 02; 3 password P0 P1 P2 =
            1997 | C1 | 88                                 | 1 error word ERR = reserved b3, reserved b7
            """)
    void whatStandsInDataHasItsNameAndMeaning(String edition, String control, String data, String parts) {
        Dlt645Protocol protocol = edition.equals("1997") ? new Dlt645_1997Protocol() : new Dlt645_2007Protocol();
        byte[] frame = new Dlt645Frame("000006605518", Integer.parseInt(control, 16), Hex.parse(data)).encode();

        assertThat(protocol.explain(frame).parts().stream()
                .filter(part -> part.from() >= FrameProbe.DATA_AT && part.to() <= frame.length - 2)
                .map(part -> part.to() - part.from() + " " + part.field() + " = " + part.meaning())
                .collect(Collectors.joining("; ")).strip()).isEqualTo(parts);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            9C | reply, relay/alarm/keep-power control
            D1 | abnormal reply, read data
            B1 | reply, read data, more follows
            11 | request, read data
            1F | request, vendor/undefined 1F
            """)
    void theControlCodeIsSaidInWords(String control, String meaning) {
        byte[] frame = new Dlt645Frame("AAAAAAAA5518", Integer.parseInt(control, 16), new byte[0]).encode();

        assertThat(new Dlt645_2007Protocol().explain(frame).parts()).extracting(Explanation.Part::meaning)
                .contains(meaning, "AAAAAAAA5518, wildcard");
    }
}
