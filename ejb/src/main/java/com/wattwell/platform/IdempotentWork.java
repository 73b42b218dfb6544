package com.wattwell.platform;

import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Work that is done once however often it is asked for under the same key. The key's row is committed together with the
 * work, so a crash leaves both or neither. Work that is refused leaves no row: nothing was done, and the same key may try
 * again. Keys are kept for {@link #KEPT_HOURS} hours.
 */
@Stateless
public class IdempotentWork {

    public static final int KEPT_HOURS = 48;
    /** Characters of a key. */
    public static final int MAX_KEY = 200;

    private static final char BEHIND_LOCATION = '\n';

    /**
     * What the asker was told.
     *
     * @param location where what was made is found
     */
    public record Answer(int status, String location, String body) {
    }

    /** How asking ended. */
    public sealed interface Outcome {
        /** Done now, or done before and told again. */
        record Answered(Answer answer) implements Outcome {
        }

        /** Somebody is doing it at this moment; nothing was done here. */
        record UnderWay() implements Outcome {
        }

        /** The key stands for another request; nothing was done. */
        record KeyReused() implements Outcome {
        }
    }

    private final Database database;

    @Inject
    public IdempotentWork(Database database) {
        this.database = database;
    }

    protected IdempotentWork() {
        this(null); // the container's proxy wants it
    }

    /**
     * Does the work in one transaction with its key.
     *
     * @param key         chosen by the user, or {@code null} to do the work whatever was done before
     * @param requestHash tells two requests with the same key apart
     */
    public Outcome once(String user, String key, byte[] requestHash, Supplier<Answer> work) {
        if (key == null) {
            return new Outcome.Answered(work.get());
        }
        // held to the end of the transaction; who does not get it is told so instead of keeping a connection waiting
        if (!database.one("select pg_try_advisory_xact_lock(hashtextextended(?, 0))", row -> row.getBoolean(1), user + BEHIND_LOCATION + key)) {
            return new Outcome.UnderWay();
        }
        int first = database.update("insert into idempotency_key (user_name, key, request_hash) values (?, ?, ?) on conflict do nothing",
                user, key, requestHash);
        if (first == 0) {
            return toldBefore(user, key, requestHash);
        }
        Answer answer = work.get();
        database.update("update idempotency_key set status = ?, response = ? where user_name = ? and key = ?",
                answer.status(), answer.location() + BEHIND_LOCATION + answer.body(), user, key);
        return new Outcome.Answered(answer);
    }

    /** How asking ended before, if it did: for work that must not be done in a transaction, and is done before its answer is kept by {@link #once}. */
    public Optional<Outcome> before(String user, String key, byte[] requestHash) {
        boolean known = key != null && database.first("select 1 from idempotency_key where user_name = ? and key = ?", row -> true, user, key).isPresent();
        return known ? Optional.of(toldBefore(user, key, requestHash)) : Optional.empty();
    }

    private Outcome toldBefore(String user, String key, byte[] requestHash) {
        record Kept(byte[] hash, int status, String response) {
        }
        Kept kept = database.one("select request_hash, status, response from idempotency_key where user_name = ? and key = ?",
                row -> new Kept(row.getBytes(1), row.getInt(2), row.getString(3)), user, key);
        if (!Arrays.equals(kept.hash(), requestHash)) {
            return new Outcome.KeyReused();
        }
        int end = kept.response().indexOf(BEHIND_LOCATION);
        return new Outcome.Answered(new Answer(kept.status(), kept.response().substring(0, end), kept.response().substring(end + 1)));
    }

    /** Forgets keys that are too old for a retry to come. */
    @Schedule(hour = "*", minute = "23", persistent = false, info = "old idempotency keys")
    public void forgetOldKeys() {
        database.update("delete from idempotency_key where created_at < now() - ? * interval '1 hour'", KEPT_HOURS);
    }
}
