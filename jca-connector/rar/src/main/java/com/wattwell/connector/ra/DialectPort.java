package com.wattwell.connector.ra;

import com.wattwell.protocol.dtu.DialectKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A port for boxes that speak a dialect: {@code 8601 four-faith} or, with TLS, {@code 8602 hongdian tls}. The dialects are
 * {@code transparent}, {@code id-in-every-packet}, {@code four-faith}, {@code hongdian}, {@code inhand} and
 * {@code gdw-3761.1} (Q/GDW 1376.1).
 *
 * @param port 1 to 65535; 0 for any free one
 */
record DialectPort(int port, DialectKind dialect, boolean tls) {

    private static final Map<String, DialectKind> NAMES = names();
    /** More than this is a mistake in the configuration. */
    private static final int MAX_PORTS = 32;
    private static final int LAST_PORT = 65_535;

    private static Map<String, DialectKind> names() {
        Map<String, DialectKind> names = new LinkedHashMap<>();
        for (DialectKind kind : DialectKind.values()) {
            names.put(kind.written(), kind);
        }
        return names;
    }

    /**
     * Reads the entries between commas; none when the text is blank.
     *
     * @param taken ports that listen already
     * @throws IllegalArgumentException naming the entry and what is wrong with it
     */
    static List<DialectPort> parseAll(String text, List<Integer> taken) {
        List<DialectPort> ports = new ArrayList<>();
        if (text.isBlank()) {
            return ports;
        }
        Set<Integer> numbers = new HashSet<>(taken);
        for (String entry : text.split(",", -1)) {
            DialectPort port = parse(entry.strip());
            if (port.port != 0 && !numbers.add(port.port)) {
                throw wrong(entry, "port " + port.port + " is taken by another entry, by port or by tlsPort");
            }
            if (ports.size() == MAX_PORTS) {
                throw wrong(entry, "there are more than " + MAX_PORTS);
            }
            ports.add(port);
        }
        return ports;
    }

    private static DialectPort parse(String entry) {
        String[] words = entry.split("\\s+");
        boolean tls = words.length == 3 && words[2].equals("tls");
        if (words.length != 2 && !tls) {
            throw wrong(entry, "expected a port, a dialect and perhaps the word tls");
        }
        if (!words[0].matches("\\d{1,5}") || Integer.parseInt(words[0]) > LAST_PORT) {
            throw wrong(entry, "'" + words[0] + "' is no port, 0 to " + LAST_PORT);
        }
        DialectKind dialect = NAMES.get(words[1]);
        if (dialect == null) {
            throw wrong(entry, "no dialect is named '" + words[1] + "'; there are " + String.join(", ", NAMES.keySet()));
        }
        return new DialectPort(Integer.parseInt(words[0]), dialect, tls);
    }

    private static IllegalArgumentException wrong(String entry, String why) {
        return new IllegalArgumentException("dialectPorts: entry '" + entry.strip() + "': " + why);
    }
}
