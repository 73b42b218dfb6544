package com.wattwell.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Applies CLI scripts to a server's configuration file while no server runs. */
final class Cli {

    private static final long PATIENCE_SECONDS = 120;

    private final Path wildfly;
    private final Path modules;
    private final Path base;

    /**
     * @param modules a module root beside WildFly's own
     * @param base    a WildFly base directory whose {@code configuration} is to be changed
     */
    Cli(Path wildfly, Path modules, Path base) {
        this.wildfly = wildfly;
        this.modules = modules;
        this.base = base;
    }

    /**
     * @param configuration file name, {@code standalone-full.xml}
     * @param scripts       applied in this order, in one go
     * @throws LaunchException with what the command line said, at the first operation that fails
     */
    void apply(String configuration, List<Path> scripts) {
        apply(configuration, scripts, Map.of());
    }

    /** As above, with variables for expressions that the server wants to resolve at once (a key store has to exist). */
    void apply(String configuration, List<Path> scripts, Map<String, String> environment) {
        Path log = base.resolve("cli.log");
        try {
            Path whole = Files.createTempFile(base, "scripts", ".cli");
            Files.writeString(whole, whole(configuration, scripts));
            ProcessBuilder builder = Programs.apart(command(whole));
            builder.environment().putAll(environment);
            builder.environment().put("JBOSS_HOME", wildfly.toString());
            Programs.run(builder, log, PATIENCE_SECONDS);
            Files.delete(whole);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot configure the server in " + base, e);
        }
    }

    private List<String> command(Path script) {
        List<String> command = new ArrayList<>(List.of(Programs.java()));
        command.addAll(Programs.quietJvm());
        command.addAll(List.of(
                "-Djboss.server.base.dir=" + base,
                "-Dlogging.configuration=" + wildfly.resolve("bin/jboss-cli-logging.properties").toUri(),
                "-jar", wildfly.resolve("jboss-modules.jar").toString(),
                "-mp", modules + ":" + wildfly.resolve("modules"),
                "org.jboss.as.cli", "--file=" + script));
        return command;
    }

    private static String whole(String configuration, List<Path> scripts) throws IOException {
        StringBuilder whole = new StringBuilder("embed-server --server-config=" + configuration + " --std-out=discard\n");
        for (Path script : scripts) {
            whole.append(Files.readString(script)).append('\n');
        }
        return whole.append("stop-embedded-server\n").toString();
    }
}
