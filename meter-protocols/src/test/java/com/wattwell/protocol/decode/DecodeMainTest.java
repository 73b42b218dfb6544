package com.wattwell.protocol.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The program as it is called. */
class DecodeMainTest {

    private static final String METER = "6861010000000068910833333433593333338A16";
    private static final String WATER = "68106655443322110081161F9005785634122C000000002C0030122911262000005616";

    private final StringWriter out = new StringWriter();
    private final ByteArrayOutputStream problems = new ByteArrayOutputStream();

    private int run(String in, String... words) throws IOException {
        out.getBuffer().setLength(0);
        problems.reset();
        return DecodeMain.run(words, new StringReader(in), out, new PrintStream(problems, true, StandardCharsets.UTF_8));
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }

    private String problem() {
        return problems.toString(StandardCharsets.UTF_8);
    }

    @Test
    void framesAsArgumentsAreToldInOrderAndInputIsLeftAlone() throws IOException {
        assertThat(run(WATER, METER, WATER, "zz")).isZero();

        assertThat(lines()).hasSize(3);
        assertThat(lines().get(0)).startsWith("{\"protocol\":\"dlt645-2007\"").contains("\"value\":\"0.26\"");
        assertThat(lines().get(1)).startsWith("{\"protocol\":\"cjt188\"");
        assertThat(lines().get(2)).contains("\"valid\":false");
        assertThat(problem()).isEmpty();
    }

    @Test
    void withoutFramesLinesAreReadUntilTheyEnd() throws IOException {
        assertThat(run(METER + "\n\n" + WATER)).isZero();

        assertThat(lines()).hasSize(3);
        assertThat(lines().get(1)).contains("no bytes");
        assertThat(lines().get(2)).contains("cjt188");
        assertThat(run("")).isZero();
        assertThat(lines()).isEmpty();
    }

    @Test
    void aProtocolMayBeNamedInTwoWaysAndOthersAreThenNotLookedFor() throws IOException {
        assertThat(run("", "--protocol", "cjt188", METER)).isZero();
        assertThat(lines().getFirst()).contains("\"valid\":false");
        assertThat(run("", "--protocol=dlt645-2007", METER)).isZero();
        assertThat(lines().getFirst()).contains("\"valid\":true");
        assertThat(run("", METER, "--protocol", "auto", WATER)).isZero();
        assertThat(lines()).hasSize(2).allMatch(line -> line.contains("\"valid\":true"));
    }

    @Test
    void whoCallsItWronglyIsToldHow() throws IOException {
        assertThat(run(METER, "--colour")).isEqualTo(2);
        assertThat(problem()).startsWith("decode does not know --colour. Usage: wattwell decode [--protocol dlt645-2007|dlt645-1997|mbus|cjt188|").contains("|auto] [HEX…]");
        assertThat(run(METER, "--protocol")).as("of which there is none").isEqualTo(2);
        assertThat(problem()).startsWith("decode does not know --protocol. ");
        assertThat(run(METER, "--protocol", "modbus", METER)).isEqualTo(2);
        assertThat(problem()).startsWith("There is no protocol modbus. Usage: ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aLineOfTheLongestLengthIsReadAndALongerOneSaysHowLongAtLeast() throws IOException {
        run("zz" + " ".repeat(HexLineDecoder.LONGEST_LINE - 2) + "\n" + "FE".repeat(HexLineDecoder.LONGEST_LINE) + "\n" + METER);

        assertThat(lines()).hasSize(3);
        assertThat(lines().get(0)).doesNotContain("at most");
        assertThat(lines().get(1)).contains("the line has " + (HexLineDecoder.LONGEST_LINE + 1) + " characters, at most " + HexLineDecoder.LONGEST_LINE + " are read");
        assertThat(lines().get(2)).contains("\"value\":\"0.26\"");
    }

    @Test
    void whatIsDecodedIsPassedOnAsSoonAsNoMoreInputIsAtHand() throws IOException {
        List<String> flushed = new ArrayList<>();
        StringWriter watched = new StringWriter() {
            @Override
            public void flush() {
                flushed.add(toString());
            }
        };
        Reader slow = new StringReader(METER + "\n" + METER + "\n") {
            @Override
            public int read(char[] into, int from, int length) throws IOException {
                return super.read(into, from, Math.min(length, METER.length() + 1));
            }

            @Override
            public boolean ready() {
                return false;
            }
        };
        DecodeMain.decode(slow, new HexLineDecoder(Notations.ALL), watched);

        assertThat(flushed).hasSizeGreaterThanOrEqualTo(2);
        assertThat(flushed.getFirst().lines()).as("the first, before the second was read").hasSize(1);
    }
}
