package com.wattwell.protocol.mbus;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Hex;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records made by hand from the rules of EN 13757-3. */
class RecordReaderTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            int 8                            | 01 13 7B                        | Volume = 0.123 m^3
            int 8, negative                  | 01 5B F6                        | Flow temperature = -10 °C
            int 8, invalid                   | 01 5B 80                        | Flow temperature = invalid
            int 16                           | 02 5A D7 FF                     | Flow temperature = -4.1 °C
            int 16, invalid                  | 02 13 00 80                     | Volume = invalid
            int 24                           | 03 13 FF FF 7F                  | Volume = 8388.607 m^3
            int 24, negative                 | 03 61 FE FF FF                  | Temperature difference = -0.02 K
            int 32                           | 04 06 39 30 00 00               | Energy = 12345000 Wh
            int 32, invalid                  | 04 06 00 00 00 80               | Energy = invalid
            int 48                           | 06 03 00 00 00 00 00 01         | Energy = 1099511627776 Wh
            int 64                           | 07 10 FF FF FF FF FF FF FF 7F   | Volume = 9223372036854.775807 m^3
            int 64, scaled beyond a long     | 07 0F FF FF FF FF FF FF FF 7F   | Energy = 92233720368547758070000000 J
            int 64, invalid                  | 07 10 00 00 00 00 00 00 00 80   | Volume = invalid
            real                             | 05 5B 00 00 AC 41               | Flow temperature = 21.500000 °C
            real, not a number               | 05 5B 00 00 C0 7F               | Flow temperature = invalid
            real, very small                 | 05 FD 5C 6F 12 83 2F            | Current = 0.0000000002384186 A
            BCD 2                            | 09 FD 0E 12                     | Firmware version = 12
            BCD 4                            | 0A 5A 27 02                     | Flow temperature = 22.7 °C
            BCD 4, minus                     | 0A 5A 15 F2                     | Flow temperature = -21.5 °C
            BCD 6                            | 0B 3B 56 34 12                  | Volume flow = 123.456 m^3/h
            BCD 8                            | 0C 14 56 34 12 00               | Volume = 1234.56 m^3
            BCD 12                           | 0E 04 12 90 78 56 34 12         | Energy = 1234567890120 Wh
            BCD, what the display shows      | 0C 2B BD EB DD DD               | Power = DDDDEBBD
            BCD, F in the middle             | 0A 5A F2 01                     | Flow temperature = 01F2
            LVAR text                        | 0D FD 11 05 65 67 6E 61 4C      | Customer = Lange
            LVAR text, empty                 | 0D FD 11 00                     | Customer =
            LVAR BCD                         | 0D 78 C4 78 56 34 12            | Fabrication No = 12345678
            LVAR BCD, negative               | 0D 13 D2 34 12                  | Volume = -1.234 m^3
            LVAR BCD, 20 digits              | 0D 78 CA 90 78 56 34 12 90 78 56 34 12 | Fabrication No = 12345678901234567890
            LVAR BCD, none                   | 0D 78 C0                        | Fabrication No = no data
            LVAR binary                      | 0D 13 E2 39 30                  | Volume = 12.345 m^3
            LVAR binary, 16 bytes            | 0D FD 67 F0 0F 0E 0D 0C 0B 0A 09 08 07 06 05 04 03 02 01 00 | Special supplier information = 000102030405060708090A0B0C0D0E0F
            LVAR BCD, 16 digits              | 0D 78 C8 90 78 56 34 12 90 78 56 | Fabrication No = 5678901234567890
            LVAR BCD, 18 digits, minus       | 0D 78 C9 21 43 65 87 09 21 43 65 F7 | Fabrication No = -76543210987654321
            LVAR negative BCD, 18 digits     | 0D 78 D9 21 43 65 87 09 21 43 65 07 | Fabrication No = -76543210987654321
            LVAR BCD, 18 digits, one is none | 0D 78 C9 21 43 65 87 09 21 43 65 A7 | Fabrication No = A76543210987654321
            LVAR binary, none                | 0D 13 E0                        | Volume = no data
            LVAR binary, flags               | 0D FD 17 E2 FF FF               | Error flags = 65535
            LVAR binary, negative            | 0D 13 E2 FE FF                  | Volume = -0.002 m^3
            LVAR binary, nine bytes          | 0D 13 E9 01 02 03 04 05 06 07 08 09 | Volume = 090807060504030201
            flags of 64 bits                 | 07 FD 17 FF FF FF FF FF FF FF FF | Error flags = 18446744073709551615
            BCD, nine in every place         | 0C 13 99 99 99 99               | Volume = 99999.999 m^3
            corrected by a constant          | 02 93 78 64 00                  | Volume:additive correction constant = 0.101 m^3
            a corrected text stays           | 0D FD 91 79 02 42 41            | Customer:additive correction constant = AB
            type G, the last year of 2000    | 02 6C 01 A1                     | Time point (date) = 2080-01-01
            type G, the first year of 1900   | 02 6C 21 A1                     | Time point (date) = 1981-01-01
            no data                          | 00 13                           | Volume = no data
            selection                        | 08 13                           | Volume = no data
            type G                           | 02 6C 58 3B                     | Time point (date) = 2026-11-24
            type G of 1996                   | 02 6C 05 C5                     | Time point (date) = 1996-05-05
            type G, not set                  | 02 6C 00 00                     | Time point (date) = not set
            type G, a leap day               | 02 6C 1D 02                     | Time point (date) = 2000-02-29
            type G, no leap day              | 02 6C 3D 02                     | Time point (date) = not set
            type G, the 31st of a short month | 02 6C 5F 34                    | Time point (date) = not set
            type G, month 13                 | 02 6C 41 3D                     | Time point (date) = not set
            type F, every hour and minute    | 04 6D 3F 3F 58 3B               | Time point (date & time) = not set
            type F, the last minute          | 04 6D 3B 37 58 3B               | Time point (date & time) = 2026-11-24T23:59:00
            type F, hour 24                  | 04 6D 00 38 58 3B               | Time point (date & time) = not set
            type I, second 60                | 06 6D 3C 0F 4A 58 3B 30         | Time point (date & time) = not set
            type J, hour 24                  | 03 6D 00 00 18                  | Time point (date & time) = not set
            type G, invalid                  | 02 6C FF FF                     | Time point (date) = invalid
            type F                           | 04 6D 0F 2A 58 3B               | Time point (date & time) = 2026-11-24T10:15:00
            type F, hundreds not told        | 04 6D 0F 0A 58 3B               | Time point (date & time) = 2026-11-24T10:15:00
            type F, 2126                     | 04 6D 0F 4A 58 3B               | Time point (date & time) = 2126-11-24T10:15:00
            type F, summer time              | 04 6D 0F AA 58 3B               | Time point (date & time) = 2026-11-24T10:15:00
            type F, invalid                  | 04 6D 8F 2A 58 3B               | Time point (date & time) = invalid
            type I                           | 06 6D 1E 0F 4A 58 3B 30         | Time point (date & time) = 2026-11-24T10:15:30
            type I, invalid                  | 06 6D 1E 8F 4A 58 3B 30         | Time point (date & time) = invalid
            type J                           | 03 6D 1E 0F 0A                  | Time point (date & time) = 10:15:30
            flags are no signed number       | 02 FD 17 FF FF                  | Error flags = 65535
            bus address 250                  | 01 7A FA                        | Bus Address = 250
            a secondary address              | 07 79 78 56 34 12 24 40 01 07   | (Enhanced) Identification = 1234567840240107
            FD voltage                       | 02 FD 48 FD 08                  | Voltage = 230.1 V
            FD current, twelve places        | 04 FD 50 01 00 00 00            | Current = 0.000000000001 A
            FB energy in MWh                 | 04 FB 00 0A 00 00 00            | Energy = 1000000 Wh
            FB energy in GJ                  | 04 FB 09 02 00 00 00            | Energy = 2000000000 J
            FB frequency                     | 02 FB 2D 8C 13                  | Frequency = 50.04 Hz
            FB gallons                       | 02 FB 23 05 00                  | Volume = 5 American gallon
            minutes                          | 02 21 0A 00                     | On time = 600 s
            days, scaled                     | 02 27 0A 00                     | Operating time = 864000 s
            months stay months               | 01 FD 28 01                     | Storage interval = 1 month
            plain text                       | 02 7C 03 48 52 25 15 00         | %RH = 21
            plain text with VIFE             | 02 FC 03 48 52 25 74 22 15      | %RH = 54.10
            manufacturer's VIF               | 02 FF 52 F4 01                  | Manufacturer specific = 500
            manufacturer's VIFEs             | 02 FD C8 FF 81 02 D1 08         | Voltage = 225.7 V
            reserved VIF                     | 01 6F 05                        | Reserved = 5
            VIF of the third table           | 01 EF 01 05                     | Reserved = 5
            multiplied by 10^-4              | 04 93 72 0A 00 00 00            | Volume = 0.0000010 m^3
            multiplied by 1000               | 04 93 7D 0A 00 00 00            | Volume = 10 m^3
            added 0.1                        | 02 DB 7A 14 00                  | Flow temperature:additive correction constant = 20.1 °C
            per hour, on top of the unit     | 02 93 22 0A 00                  | Volume = 0.010 m^3/h
            duration of an exceeded limit    | 02 BB 59 05 00                  | Volume flow:duration of first upper limit exceed = 300 s
            number of exceeds                | 01 BB 41 05                     | Volume flow:number of exceeds of lower limit = 5
            date of an exceed                | 02 BB 42 58 3B                  | Volume flow:begin of first lower limit exceed = 2026-11-24
            upper limit itself               | 02 BB 48 05 00                  | Volume flow:upper limit value = 0.005 m^3/h
            future date                      | 02 EC 7E 58 3B                  | Time point (date):future value = 2026-11-24
            record error                     | 04 93 15 00 00 00 00            | Volume:record error: no data available = record error: no data available
            no record error                  | 04 93 00 0A 00 00 00            | Volume = 0.010 m^3
            two VIFEs                        | 04 86 BB 72 0A 00 00 00         | Energy:accumulation only if positive = 1.0 Wh
            VIFE of the extension            | 02 FD C8 FC 01 FD 08            | Voltage:at phase L1 = 230.1 V
            a password                       | 04 FD 16 78 56 34 12            | Password = secret
            maximum                          | 12 2B 0A 00                     | Power:max = 10 W
            minimum, storage 1               | 62 2B 0A 00                     | Power:min:s1 = 10 W
            during an error                  | 31 2B 0A                        | Power:error = 10 W
            storage 2, tariff 1              | 84 11 06 01 00 00 00            | Energy:s2:t1 = 1000 Wh
            storage 63, tariff 3, subunit 1  | C4 FF 01 06 01 00 00 00         | Energy:s63:t3:u1 = 1000 Wh
            ten DIFEs                        | 81 80 80 80 80 80 80 80 80 80 40 13 05 | Volume:u512 = 0.005 m^3
            the highest storage number       | C1 8F 8F 8F 8F 8F 8F 8F 8F 8F 0F 13 05 | Volume:s2199023255551 = 0.005 m^3
            filler in front                  | 2F 2F 01 13 05                  | Volume = 0.005 m^3
            """)
    void aRecordIsRead(String what, String hex, String expected) {
        List<DataRecord> records = records(hex);

        assertThat(records).singleElement().satisfies(record ->
                assertThat((record.key() + " = " + FrameParts.value(record)).strip()).isEqualTo(expected));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            04                                     | the telegram ends with byte 7, expected a VIF behind it
            04 13 01 02 03                         | the telegram ends with byte 11, expected 4 bytes of data from byte 9 on
            84                                     | the telegram ends with byte 7, expected a DIFE behind it
            04 FD                                  | the telegram ends with byte 8, expected a VIFE behind it
            04 93                                  | the telegram ends with byte 8, expected a VIFE behind it
            02 7C 05 41                            | the telegram ends with byte 10, expected 5 characters of a plain-text VIF from byte 10 on
            02 7C                                  | the telegram ends with byte 8, expected a length of the plain-text VIF behind it
            0D 78                                  | the telegram ends with byte 8, expected a LVAR behind it
            0D 78 05 41                            | the telegram ends with byte 10, expected 6 bytes of data from byte 9 on
            0D 78 F7 41                            | byte 9 is F7, expected an LVAR of 00 to F6
            3F                                     | byte 7 is 3F, which is a reserved DIF; expected 0F, 1F, 2F, 7F or one with a data field
            8F 00                                  | byte 7 is 8F, which is a reserved DIF; expected 0F, 1F, 2F, 7F or one with a data field
            81 80 80 80 80 80 80 80 80 80 80 00 13 05 | byte 17 is 80, expected the last of at most 10 DIFEs
            01 93 80 80 80 80 80 80 80 80 80 80 00 05 | byte 18 is 80, expected the last of at most 10 VIFEs
            01 FD C8 80 80 80 80 80 80 80 80 80 00 05 | byte 18 is 80, expected the last of at most 10 VIFEs
            """)
    void aRecordThatBreaksOffIsToldWithItsByteAndTheEarlierOnesAreKept(String hex, String reason) {
        Telegram alone = Telegram.of(Telegrams.bare(hex));
        assertThat(alone.defect()).isEqualTo(reason);
        assertThat(alone.records()).isEmpty();

        Telegram behindAnother = Telegram.of(Telegrams.bare("01 13 05" + hex));
        assertThat(behindAnother.defect()).isNotNull();
        assertThat(behindAnother.records()).extracting(DataRecord::key).containsExactly("Volume");
    }

    @Test
    void manufacturerDataEndTheTelegramAndMayAnnounceAnother() {
        assertThat(Telegram.of(Telegrams.bare("01 13 05 0F 01 13 05")).records()).satisfiesExactly(
                volume -> assertThat(volume.key()).isEqualTo("Volume"),
                rest -> {
                    assertThat(rest.function()).isEqualTo(RecordFunction.MANUFACTURER_SPECIFIC);
                    assertThat(rest.text()).isEqualTo("01 13 05");
                });
        assertThat(Telegram.of(Telegrams.bare("0F")).moreFollows()).isFalse();
        assertThat(Telegram.of(Telegrams.bare("1F")).moreFollows()).isTrue();
        assertThat(Telegram.of(Telegrams.bare("1F AA")).records()).singleElement()
                .satisfies(more -> assertThat(more.text()).isEqualTo("AA"));
        assertThat(Telegram.of(Telegrams.bare("7F")).records()).extracting(DataRecord::function)
                .containsExactly(RecordFunction.GLOBAL_READOUT);
    }

    @Test
    void aTelegramHasAtMost128Records() {
        Telegram full = Telegram.of(Telegrams.bare("7F".repeat(129)));

        assertThat(full.records()).hasSize(128);
        assertThat(full.defect()).isEqualTo("byte 135 starts record 128, expected at most 128");
    }

    @Test
    void inModeTwoTheHighByteTravelsFirst() {
        byte[] frame = MbusFrame.ofLong(LinkControl.RSP_UD, 1, Telegram.VARIABLE_HIGH_FIRST,
                Hex.parse("12345678" + "0443" + "01072A000000" + "041300003039" + "026C3B58" + "0DFD11054C616E6765"
                + "0113FF" + "0313FFFFFE" + "0DFD17E20102")).encode();
        Telegram telegram = Telegram.of(frame);

        assertThat(telegram.header().address()).hasToString("1234567804430107");
        assertThat(telegram.records()).extracting(FrameParts::value).containsExactly("12.345 m^3", "2026-11-24", "Lange",
                "-0.001 m^3", "-0.002 m^3", "258");
    }

    private static List<DataRecord> records(String hex) {
        Telegram telegram = Telegram.of(Telegrams.bare(hex));
        assertThat(telegram.defect()).isNull();
        assertThat(telegram.records()).allSatisfy(record -> assertThat(record.to()).isLessThanOrEqualTo(7 + hex.replace(" ", "").length() / 2));
        return telegram.records();
    }
}
