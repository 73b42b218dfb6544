package com.wattwell.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.platform.IdempotentWork.Answer;
import com.wattwell.platform.IdempotentWork.Outcome;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What one node does after another; requests side by side are tried on the real server. */
class IdempotentWorkTest {

    private static final byte[] REQUEST = {1};

    private final Database database = TestDatabase.fresh(LocalDate.now());
    private final IdempotentWork work = new IdempotentWork(database);
    private final AtomicInteger done = new AtomicInteger();

    private Outcome ask(String user, String key, byte[] request) {
        return work.once(user, key, request, () -> new Answer(201, "/things/" + done.incrementAndGet(), "{\n\"a\":1}"));
    }

    @Test
    void aRepetitionIsToldWhatTheFirstWasTold() {
        Outcome first = ask("mary", "k", REQUEST);
        assertThat(ask("mary", "k", REQUEST)).isEqualTo(first).isEqualTo(new Outcome.Answered(new Answer(201, "/things/1", "{\n\"a\":1}")));
        assertThat(done).hasValue(1);
    }

    @Test
    void keysOfTwoUsersAreTwoKeys() {
        ask("mary", "k", REQUEST);
        ask("john", "k", REQUEST);
        assertThat(done).hasValue(2);
    }

    @Test
    void aKeyStandsForOneRequest() {
        ask("mary", "k", REQUEST);
        assertThat(ask("mary", "k", new byte[] {2})).isEqualTo(new Outcome.KeyReused());
        assertThat(done).hasValue(1);
    }

    @Test
    void withoutAKeyTheWorkIsDoneEachTime() {
        ask("mary", null, REQUEST);
        ask("mary", null, REQUEST);
        assertThat(done).hasValue(2);
    }

    @Test
    void keysAreForgottenAfterTwoDays() {
        ask("mary", "old", REQUEST);
        ask("mary", "new", REQUEST);
        database.update("update idempotency_key set created_at = now() - interval '49 hours' where key = 'old'");
        work.forgetOldKeys();
        assertThat(database.list("select key from idempotency_key", row -> row.getString(1))).containsExactly("new");
    }
}
