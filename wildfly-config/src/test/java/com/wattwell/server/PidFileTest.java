package com.wattwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

    @TempDir
    private Path directory;

    @Test
    void theProcessThatWasWrittenDownIsFoundAndStopped() throws IOException {
        Process process = new ProcessBuilder("sleep", "600").start();
        new PidFile(directory, "sleeper").write(process.toHandle());

        assertThat(new PidFile(directory, "sleeper").process()).hasValue(process.toHandle());
        assertThat(new PidFile(directory, "sleeper").stop(Duration.ofSeconds(10))).isTrue();
        assertThat(process.isAlive()).isFalse();
        assertThat(new PidFile(directory, "sleeper").stop(Duration.ofSeconds(10))).isFalse();
    }

    @Test
    void anotherProcessThatGotTheSamePidIsLeftAlone() throws IOException {
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(directory.resolve("sleeper.pid"), stranger.pid() + " 1000000\n");

            assertThat(new PidFile(directory, "sleeper").stop(Duration.ofSeconds(10))).isFalse();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aFileThatCannotBeReadNamesNobody() throws IOException {
        Files.writeString(directory.resolve("sleeper.pid"), "not a number\n");

        assertThat(new PidFile(directory, "sleeper").process()).isEmpty();
        assertThat(new PidFile(directory, "nobody").process()).isEmpty();
    }

    @Test
    void aProcessThatIgnoresTheKindWordIsEndedByForce() throws IOException {
        Process stubborn = new ProcessBuilder("sh", "-c", "trap '' TERM; echo ready; while true; do sleep 1; done").start();
        assertThat(stubborn.inputReader().readLine()).isEqualTo("ready");
        new PidFile(directory, "stubborn").write(stubborn.toHandle());

        assertThat(new PidFile(directory, "stubborn").stop(Duration.ofSeconds(1))).isTrue();
        assertThat(stubborn.isAlive()).isFalse();
    }
}
