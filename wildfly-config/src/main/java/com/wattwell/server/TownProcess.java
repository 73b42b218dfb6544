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
    private static final Duration START_PATIENCE = Duration.ofMinutes(4);
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

    /**
     * Starts it; does not wait.
     *
     * @param other    path of its description, or the name of a town that comes along; the default town when empty
     * @param password of the account it registers its meters with
     */
    public void launch(Optional<String> other, String password) {
        if (!Files.exists(layout.simulatorClasses().resolve(MAIN_CLASS.replace('.', '/') + ".class"))) {
            throw new LaunchException("The virtual town is not built (" + layout.simulatorClasses() + "): build first with mvn package.");
        }
        ProcessBuilder builder = Programs.apart(command(other)).redirectOutput(log().toFile());
        builder.environment().put("WATTWELL_USER", USER);
        builder.environment().put("WATTWELL_PASSWORD", password);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the virtual town", e);
        }
        pidFile.write(process.toHandle());
    }

    /**
     * Waits until it is known to the server and dials in, which its control port shows.
     *
     * @throws LaunchException with its own last words, when it ends instead
     */
    public void awaitDialling() {
        String url = "http://127.0.0.1:" + ports.town() + "/statistics";
        boolean up = Patience.of(START_PATIENCE).until(() -> !process.isAlive() || Http.status(url).isPresent());
        if (!process.isAlive()) {
            throw new LaunchException("The virtual town stopped by itself:\n" + LogFile.tail(log(), 5));
        }
        if (!up) {
            throw new LaunchException("The virtual town took longer than " + START_PATIENCE.toSeconds() + " s to start:\n" + LogFile.tail(log(), 5));
        }
    }

    /** @throws IllegalStateException when it was never started */
    public ProcessHandle handle() {
        if (process == null) {
            throw new IllegalStateException("The virtual town was not started");
        }
        return process.toHandle();
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    public void stop() {
        pidFile.stop(STOP_PATIENCE);
    }

    public Path log() {
        return layout.logs().resolve("town.log");
    }

    private List<String> command(Optional<String> other) {
        List<String> command = new ArrayList<>(List.of(Programs.java()));
        command.addAll(Programs.quietJvm());
        command.addAll(List.of("-Xmx1g",
                "-cp", layout.simulatorClasses() + File.pathSeparator + layout.simulatorLibraries().resolve("*"),
                MAIN_CLASS,
                "--connect", "127.0.0.1:" + ports.collectors(),
                "--register", "http://127.0.0.1:" + ports.http(),
                "--switches", layout.townSwitches().toString(),
                "--control", Integer.toString(ports.town()),
                "--key-machine", Integer.toString(ports.keyMachine()),
                "--outside", Integer.toString(ports.outside())));
        other.ifPresent(town -> command.addAll(List.of("--file", town)));
        return command;
    }
}
