package com.wattwell.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How other programs are started: apart from the terminal's group, so that Ctrl-C reaches the launcher alone. */
final class Programs {

    private static final boolean HAS_SETSID = Files.isExecutable(Path.of("/usr/bin/setsid"));
    /** From JDK 24 on these silence warnings about what Netty, Guava and the server still do. */
    private static final int JDK_WITH_UNSAFE_WARNINGS = 24;

    private Programs() {
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static List<String> quietJvm() {
        return Runtime.version().feature() >= JDK_WITH_UNSAFE_WARNINGS
                ? List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED")
                : List.of();
    }

    /** A builder for a process that outlives a Ctrl-C in our terminal; its pid is that of the program itself. */
    static ProcessBuilder apart(List<String> command) {
        List<String> whole = new ArrayList<>();
        if (HAS_SETSID) {
            whole.add("/usr/bin/setsid");
        }
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole).redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        return builder;
    }

    /**
     * Runs a program to its end.
     *
     * @return what it printed
     * @throws LaunchException with the last of what it printed, when it fails or takes longer than {@code seconds}
     */
    static String run(ProcessBuilder builder, Path log, long seconds) {
        try {
            Process process = builder.redirectOutput(log.toFile()).start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new LaunchException(name(builder) + " did not end within " + seconds + " s:\n" + LogFile.tail(log, 20));
            }
            if (process.exitValue() != 0) {
                throw new LaunchException(name(builder) + " failed:\n" + LogFile.tail(log, 20));
            }
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + name(builder), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("Interrupted while " + name(builder) + " ran.", e);
        }
    }

    private static String name(ProcessBuilder builder) {
        return builder.command().stream().filter(word -> !word.endsWith("setsid") && !word.equals("unshare") && !word.startsWith("-"))
                .findFirst().map(word -> Path.of(word).getFileName().toString()).orElseThrow();
    }
}
