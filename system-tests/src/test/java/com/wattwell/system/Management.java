package com.wattwell.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** WildFly's own command line, connected to a running server as its admin would be. */
final class Management {

    private static final long PATIENCE_SECONDS = 60;

    private final TestServer server;

    Management(TestServer server) {
        this.server = server;
    }

    /** @throws AssertionError with what was said when the operation fails */
    void run(String operation) {
        Path wildfly = server.installation().layout().wildfly();
        try {
            Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dlogging.configuration=" + wildfly.resolve("bin/jboss-cli-logging.properties").toUri(),
                    "-jar", wildfly.resolve("jboss-modules.jar").toString(), "-mp", wildfly.resolve("modules").toString(), "org.jboss.as.cli",
                    "--connect", "--controller=remote+http://127.0.0.1:" + server.ports().management(), "--commands=" + operation))
                    .redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(operation + ": " + said);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(operation, e);
        }
    }
}
