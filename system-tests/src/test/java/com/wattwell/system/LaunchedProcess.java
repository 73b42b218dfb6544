package com.wattwell.system;

import com.wattwell.server.Layout;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The launcher as {@code ./wattwell} starts it, without the build before. */
final class LaunchedProcess implements AutoCloseable {

    private final Process process;
    private final List<String> lines = new ArrayList<>();

    LaunchedProcess(Path state, String... arguments) throws IOException {
        Path project = Layout.ofSourceTree().project();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dwattwell.project=" + project,
                "-Dwattwell.state=" + state,
                "-cp", project.resolve("wildfly-config/target/classes") + File.pathSeparator
                        + Files.readString(project.resolve("wildfly-config/target/classpath")),
                "com.wattwell.server.Launcher"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("WATTWELL_HEAP", "1g");
        builder.environment().put("WATTWELL_SHARED_BUFFERS", "128MB");
        this.process = builder.start();
    }

    /** Reads its output up to the line that says it is ready, or to its end. */
    LaunchedProcess awaitReady() throws IOException {
        for (String line = process.inputReader().readLine(); line != null; line = process.inputReader().readLine()) {
            lines.add(line);
            if (line.startsWith("Wattwell is ready: ")) {
                break;
            }
        }
        return this;
    }

    /** Reads the rest of its output and waits for its end. */
    int awaitEnd() throws IOException, InterruptedException {
        process.inputReader().lines().forEach(lines::add);
        return process.waitFor();
    }

    List<String> lines() {
        return lines;
    }

    String lastLine() {
        return lines.isEmpty() ? "" : lines.getLast();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
    }
}
