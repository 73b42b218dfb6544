package com.wattwell.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ports of one installation, all moved together.
 *
 * @param offset added to every port, 0 to 50,000
 */
public record Ports(int offset) {

    private static final int MAX_OFFSET = 50_000;
    /** Browsers refuse it: it was AMANDA's. */
    private static final int BLOCKED_BY_BROWSERS = 10_080;

    public Ports {
        if (offset < 0 || offset > MAX_OFFSET) {
            throw new LaunchException("--port-offset takes a number from 0 to " + MAX_OFFSET + ", not " + offset + ".");
        }
    }

    /** The first offset from {@code from} on, in steps of {@code step}, at which every port is free now. */
    public static Ports firstFree(int from, int step) {
        for (int offset = from; offset <= MAX_OFFSET; offset += step) {
            Ports ports = new Ports(offset);
            if (ports.taken().isEmpty() && ports.http() != BLOCKED_BY_BROWSERS) {
                return ports;
            }
        }
        throw new LaunchException("No free ports from offset " + from + " on.");
    }

    public int http() {
        return 8080 + offset;
    }

    public int management() {
        return 9990 + offset;
    }

    /** Where collectors dial in. */
    public int collectors() {
        return 8600 + offset;
    }

    public int database() {
        return 15432 + offset;
    }

    /** Where the virtual town takes orders from tests. */
    public int town() {
        return 8700 + offset;
    }

    /** Where the virtual town stands in for the utility's key machine. */
    public int keyMachine() {
        return 8710 + offset;
    }

    /** Where the virtual town stands in for payment channels and suppliers of text messages, and shows a resident's phone. */
    public int outside() {
        return 8720 + offset;
    }

    /** The address of that, for the server; without a slash at its end. */
    public String outsideUrl() {
        return "http://127.0.0.1:" + outside();
    }

    /** The address of the key machine, for the server. */
    public String keyMachineUrl() {
        return "http://127.0.0.1:" + keyMachine() + "/";
    }

    public String url() {
        return "http://127.0.0.1:" + http() + "/";
    }

    /** What somebody should hear who chose this offset. */
    Optional<String> warning() {
        return http() == BLOCKED_BY_BROWSERS
                ? Optional.of("Browsers refuse port " + BLOCKED_BY_BROWSERS + ": choose another --port-offset than " + offset + ".")
                : Optional.empty();
    }

    /** @throws LaunchException naming the first port that somebody else listens on */
    void requireFree() {
        taken().ifPresent(port -> {
            throw new LaunchException("Port " + port.getValue() + " (" + port.getKey() + ") is in use by another program:"
                    + " end that one, or move all of Wattwell's ports with --port-offset, for example --port-offset "
                    + firstFree(offset + 100, 100).offset() + ".");
        });
    }

    private Optional<Map.Entry<String, Integer>> taken() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("web pages", http());
        ports.put("server management", management());
        ports.put("collectors", collectors());
        ports.put("database", database());
        ports.put("virtual town", town());
        ports.put("key machine of the virtual town", keyMachine());
        ports.put("world outside of the virtual town", outside());
        return ports.entrySet().stream().filter(port -> !isFree(port.getValue())).findFirst();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
