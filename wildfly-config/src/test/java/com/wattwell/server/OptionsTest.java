package com.wattwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {

    @TempDir
    private Path directory;

    @Test
    void withoutOptionsTheDefaultTownRunsOnTheDefaultPorts() {
        assertThat(Options.parse(List.of())).isEqualTo(new Options(false, 0, true, Optional.empty()));
    }

    @Test
    void everyOptionIsUnderstood() throws IOException {
        Path town = Files.createFile(directory.resolve("my.town"));

        assertThat(Options.parse(List.of("--fresh", "--port-offset", "300", "--town", town.toString())))
                .isEqualTo(new Options(true, 300, true, Optional.of(town.toString())));
        assertThat(Options.parse(List.of("--town", "zero-delay")).otherTown()).hasValue("zero-delay");
        assertThat(Options.parse(List.of("--no-town")).town()).isFalse();
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> Options.parse(List.of("--frsh"))).hasMessageContaining("--frsh");
        assertThatThrownBy(() -> Options.parse(List.of("--port-offset"))).hasMessageContaining("--port-offset needs a value");
        assertThatThrownBy(() -> Options.parse(List.of("--port-offset", "many"))).hasMessageContaining("many");
        assertThatThrownBy(() -> Options.parse(List.of("--town", "/no/such.town"))).hasMessageContaining("/no/such.town");
    }
}
