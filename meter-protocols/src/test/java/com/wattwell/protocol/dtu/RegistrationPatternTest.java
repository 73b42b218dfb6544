package com.wattwell.protocol.dtu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.Vector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrationPatternTest {

    /** A reply of a meter, as it may be glued to a registration. */
    private static final String FRAME = "6861010000000068910833333433593333338A16";
    private static final Registration NEED_MORE = new Registration.NeedMore();
    private static final Registration NO_MATCH = new Registration.NoMatch();

    /** Text with {@code <hex>} for bytes that are no text; pause says that nothing follows. */
    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # pattern               | bytes                          |       | id              | token  | consumed
            ascii:LOGIN:{id}        | LOGIN:1001                     | pause | 1001            |        | 10
            ascii:LOGIN:{id}        | LOGIN:1001<0D0A>               |       | 1001            |        | 12
            ascii:LOGIN:{id}        | login:ab7 <0A>                 |       | AB7             |        | 11
            ascii:LOGIN:{id}        | LOGIN:1001<FE>                 |       | 1001            |        | 10
            ascii:LOGIN:{id}        | <FEFE0D0A> LOGIN:1001<0D0A>    |       | 1001            |        | 17
            ascii:{id:11d}          | 13066668888                    |       | 13066668888     |        | 11
            ascii:{id:11d}          | 13066668888ping                |       | 13066668888     |        | 11
            ascii:{id:11d}          | 13066668888<0D0A>              |       | 13066668888     |        | 13
            ascii:{id:8-20d}        | 355837089512343                | pause | 355837089512343 |        | 15
            ascii:{id:8-20d}        | 355837089512343<0000>          | pause | 355837089512343 |        | 17
            ascii:{id:8-20w}        | cd-0001.a                      | pause | CD-0001.A       |        | 9
            ascii:{id}[,{token}]    | CD0001,s3cret                  | pause | CD0001          | s3cret | 13
            ascii:{id}[,{token}]    | CD0001,s3cret<0A>              |       | CD0001          | s3cret | 14
            ascii:{id}[,{token}]    | CD0001<0A>                     |       | CD0001          |        | 7
            ascii:{id}[,{token}]    | CD0001                         | pause | CD0001          |        | 6
            ascii:{id:6}[,{token}]  | CD0001<0A>                     |       | CD0001          |        | 7
            ascii:\\{{id}\\}        | {hub1}                         |       | HUB1            |        | 6
            hex:AA01{id:11a}0D      | <AA01>13800138000<0D>          |       | 13800138000     |        | 14
            hex:{id:15d}00010203    | 355837089512343<00010203>      |       | 355837089512343 |        | 19
            hex:{id:4b}??00         | <785634123100>                 |       | 78563412        |        | 6
            """)
    void aRegistrationIsFound(String pattern, String bytes, String pause, String id, String token, int consumed) {
        assertThat(match(pattern, bytes, pause != null)).isEqualTo(new Registration.Matched(id, token, consumed));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            ascii:LOGIN:{id}        | ''
            ascii:LOGIN:{id}        | LOG
            ascii:LOGIN:{id}        | LOGIN:1001
            ascii:LOGIN:{id}        | 'LOGIN:1001 '
            ascii:{id:11d}          | 1306666888
            ascii:{id:6}[,{token}]  | CD0001
            ascii:{id}[,{token}]    | CD0001,
            ascii:{id}[,{token}]    | CD0001,s3cret
            hex:AA01{id:11a}0D      | <AA01>13800138000
            hex:{id:4b}??00         | <7856341231>
            """)
    void aBeginningWaitsForMore(String pattern, String bytes) {
        assertThat(match(pattern, bytes, false)).isEqualTo(NEED_MORE);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            ascii:LOGIN:{id}        | LOGON
            ascii:LOGIN:{id}        | LOGIN:<0D0A>
            ascii:LOGIN:{id}        | LOGIN:a_b
            ascii:LOGIN:{id}        | LOGIN:10 01<0D0A>
            ascii:{id}              | GET / HTTP/1.1<0D0A>
            ascii:{id}              | <160301020001>
            ascii:{id}              | SSH-2.0-x<0D0A>
            ascii:{id}              | 12345678901234567890123456789012345
            ascii:{id:11d}          | 1306666888x
            ascii:{id:8-20d}        | 1234567<0D0A>
            ascii:{id:2-8d}         | 12ping
            hex:AA01{id:11a}0D      | <AA01>13800138000<0A>
            hex:AA01{id:11a}0D      | <AA02>
            """)
    void whatIsNoRegistrationIsSeenAtOnce(String pattern, String bytes) {
        assertThat(match(pattern, bytes, false)).isEqualTo(NO_MATCH);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            ascii:LOGIN:{id}        | ''
            ascii:LOGIN:{id}        | LOGIN:
            ascii:{id:11d}          | 1306666888
            ascii:{id}[,{token}]    | CD0001,
            hex:{id:4b}??00         | <7856341231>
            """)
    void aBeginningIsNoRegistrationOnceTheLineHasPaused(String pattern, String bytes) {
        assertThat(match(pattern, bytes, true)).isEqualTo(NO_MATCH);
    }

    @Test
    void aFrameGluedToAnIdOfDigitsEndsIt() {
        assertThat(match("ascii:{id:4-20d}", "1001<" + FRAME + ">", false)).isEqualTo(new Registration.Matched("1001", null, 4));
        assertThat(match("ascii:{id:4-20d}", "1001<FEFE" + FRAME + ">", false)).isEqualTo(new Registration.Matched("1001", null, 4));
    }

    @Test
    void aFrameGluedToAnIdOfLettersIsToldFromTheLetterH() {
        String pattern = "ascii:{id:1-20a}";

        assertThat(match(pattern, "hub1<" + FRAME + ">", false)).isEqualTo(new Registration.Matched("HUB1", null, 4));
        assertThat(match(pattern, "hub1<" + FRAME.substring(0, 12) + ">", false)).isEqualTo(NEED_MORE);
        assertThat(match(pattern, "yhub1", false)).isEqualTo(NEED_MORE);
        assertThat(match(pattern, "yhub1", true)).isEqualTo(new Registration.Matched("YHUB1", null, 5));
        assertThat(match(pattern, "yhub1<0D0A>", false)).isEqualTo(new Registration.Matched("YHUB1", null, 7));
        assertThat(match(pattern, "yhub123456<0D0A>", false)).isEqualTo(new Registration.Matched("YHUB123456", null, 12));
    }

    @Test
    void whereverTheBytesAreCutTheOutcomeIsTheSame() {
        byte[] bytes = bytes("LOGIN:abch7,tok<0D0A>");
        RegistrationPattern pattern = pattern("ascii:LOGIN:{id}[,{token}]");
        for (int end = 0; end < bytes.length - 2; end++) {
            assertThat(pattern.match(bytes, 0, end, false)).as("the first %d bytes", end).isEqualTo(NEED_MORE);
        }
        assertThat(pattern.match(bytes, 0, bytes.length, false)).isEqualTo(new Registration.Matched("ABCH7", "tok", bytes.length));
    }

    @Test
    void onlyTheBytesHandedOverAreLookedAt() {
        byte[] bytes = bytes("xxLOGIN:1001<0A>yy");
        assertThat(pattern("ascii:LOGIN:{id}").match(bytes, 2, bytes.length - 2, false))
                .isEqualTo(new Registration.Matched("1001", null, 11));
    }

    @Test
    void patternsAreTriedInOrderAndTheFirstThatMayStillMatchDecides() {
        List<RegistrationPattern> patterns = List.of(pattern("ascii:LOGIN:{id}"), pattern("ascii:{id:11d}"));

        assertThat(first(patterns, "13066668888", false)).isEqualTo(new Registration.Matched("13066668888", null, 11));
        assertThat(first(patterns, "LOGIN:7<0A>", false)).isEqualTo(new Registration.Matched("7", null, 8));
        assertThat(first(patterns, "L", false)).isEqualTo(NEED_MORE);
        assertThat(first(patterns, "GET /", false)).isEqualTo(NO_MATCH);
        assertThat(first(List.of(), "LOGIN:7<0A>", true)).isEqualTo(NO_MATCH);
    }

    @Test
    void aTokenNeverStandsInTheText() {
        assertThat(match("ascii:{id}[,{token}]", "CD0001,s3cret", true)).hasToString("Matched[id=CD0001, with token, 13 bytes]");
        assertThat(match("ascii:{id}", "CD0001", true)).hasToString("Matched[id=CD0001, no token, 6 bytes]");
    }

    @Test
    void theCollectorsOfTheVectorsAreKnown() {
        assertThat(vector("A-XX-006", "ascii:LOGIN:{id}", true)).isEqualTo(new Registration.Matched("1001", null, 10));
        assertThat(vector("A-XX-009", "hex:AA01{id:11a}0D", false)).isEqualTo(new Registration.Matched("13800138000", null, 14));
        // Four-Faith: id 4, phone number 11, 00, IP address 4, 00.
        assertThat(vector("A-XX-004", "hex:????????{id:11d}00????????00", false))
                .isEqualTo(new Registration.Matched("13066668888", null, 21));
        assertThat(vector("A-XX-004", "hex:{id:4b}{token:11d}00????????00", false))
                .isEqualTo(new Registration.Matched("78563412", "13066668888", 21));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            LOGIN:{id}             | begins neither with ascii: nor with hex:
            ascii:LOGIN            | has 0 {id} and 0 {token}
            ascii:{id}{id}         | has 2 {id}
            ascii:{id              | { without } at position 6
            ascii:{name}           | a field that is neither id nor token at position 6
            ascii:{id:11x}         | a field whose size is not like 11
            ascii:{id:-3}          | a field whose size is not like 11
            ascii:{id:0}           | a field of 0 to 0 bytes
            ascii:{id:9-3}         | a field of 9 to 3 bytes
            ascii:{id:65}          | allowed are 1 to 64
            ascii:{id}{token}      | behind a field of variable length a literal is needed
            ascii:{id}x{token}     | that the field cannot hold
            ascii:{id}[{token}]    | an optional part begins with a literal
            ascii:[,{id}]          | does not hold the id
            ascii:{id}[,a][,b]     | ] that does not end
            ascii:{id}[,a          | [ without ]
            ascii:{id}]            | ] that does not end
            ascii:{id}é            | not printable ASCII
            ascii:{id}\\           | a backslash at the end
            hex:A{id:3}            | no pair of hex digits at position 4
            hex:{id:3b}AA?         | no pair of hex digits
            hex:{id:1-3b}          | raw bytes without a fixed length
            """)
    void aPatternThatMakesNoSenseIsRefusedWithItsPlace(String text, String why) {
        assertThatIllegalArgumentException().isThrownBy(() -> pattern(text)).withMessageContaining(why);
    }

    @Test
    void aPatternOfMoreThanTwoHundredCharactersIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> pattern("ascii:{id:3d}" + "x".repeat(200)));
    }

    private static Registration vector(String id, String pattern, boolean afterPause) {
        byte[] bytes = Vector.all().stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow().bytes();
        return pattern(pattern).match(bytes, 0, bytes.length, afterPause);
    }

    private static Registration match(String pattern, String bytes, boolean afterPause) {
        return first(List.of(pattern(pattern)), bytes, afterPause);
    }

    private static Registration first(List<RegistrationPattern> patterns, String text, boolean afterPause) {
        byte[] bytes = bytes(text);
        return RegistrationPattern.first(patterns, bytes, 0, bytes.length, afterPause);
    }

    private static RegistrationPattern pattern(String text) {
        return RegistrationPattern.parse(text, Protocols.all());
    }

    private static byte[] bytes(String text) {
        StringBuilder hex = new StringBuilder();
        for (String piece : text.splitWithDelimiters("<[0-9A-F]+>", 0)) {
            hex.append(piece.startsWith("<") ? piece.substring(1, piece.length() - 1)
                    : Hex.of(piece.getBytes(StandardCharsets.US_ASCII)));
        }
        return Hex.parse(hex.toString());
    }
}
