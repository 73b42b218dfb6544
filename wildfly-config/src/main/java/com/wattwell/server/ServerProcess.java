package com.wattwell.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One WildFly, started as a process of its own whose pid is the server's. */
public final class ServerProcess {

    static final String NAME = "server";

    private static final String ARCHIVE = "wattwell.ear";
    private static final Duration START_PATIENCE = Duration.ofMinutes(4);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);
    private static final int OK = 200;
    private static final int SERVER_ERROR = 500;

    private final Layout layout;
    private final Ports ports;
    private final PidFile pidFile;
    private Process process;

    public ServerProcess(Layout layout, Ports ports) {
        this.layout = layout;
        this.ports = ports;
        this.pidFile = new PidFile(layout.processes(), NAME);
    }

    /**
     * Starts it with whatever is in its deployments directory; does not wait.
     *
     * @param heap       the JVM's largest heap, {@code 2g}
     * @param properties system properties beside those that follow from layout and ports
     * @param secrets    the environment, which other users of the machine cannot read
     */
    public void launch(String configuration, String heap, Map<String, String> properties, Map<String, String> secrets) {
        ProcessBuilder builder = Programs.apart(command(configuration, heap, properties))
                .redirectOutput(console().toFile())
                .directory(layout.server().toFile());
        builder.environment().putAll(secrets);
        try {
            Files.deleteIfExists(log());
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the server", e);
        }
        pidFile.write(process.toHandle());
    }

    /** Puts the application where the server finds it when it starts. */
    public void deploy(Path application) {
        if (!Files.isRegularFile(application)) {
            throw new LaunchException("The application is not built (" + application + "): build first with mvn package.");
        }
        try {
            undeploy();
            Files.copy(application, layout.deployments().resolve(ARCHIVE), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy the application", e);
        }
    }

    /** Takes the application and the scanner's notes about it away; for a server that does not run. */
    public void undeploy() {
        Directories.delete(layout.deployments());
        try {
            Files.createDirectories(layout.deployments());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot empty " + layout.deployments(), e);
        }
    }

    /**
     * Waits until the application is deployed and answers.
     *
     * @throws LaunchException with the cause from the log, when it does not
     */
    public void awaitApplication() {
        await(this::isDeployed, "to deploy the application");
        await(() -> Http.status(ports.url()).filter(status -> status < SERVER_ERROR).isPresent(), "to answer at " + ports.url());
    }

    /** Waits until a server without the application has booted and takes management operations. */
    public void awaitBoot() {
        String ready = "http://127.0.0.1:" + ports.management() + "/health/ready";
        await(() -> Http.status(ready).filter(status -> status == OK).isPresent(), "to start");
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** @throws IllegalStateException when it was never started */
    public ProcessHandle handle() {
        if (process == null) {
            throw new IllegalStateException("The server was not started");
        }
        return process.toHandle();
    }

    public void stop() {
        pidFile.stop(STOP_PATIENCE);
    }

    /** Ends it as a power cut would. */
    public void kill() {
        pidFile.process().ifPresent(found -> {
            found.destroyForcibly();
            PidFile.awaitEnd(found, STOP_PATIENCE);
        });
        pidFile.delete();
    }

    /** Loses the broker's journal, as a broken disk would; for a server that does not run. */
    public void forgetMessages() {
        Directories.delete(layout.server().resolve("data/activemq"));
    }

    public Path log() {
        return layout.logs().resolve("server.log");
    }

    private Path console() {
        return layout.logs().resolve("server-console.log");
    }

    private void await(BooleanSupplier reached, String what) {
        boolean inTime = Patience.of(START_PATIENCE).until(() -> marker(".failed").isPresent() || !process.isAlive() || reached.getAsBoolean());
        if (marker(".failed").isPresent()) {
            throw new LaunchException("The server could not deploy the application:\n" + LogFile.causes(log()));
        }
        if (!process.isAlive()) {
            throw new LaunchException("The server stopped by itself (exit code " + process.exitValue() + "):\n"
                    + (Files.exists(log()) ? LogFile.causes(log()) : LogFile.tail(console(), 20)));
        }
        if (!inTime) {
            throw new LaunchException("The server took longer than " + START_PATIENCE.toSeconds() + " s " + what + ":\n"
                    + LogFile.causes(log()));
        }
    }

    private boolean isDeployed() {
        return marker(".deployed").isPresent();
    }

    /** What the deployment scanner left beside the archive. */
    private Optional<Path> marker(String suffix) {
        return Optional.of(layout.deployments().resolve(ARCHIVE + suffix)).filter(Files::exists);
    }

    private List<String> command(String configuration, String heap, Map<String, String> properties) {
        List<String> command = new ArrayList<>(List.of(Programs.java(), "-D[Standalone]", "-Xmx" + heap));
        command.addAll(Programs.quietJvm());
        command.addAll(ServerJvm.OPTIONS);
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(
                "-Dorg.jboss.boot.log.file=" + log(),
                "-Dlogging.configuration=" + layout.server().resolve("configuration/logging.properties").toUri(),
                "-Djboss.home.dir=" + layout.wildfly(),
                "-Djboss.server.base.dir=" + layout.server(),
                "-Djboss.server.log.dir=" + layout.logs(),
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.bind.address.management=127.0.0.1",
                "-Djboss.bind.address.private=127.0.0.1",
                "-Djboss.node.name=wattwell-" + ports.offset(),
                "-Djboss.tx.node.id=wattwell-" + ports.offset(),
                "-Djboss.socket.binding.port-offset=" + ports.offset(),
                "-Dwattwell.collectors.port=" + ports.collectors(),
                "-Dwattwell.log.console=OFF",
                "-jar", layout.wildfly().resolve("jboss-modules.jar").toString(),
                "-mp", layout.modules() + ":" + layout.wildfly().resolve("modules"),
                "org.jboss.as.standalone",
                "--server-config=" + configuration));
        return command;
    }
}
