package com.wattwell.system;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The REST interface of a {@link TestServer} as one user calls it. */
public final class Api {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** Longer than anything here may take: a server that is stuck is told from one that works. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final TestServer server;
    private final String user;
    private final String authorization;

    /** What was answered. */
    public record Answer(int status, String type, String location, String body, HttpResponse<String> response) {

        /** Itself, if this was the answer. */
        public Answer expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError("Expected " + wanted + ", got " + status + ": " + body);
            }
            return this;
        }

        public JsonObject json() {
            try (JsonReader reader = Json.createReader(new StringReader(body))) {
                return reader.readObject();
            }
        }

        public int id() {
            return json().getInt("id");
        }

        public List<JsonObject> items() {
            return json().getJsonArray("items").getValuesAs(JsonObject.class);
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }
    }

    /** A company of its own, so that tests do not see each other's rows. */
    public record Company(String code, int id) {
    }

    private Api(TestServer server, String user) {
        this(server, user, server.adminPassword());
    }

    private Api(TestServer server, String user, String password) {
        this.server = server;
        this.user = user;
        this.authorization = user == null ? null : "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    public static Api admin(TestServer server) {
        return new Api(server, "admin");
    }

    public static Api nobody(TestServer server) {
        return new Api(server, null);
    }

    /** Somebody with a password of their own. */
    public static Api as(TestServer server, String user, String password) {
        return new Api(server, user, password);
    }

    /** A new user of a company, with the admin's password. */
    public static Api user(TestServer server, Company company, String role) {
        String name = "user" + NUMBER.incrementAndGet();
        try (Connection connection = server.connect();
             PreparedStatement user = connection.prepareStatement("""
                     with made as (insert into app_user (company_id, name, display_name, password_hash)
                                   select ?, ?, ?, password_hash from app_user where name = 'admin' returning id)
                     insert into app_user_role (user_id, role) select id, ? from made""")) {
            user.setInt(1, company.id());
            user.setString(2, name);
            user.setString(3, name);
            user.setString(4, role);
            user.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Api(server, name);
    }

    public static Company company(TestServer server) {
        String code = unique("CO-");
        return new Company(code, admin(server).post("/companies", "{'code':'%s','name':'Company %s'}", code, code).id());
    }

    /** A code nobody else has. */
    public static String unique(String prefix) {
        return prefix + NUMBER.incrementAndGet();
    }

    /** As this user signs in, with the admin's password. */
    public String name() {
        return user;
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    /** @param body JSON with single quotes, formatted with the arguments; {@code null} for no body */
    public Answer post(String path, String body, Object... arguments) {
        return send(body(path, body == null ? null : json(body, arguments)));
    }

    public Answer put(String path, String body, Object... arguments) {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json(body, arguments))));
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer postOnce(String key, String path, String body, Object... arguments) {
        return send(body(path, json(body, arguments)).header("Idempotency-Key", key));
    }

    /** A request that is not as it should be; {@code path} starts behind {@code /api/v1}. */
    public HttpRequest.Builder request(String path) {
        return outside("/v1" + path);
    }

    /** A request whose path starts behind {@code /api}. */
    public HttpRequest.Builder outside(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + "api" + path)).timeout(PATIENCE);
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    /** Follows what a Location said. */
    public Answer follow(String location) {
        return get(location.substring("/api/v1".length()));
    }

    public static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers().firstValue("Content-Type").orElse(""),
                    response.headers().firstValue("Location").orElse(null), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder body(String path, String json) {
        return json == null ? request(path).POST(BodyPublishers.noBody())
                : request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
    }

    private static String json(String body, Object... arguments) {
        String text = body.replace('\'', '"');
        return arguments.length == 0 ? text : text.formatted(arguments);
    }
}
