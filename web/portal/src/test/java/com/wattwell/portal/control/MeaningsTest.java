package com.wattwell.portal.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Explanation;
import com.wattwell.protocol.FrameExplainer;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.Probe;
import com.wattwell.protocol.decode.Notations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Chinese of what the library says of bytes, against every frame that stands in the library's own tests. */
class MeaningsTest {

    private static final Pattern HEX = Pattern.compile("(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}){4,}(?![0-9A-Fa-f])");
    /** What is left of a text when it is told: words of the wire itself, units, names of makers. */
    private static final Pattern STAYS = Pattern.compile("[A-Z0-9_+/.*-]{1,24}|-?[0-9.]+ [A-Za-z/]+|ping|[A-Za-z]*[Wh³²°%/]+[A-Za-z³²°%/^0-9]*|.*(?:[0-9A-F]{2}){3,}.*");
    /** Of a frame that is wrong, and of the identifiers' layouts: for whoever writes decoders, in the words of the standards' tables. */
    private static final Pattern OF_DECODERS = Pattern.compile("(?s).*(?:expected|byte \\d+|the telegram ends|hex_wire|vendor/undefined|manufacturer bits).*");

    @Test
    void everyMeaningThatTheLibrarysTestsBringAboutIsToldInChinese() throws IOException {
        Set<String> missing = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("../../meter-protocols/src/test"))) {
            files.filter(Files::isRegularFile).forEach(file -> meanings(file, meaning -> {
                String told = Meanings.chinese(meaning);
                for (String piece : told.split("[，、：（）;；]|, ")) {
                    String word = piece.strip();
                    if (word.matches("(?s).*[a-z]{3}.*") && word.codePoints().noneMatch(c -> c > 0x2E80) && !STAYS.matcher(word).matches()
                            && !OF_DECODERS.matcher(meaning).matches()) {
                        missing.add(word);
                    }
                }
            }));
        }
        assertThat(missing).as("texts without Chinese in meanings-zh.txt").isEmpty();
    }

    @Test
    void piecesNamesAndNumbersAreToldTogether() {
        assertThat(Meanings.chinese("relay closed, programming enabled")).isEqualTo("继电器合，编程允许");
        assertThat(Meanings.chinese("Volume in m^3")).isEqualTo("体积，单位 m^3");
        assertThat(Meanings.chinese("12 bytes")).isEqualTo("12 字节");
        assertThat(Meanings.chinese("220.1 V")).isEqualTo("220.1 V");
        assertThat(Meanings.chinese("something that nobody knows")).isEqualTo("something that nobody knows");
    }

    private static void meanings(Path file, Consumer<String> each) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Matcher matcher = HEX.matcher(text);
        while (matcher.find()) {
            byte[] bytes = Hex.parse(matcher.group());
            int from = 0;
            while (from < bytes.length && bytes[from] == (byte) 0xFE) {
                from++;
            }
            explained(Arrays.copyOfRange(bytes, from, bytes.length), each);
        }
    }

    private static void explained(byte[] bytes, Consumer<String> each) {
        for (FrameExplainer explainer : Notations.ALL) {
            if (bytes.length > 0 && explainer.probe(bytes, 0, bytes.length) instanceof Probe.Frame frame && frame.length() == bytes.length) {
                try {
                    explainer.explain(bytes).parts().stream().map(Explanation.Part::meaning).forEach(each);
                } catch (MalformedFrameException wrong) {
                    // says what is wrong with it, and no meaning
                }
                return;
            }
        }
    }
}
