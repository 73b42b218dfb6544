package com.wattwell.api.http;

import com.wattwell.platform.RefusedException;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What went wrong, as RFC 9457 writes it.
 *
 * @param type    names the kind of problem; {@code about:blank} when the status says it all
 * @param detail  a sentence: what is wrong and what would be right
 * @param field   the field or parameter that is wrong, or {@code null}
 * @param headers of the answer besides its content type
 */
public record Problem(int status, String type, String title, String detail, String field, Map<String, String> headers) {

    public static final String MEDIA_TYPE = "application/problem+json";

    static final int INVALID = 400;
    static final int TOO_LARGE = 413;
    static final int UNSUPPORTED = 415;
    static final int KEY_REUSED = 422;

    private static final String KIND = "urn:wattwell:problem:";
    private static final String BLANK = "about:blank";

    /** A problem that its status names well enough. */
    public static Problem of(int status, String detail) {
        return new Problem(status, BLANK, title(status), detail, null, Map.of());
    }

    /** A request that makes no sense; {@code field} is {@code null} when it is not about one. */
    static Problem invalid(String field, String detail) {
        return new Problem(INVALID, KIND + "invalid", "Invalid request", detail, field, Map.of());
    }

    static Problem of(RefusedException refused) {
        return switch (refused.kind()) {
            case INVALID -> invalid(refused.field(), refused.getMessage());
            case CONFLICT -> conflict(refused.field(), refused.getMessage());
            case NOT_FOUND -> new Problem(404, KIND + "not-found", "Not found", refused.getMessage(), null, Map.of());
            case FORBIDDEN -> new Problem(403, KIND + "forbidden", "Not allowed", refused.getMessage(), null, Map.of());
        };
    }

    static Problem conflict(String field, String detail) {
        return new Problem(409, KIND + "conflict", "Conflict", detail, field, Map.of());
    }

    static Problem underWay() {
        return new Problem(409, KIND + "under-way", "Under way",
                "A request with this Idempotency-Key is being worked on. Ask again to get its answer.", null, Map.of("Retry-After", "1"));
    }

    static Problem keyReused() {
        return new Problem(KEY_REUSED, KIND + "idempotency-key-reused", "Idempotency-Key reused",
                "This Idempotency-Key was used for another request. Choose a new key for a new request.", "Idempotency-Key", Map.of());
    }

    static Problem unavailable() {
        return new Problem(503, BLANK, title(503), "The database does not answer. Nothing was done; try again.", null, Map.of("Retry-After", "5"));
    }

    Problem with(Map<String, String> moreHeaders) {
        return new Problem(status, type, title, detail, field, moreHeaders);
    }

    public byte[] json() {
        JsonObjectBuilder object = Json.createObjectBuilder().add("type", type).add("title", title).add("status", status);
        if (detail != null) {
            object.add("detail", detail);
        }
        if (field != null) {
            object.add("field", field);
        }
        return object.build().toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 401 -> "Not signed in";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 406 -> "Not acceptable";
            case TOO_LARGE -> "Body too large";
            case UNSUPPORTED -> "Unsupported media type";
            case 503 -> "Unavailable";
            default -> status < 500 ? "Request refused" : "Server error";
        };
    }

    /** What to say when nobody said anything better. */
    public static String usualDetail(int status) {
        return switch (status) {
            case 400 -> "The request makes no sense to the server.";
            case 401 -> "Sign in with HTTP Basic: a user name and its password.";
            case 403 -> "Your account may not do this.";
            case 404 -> "There is nothing at this address.";
            case 405 -> "This address does not take this method.";
            case 406 -> "There is no answer of the media types that Accept names.";
            case UNSUPPORTED -> "Send the body as application/json.";
            default -> status < 500 ? "The request was refused." : "Something went wrong on the server.";
        };
    }
}
