package com.wattwell.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.dlt645.ControlCommand;
import com.wattwell.protocol.dlt645.IdentityAuthentication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;

/**
 * Stands in for the utility's key machine (加密机): makes for the town's meters what their security modules want, over HTTP on
 * loopback. See {@link StandInCipher} for what is real about it.
 *
 * <pre>
 *   POST /authenticate    {"meter":"202402060107"}
 *                         → {"ciphertext":"8 bytes","random":"8 bytes"}
 *   POST /seal-control    {"meter":…,"esamNumber":"8 bytes","random":"4 bytes","control":"N1..N8"}
 *                         → {"sealed":"ciphertext 16, MAC 4"}
 *   POST /seal-purchase   {"meter":…,"esamNumber":…,"random":…,"purchase":"amount in fen 4, count 4, low byte first"}
 *                         → {"sealed":"amount 4, count 4, MAC 4, customer 6, MAC 4"}
 *   POST /seal-parameter  {"meter":…,"esamNumber":…,"random":…,"parameterClass":1,"item":"04000103","data":"15"}
 *                         → {"sealed":"data or ciphertext, MAC 4"}
 * </pre>
 *
 * Bytes are hex digits in the order in which they travel on the line; {@code random} is the meter's random number 2. What is wrong
 * is answered with 400 and {@code {"error":"…"}}.
 */
public final class KeyMachinePort implements AutoCloseable {

    private static final int MOST_BYTES = 4096;
    private static final int MOST_DATA_BYTES = 180;

    private final StandInCipher cipher;
    private final SecureRandom randoms = new SecureRandom();
    private final HttpServer server;

    /** @param port on loopback; 0 for any that is free */
    public KeyMachinePort(Town town, int port) throws IOException {
        cipher = new StandInCipher(town.seed());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            Object answer;
            try {
                byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
                if (body.length > MOST_BYTES) {
                    throw new IllegalArgumentException("the request has more than " + MOST_BYTES + " bytes");
                }
                answer = answer(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(), body);
            } catch (IllegalArgumentException wrong) {
                status = 400;
                answer = Map.of("error", String.valueOf(wrong.getMessage()));
            }
            byte[] body = Json.write(answer).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Object answer(String what, byte[] body) {
        if (!(Json.read(new String(body, StandardCharsets.UTF_8)) instanceof Map<?, ?> request)) {
            throw new IllegalArgumentException("the request is no JSON object");
        }
        return switch (what) {
            case "POST /authenticate" -> authenticate(factor(request));
            case "POST /seal-control" -> sealed(cipher.sealOrder(session(request), bytes(request, "control", ControlCommand.ORDER_LENGTH)));
            case "POST /seal-purchase" -> sealed(cipher.sealPurchase(session(request), bytes(request, "purchase", StandInCipher.PURCHASE_BYTES), customer(request)));
            case "POST /seal-parameter" -> sealed(cipher.sealParameter(session(request), identifier(request), data(request), encrypted(request)));
            default -> throw new IllegalArgumentException("nothing is known of " + what);
        };
    }

    private Map<String, Object> authenticate(byte[] factor) {
        byte[] random = new byte[IdentityAuthentication.FIELD_LENGTH];
        randoms.nextBytes(random);
        return Map.of("ciphertext", Hex.of(cipher.authentication(factor, random)), "random", Hex.of(random));
    }

    private static Map<String, Object> sealed(byte[] sealed) {
        return Map.of("sealed", Hex.of(sealed));
    }

    private static byte[] factor(Map<?, ?> request) {
        String meter = text(request, "meter");
        if (!meter.matches("[0-9]{1,12}")) {
            throw new IllegalArgumentException("meter is not 1 to 12 digits");
        }
        return IdentityAuthentication.factor(meter);
    }

    private static StandInCipher.Session session(Map<?, ?> request) {
        return new StandInCipher.Session(factor(request), bytes(request, "esamNumber", IdentityAuthentication.FIELD_LENGTH),
                bytes(request, "random", IdentityAuthentication.RANDOM_2_LENGTH));
    }

    /** The customer's number is the meter's, of twelve digits. */
    private static byte[] customer(Map<?, ?> request) {
        String meter = text(request, "meter");
        return WireData.address("0".repeat(Math.max(0, 12 - meter.length())) + meter);
    }

    /** DI0..DI3 as it travels: low byte first. */
    private static byte[] identifier(Map<?, ?> request) {
        byte[] item = bytes(request, "item", 4);
        return new byte[] {item[3], item[2], item[1], item[0]};
    }

    private static byte[] data(Map<?, ?> request) {
        int digits = text(request, "data").length();
        if (digits < 2 || digits > 2 * MOST_DATA_BYTES) {
            throw new IllegalArgumentException("data has not 1 to " + MOST_DATA_BYTES + " bytes");
        }
        return bytes(request, "data", digits / 2);
    }

    private static boolean encrypted(Map<?, ?> request) {
        return switch (String.valueOf(request.get("parameterClass"))) {
            case "1" -> false;
            case "2" -> true;
            default -> throw new IllegalArgumentException("parameterClass is neither 1 nor 2");
        };
    }

    private static byte[] bytes(Map<?, ?> request, String name, int length) {
        String hex = text(request, name);
        if (!hex.matches("[0-9A-Fa-f]{" + 2 * length + "}")) {
            throw new IllegalArgumentException(name + " is not " + length + " bytes in hex");
        }
        return Hex.parse(hex);
    }

    private static String text(Map<?, ?> request, String name) {
        if (!(request.get(name) instanceof String text)) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return text;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
