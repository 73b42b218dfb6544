package com.wattwell.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CommandTextsTest {

    /** Where the story is written; its keys are literals there. */
    private static final Path CONTROL = Path.of("../../ejb/src/main/java/com/wattwell/control");
    private static final Pattern KEY = Pattern.compile("\"((?:waiting|sent|accepted|confirmed|expired|failed|withdrawn)(?:\\.[A-Za-z]+)?)[\"|]");

    @Test
    void argumentsStandInTheSentence() {
        assertThat(CommandTexts.sentence("waiting.ordered|mary")).isEqualTo("Ordered by mary.");
        assertThat(CommandTexts.sentence("confirmed.someValues|3|4")).isEqualTo("3 of 4 values came.");
        assertThat(CommandTexts.sentence("failed.refused|password wrong, {0} and so on")).isEqualTo("The meter refused: password wrong, {0} and so on.");
    }

    @Test
    void anUnknownStepIsShownAsItIs() {
        assertThat(CommandTexts.sentence("failed.newly|x")).isEqualTo("failed.newly|x");
    }

    @Test
    void everyStepThatIsWrittenHasItsSentence() throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> files = Files.list(CONTROL)) {
            files.forEach(file -> KEY.matcher(text(file)).results().map(MatchResult::group).map(key -> key.replaceAll("[\"|]", "")).forEach(keys::add));
        }
        assertThat(keys).hasSizeGreaterThan(20).allSatisfy(key -> assertThat(CommandTexts.sentence(key)).isNotEqualTo(key));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
