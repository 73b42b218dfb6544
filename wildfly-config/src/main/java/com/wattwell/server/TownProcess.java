package com.wattwell.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The virtual town as a process of its own, dialling in as real collectors would. */
public final class TownProcess {

    static final String NAME = "town";
    /** The account that the town registers its meters with, through the REST API. */
    static final String USER = "admin";

    private static final String MAIN_CLASS = "com.wattwell.simulator.TownMain";
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);

    private final Layout layout;
    private final Ports ports;
    private final PidFile pidFile;
    private Process process;

    public TownProcess(Layout layout, Ports ports) {
        this.layout = layout;
        this.ports = ports;
        this.pidFile = new PidFile(layout.processes(), NAME);
    }

    /** @param file the town's description; its default town when empty */
    public void launch(Optional<Path> file, String password) {
        if (!Files.exists(layout.simulatorClasses().resolve(MAIN_CLASS.replace('.', '/') + ".class"))) {
            throw new LaunchException("The virtual town is not built (" + layout.simulatorClasses() + "): build first with mvn package.");
        }
        ProcessBuilder builder = Programs.apart(command(file)).redirectOutput(log().toFile());
        builder.environment().put("WATTWELL_USER", USER);
        builder.environment().put("WATTWELL_PASSWORD", password);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the virtual town", e);
        }
        pidFile.write(process.toHandle());
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    public void stop() {
        pidFile.stop(STOP_PATIENCE);
    }

    Path log() {
        return layout.logs().resolve("town.log");
    }

    private List<String> command(Optional<Path> file) {
        List<String> command = new ArrayList<>(List.of(Programs.java()));
        command.addAll(Programs.quietJvm());
        command.addAll(List.of("-Xmx1g",
                "-cp", layout.simulatorClasses() + File.pathSeparator + layout.simulatorLibraries().resolve("*"),
                MAIN_CLASS,
                "--connect", "127.0.0.1:" + ports.collectors(),
                "--register", "http://127.0.0.1:" + ports.http(),
                "--control", Integer.toString(ports.town())));
        file.ifPresent(town -> command.addAll(List.of("--file", town.toAbsolutePath().toString())));
        return command;
    }
}
