package com.wattwell.api.http;

import com.wattwell.identity.CurrentCaller;
import com.wattwell.platform.IdempotentWork;
import com.wattwell.platform.IdempotentWork.Answer;
import com.wattwell.platform.IdempotentWork.Outcome;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Does what a POST asks for, in one transaction, and once for each Idempotency-Key
 * (draft-ietf-httpapi-idempotency-key-header): a repeated request is told what the first one was told.
 */
@RequestScoped
public class Once {

    public static final String KEY = "Idempotency-Key";

    private static final Pattern KEY_FORM = Pattern.compile("[\\x21-\\x7e]{1," + IdempotentWork.MAX_KEY + "}");

    /**
     * What the work made.
     *
     * @param status 200, 201 or 202
     * @param path   where it is found, below the application: {@code commands/12}
     * @param again  what a repetition is told, and what is kept for it: the same, or the body without its secret
     */
    public record Made(int status, String path, Record body, Record again) {
        public static Made changed(String path, Record body) {
            return new Made(Response.Status.OK.getStatusCode(), path, body, body);
        }

        public static Made created(String path, Record body) {
            return new Made(Response.Status.CREATED.getStatusCode(), path, body, body);
        }

        public static Made accepted(String path, Record body) {
            return new Made(Response.Status.ACCEPTED.getStatusCode(), path, body, body);
        }

        /** The same with something else kept for repetitions. */
        public Made keeping(Record without) {
            return new Made(status, path, body, without);
        }
    }

    @Inject
    private IdempotentWork work;
    @Inject
    private CurrentCaller caller;
    @Inject
    private HttpServletRequest request;

    public Response answer(Supplier<Made> job) {
        return once(key(), job);
    }

    /**
     * For what asks somebody elsewhere and so must not hold a transaction meanwhile: does it first, unless this key was answered before, and keeps the
     * answer then. The job itself must be one that is done once however often it is asked for.
     */
    public <T> Response answerAfter(Supplier<T> job, Function<T, Made> made) {
        String key = key();
        Optional<Outcome> before = work.before(caller.get().name(), key, requestHash());
        if (before.isPresent()) {
            return response(before.get(), null);
        }
        T done = job.get();
        return once(key, () -> made.apply(done));
    }

    private String key() {
        String key = request.getHeader(KEY);
        if (key != null && !KEY_FORM.matcher(key).matches()) {
            throw new ProblemException(Problem.invalid(KEY, KEY + " has 1 to " + IdempotentWork.MAX_KEY + " visible ASCII characters."));
        }
        return key;
    }

    private Response once(String key, Supplier<Made> job) {
        byte[][] told = new byte[1][]; // by the work, if it is done now
        Outcome outcome = work.once(caller.get().name(), key, requestHash(), () -> {
            Made made = job.get();
            told[0] = RecordJson.write(made.body());
            return new Answer(made.status(), location(made.path()), new String(RecordJson.write(made.again()), StandardCharsets.UTF_8));
        });
        return response(outcome, told[0]);
    }

    /** @param told what the work of this request said, or {@code null} for what was kept */
    private static Response response(Outcome outcome, byte[] told) {
        return switch (outcome) {
            case Outcome.Answered(Answer answer) -> Response.status(answer.status()).header(HttpHeaders.LOCATION, answer.location())
                    .type(MediaType.APPLICATION_JSON_TYPE).entity(told != null ? told : answer.body().getBytes(StandardCharsets.UTF_8)).build();
            case Outcome.UnderWay() -> ProblemMapper.response(Problem.underWay());
            case Outcome.KeyReused() -> ProblemMapper.response(Problem.keyReused());
        };
    }

    /** Relative to the host, so that it holds behind any balancer. */
    private String location(String path) {
        return request.getContextPath() + request.getServletPath() + "/" + path;
    }

    private byte[] requestHash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((request.getMethod() + " " + request.getRequestURI() + "\n").getBytes(StandardCharsets.UTF_8));
            return digest.digest((byte[]) request.getAttribute(BodyLimit.BODY));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
