package com.wattwell.simulator;

import com.wattwell.simulator.Statistics.Counter;
import com.wattwell.simulator.outside.OutsideWorld;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs a town by itself until it is told to stop. */
public final class TownMain {

    static final String USAGE = """
            town [--file FILE] [--connect HOST:PORT] [--register URL] [--switches FILE] [--control PORT] [--key-machine PORT] [--outside PORT]

              --file FILE          the town; without it the default town of 50 collectors and 1,000 meters,
                                   and thousand-lines, mixed-lines or zero-delay name others that come along
              --connect HOST:PORT  where its collectors dial in (%s)
              --register URL       make the town known to the Wattwell at this address first;
                                   WATTWELL_USER and WATTWELL_PASSWORD say as whom
              --switches FILE      keep there what relays and valves did, and find them so again
              --control PORT       look into the town and change it over HTTP on this port of loopback
              --key-machine PORT   stand in for the utility's key machine on this port of loopback
              --outside PORT       stand in for Alipay, WeChat Pay and the suppliers of text messages on this port of loopback;
                                   /phone there is a resident's phone
            """;
    static final String SERVER = "127.0.0.1:8600";

    private static final Duration SERVER_STARTS_WITHIN = Duration.ofMinutes(2);
    private static final int STATUS_SECONDS = 60;
    private static final int THREADS = 2;

    private TownMain() {
    }

    public static void main(String[] words) {
        if (List.of(words).contains("--help")) {
            System.out.print(USAGE.formatted(SERVER));
            return;
        }
        try {
            run(Options.of(words));
        } catch (IllegalArgumentException | TownFileException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        } catch (IOException failed) {
            System.err.println("The town cannot start: " + (failed.getMessage() == null ? failed.toString() : failed.getMessage()));
            System.exit(1);
        } catch (InterruptedException stopped) {
            System.exit(1);
        }
    }

    private static void run(Options options) throws IOException, InterruptedException {
        Town town = options.town();
        say(town.name() + ": " + town.collectors().size() + " collectors, " + town.meterCount() + " meters");
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopped.countDown();
            try {
                closed.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }, "stop"));
        try (OutsideWorld outside = options.outside() < 0 ? null : outside(town, options.outside());
             SwitchLog switches = options.switches() == null ? null : SwitchLog.open(options.switches());
             RunningTown running = introduced(town, options, outside).dial(options.connect(), InstantSource.system(), THREADS, switches);
             KeyMachinePort keyMachine = options.keyMachine() < 0 ? null : new KeyMachinePort(town, options.keyMachine());
             ControlPort control = options.control() < 0 ? null : new ControlPort(running, options.control())) {
            if (outside != null) {
                say("the world outside: " + outside.url() + "/phone");
            }
            if (keyMachine != null) {
                say("stand-in key machine: http://127.0.0.1:" + keyMachine.port());
            }
            if (control != null) {
                say("control port: http://127.0.0.1:" + control.port() + "/statistics");
            }
            long requests = 0;
            while (!stopped.await(STATUS_SECONDS, TimeUnit.SECONDS)) {
                requests = status(running, requests);
            }
        } finally {
            closed.countDown();
        }
        say("The town has closed.");
    }

    private static OutsideWorld outside(Town town, int port) throws IOException {
        OutsideWorld outside = new OutsideWorld(town.seed(), town.companies().stream().map(Company::code).toList(), Clock.systemUTC(), port);
        outside.setFaults(town.outside().faults());
        outside.setHabits(town.outside().habits());
        return outside;
    }

    /** @return the town, made known to the server first if that is wanted */
    private static Town introduced(Town town, Options options, OutsideWorld outside) throws IOException, InterruptedException {
        if (options.register() != null) {
            introduce(town, options.register(), outside);
        }
        return town;
    }

    private static void introduce(Town town, String url, OutsideWorld outside) throws IOException, InterruptedException {
        String user = System.getenv("WATTWELL_USER");
        String password = System.getenv("WATTWELL_PASSWORD");
        if (user == null || password == null) {
            throw new IllegalArgumentException("--register needs WATTWELL_USER and WATTWELL_PASSWORD in the environment");
        }
        try (RestClient rest = new RestClient(url, user, password)) {
            Introduction introduction = new Introduction(town, rest);
            introduction.awaitServer(SERVER_STARTS_WITHIN);
            Introduction.Made made = introduction.introduce();
            say("Wattwell knows the town; new: " + made.companies() + " companies, " + made.collectors() + " collectors, "
                    + made.meters() + " meters, " + made.schedules() + " schedules");
            made.unknown().forEach((protocol, meters) -> say("Wattwell does not know the protocol " + protocol + " yet: "
                    + meters + " meters are on their lines but not made known"));
            if (outside != null) {
                say("Wattwell has " + introduction.contracts(outside.keys()) + " contracts with the world outside");
            }
        }
    }

    private static long status(RunningTown running, long requestsBefore) {
        Statistics statistics = running.statistics();
        long requests = statistics.of(Counter.REQUESTS);
        say(running.connected() + " of " + running.collectors().size() + " collectors connected, "
                + (requests - requestsBefore) + " requests in the last minute, " + requests + " in all, "
                + statistics.of(Counter.COLLISIONS) + " collisions, " + statistics.of(Counter.LOST_CONNECTIONS) + " connections lost");
        return requests;
    }

    private static void say(String line) {
        System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
    }

    /** What the command line asks for; ports are -1 when they are not wanted, {@code register} and {@code switches} may be {@code null}. */
    record Options(Town town, InetSocketAddress connect, String register, Path switches, int control, int keyMachine, int outside) {

        static Options of(String... words) {
            Town town = null;
            InetSocketAddress connect = address(SERVER);
            String register = null;
            Path switches = null;
            int control = -1;
            int keyMachine = -1;
            int outside = -1;
            for (int i = words.length > 0 && words[0].equals("town") ? 1 : 0; i < words.length; i += 2) {
                if (i + 1 == words.length) {
                    throw new IllegalArgumentException(USAGE.formatted(SERVER));
                }
                String value = words[i + 1];
                switch (words[i]) {
                    case "--file" -> town = value.matches("[a-z-]+") ? TownFile.builtIn(value) : TownFile.parse(Path.of(value));
                    case "--connect" -> connect = address(value);
                    case "--register" -> register = value;
                    case "--switches" -> switches = Path.of(value);
                    case "--control" -> control = Words.number(value);
                    case "--key-machine" -> keyMachine = Words.number(value);
                    case "--outside" -> outside = Words.number(value);
                    default -> throw new IllegalArgumentException(USAGE.formatted(SERVER));
                }
            }
            return new Options(town == null ? TownFile.builtIn("default") : town, connect, register, switches, control, keyMachine, outside);
        }

        private static InetSocketAddress address(String value) {
            int colon = value.lastIndexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("--connect " + value + ": expected HOST:PORT");
            }
            return new InetSocketAddress(value.substring(0, colon), Words.number(value.substring(colon + 1)));
        }
    }
}
