package com.wattwell.server;

import java.time.Duration;
import java.util.Optional;

/** Stops the installation of this source tree from another shell, or what a killed launcher left of it. */
final class StopCommand {

    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final Layout layout;

    StopCommand(Layout layout) {
        this.layout = layout;
    }

    void execute() {
        Optional<ProcessHandle> launcher = new PidFile(layout.processes(), RunCommand.NAME).process();
        launcher.ifPresent(process -> {
            process.destroy();
            if (!PidFile.awaitEnd(process, PATIENCE)) {
                process.destroyForcibly();
            }
        });
        Optional<String> leftovers = new Installation(layout, new Ports(0), Installation.Settings.ofEnvironment()).stopLeftovers();
        if (leftovers.isPresent()) {
            System.out.println("Stopped what was left over: " + leftovers.get() + ".");
        } else {
            System.out.println(launcher.isPresent() ? "Wattwell has stopped." : "Nothing was running here.");
        }
    }
}
