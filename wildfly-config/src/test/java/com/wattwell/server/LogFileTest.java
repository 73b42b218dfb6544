package com.wattwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @TempDir
    private Path directory;

    @Test
    void causesAreToldOnceWithoutStackTracesAndSummaries() throws IOException {
        Path log = Files.writeString(directory.resolve("server.log"), """
                2026-01-01 10:00:00,000 INFO  [org.jboss.as] (main) WFLYSRV0049: starting
                2026-01-01 10:00:01,000 ERROR [org.jboss.msc.service.fail] (MSC service thread 1-2) MSC000001: Failed to start service x
                \tat org.jboss.Whatever(Whatever.java:1)
                Caused by: org.flywaydb.core.api.FlywayException: wrong schema
                2026-01-01 10:00:02,000 ERROR [org.jboss.as.controller.management-operation] (main) WFLYCTL0013: Operation failed
                    Caused by: org.flywaydb.core.api.FlywayException: wrong schema"},
                2026-01-01 10:00:03,000 ERROR [org.jboss.as] (main) WFLYSRV0026: started (with errors)
                """);

        assertThat(LogFile.causes(log)).isEqualTo("""
                ERROR [org.jboss.msc.service.fail] (MSC service thread 1-2) MSC000001: Failed to start service x
                Caused by: org.flywaydb.core.api.FlywayException: wrong schema""");
    }

    @Test
    void withoutErrorsTheLastLinesSpeak() throws IOException {
        Path log = Files.writeString(directory.resolve("server.log"), "one\ntwo\nthree\n");

        assertThat(LogFile.causes(log)).isEqualTo("one\ntwo\nthree");
        assertThat(LogFile.tail(log, 1)).isEqualTo("three");
        assertThat(LogFile.tail(directory.resolve("none.log"), 1)).contains("none.log");
    }
}
