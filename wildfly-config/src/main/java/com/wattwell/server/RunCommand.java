package com.wattwell.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Starts everything, stays, and stops everything when asked to. */
final class RunCommand {

    static final String NAME = "launcher";

    private final Layout layout;
    private final Options options;
    private final Installation installation;
    private final PidFile pidFile;
    private final Progress progress = new Progress(System.out);
    private volatile boolean stopping;

    RunCommand(Layout layout, Options options) {
        this.layout = layout;
        this.options = options;
        Ports ports = new Ports(options.portOffset());
        Installation.Settings settings = Installation.Settings.ofEnvironment();
        this.installation = new Installation(layout, ports, options.town() ? settings.withKeyMachineOfTown(ports).withOutsideWorldOfTown(ports) : settings);
        this.pidFile = new PidFile(layout.processes(), NAME);
    }

    void execute() {
        layout.create();
        try (FileChannel channel = FileChannel.open(layout.processes().resolve("launcher.lock"),
                StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new LaunchException("Wattwell is already running here"
                        + pidFile.process().map(process -> " (process " + process.pid() + ")").orElse("")
                        + ": stop it first with ./wattwell stop.");
            }
            pidFile.write(ProcessHandle.current());
            clear();
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
            start();
            stay();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write below " + layout.processes(), e);
        }
    }

    /** Makes room: nothing of an earlier run is left, and nobody else has our ports. */
    private void clear() {
        installation.stopLeftovers().ifPresent(left -> progress.say("stopped what an earlier run left behind: " + left));
        installation.ports().warning().ifPresent(System.err::println);
        installation.ports().requireFree();
    }

    private void start() {
        if (options.fresh()) {
            installation.forget();
            progress.say("forgot all data");
        }
        try {
            installation.startDatabase(progress);
            installation.startServer(progress, Optional.of(layout.application()));
            if (options.town()) {
                startTown();
            }
        } catch (RuntimeException e) {
            if (stopping) {
                awaitHalt();
            }
            throw e;
        }
        if (!stopping) {
            if (installation.town().isAlive()) {
                progress.say("a resident's phone, to pay codes and read messages: " + installation.ports().outsideUrl() + "/phone");
            }
            System.out.println("Wattwell is ready: " + installation.ports().url() + " admin " + installation.secrets().adminPassword());
            System.out.flush();
        }
    }

    /** A town that fails is told about, and everything else goes on without it. */
    private void startTown() {
        try {
            installation.startTown(progress, options.otherTown());
            installation.town().handle().onExit().thenRun(() -> {
                if (!stopping) {
                    System.err.println("The virtual town stopped by itself; its log is " + installation.town().log() + ".");
                }
            });
        } catch (LaunchException e) {
            if (!stopping) {
                System.err.println(e.getMessage());
            }
        }
    }

    /** Until somebody asks us to stop, or the server ends by itself. */
    private void stay() {
        CompletableFuture<ProcessHandle> end = installation.server().handle().onExit();
        end.join();
        if (stopping) {
            awaitHalt();
        }
        throw new LaunchException("The server stopped by itself; its log is " + installation.server().log() + ":\n"
                + LogFile.causes(installation.server().log()));
    }

    private void stop() {
        stopping = true;
        System.err.println("Stopping Wattwell …");
        installation.close();
        pidFile.delete();
    }

    /** The JVM is on its way out and its hook does the work: nothing more is to be said here. */
    private static void awaitHalt() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
