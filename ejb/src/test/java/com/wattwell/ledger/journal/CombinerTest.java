package com.wattwell.ledger.journal;

import static com.wattwell.ledger.journal.Books.LI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.ledger.journal.Wish.Outcome;
import com.wattwell.platform.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many callers, few transactions; and what each is told when something goes wrong. */
class CombinerTest {

    private final Books books = new Books();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger transactions = new AtomicInteger();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private List<Outcome> inOneTransaction(List<Wish> wishes) {
        transactions.incrementAndGet();
        return Books.together(() -> books.journal.postEach(wishes));
    }

    private Combiner combiner(Combiner.Transaction transaction, Duration patience, int maxWaiting) {
        return new Combiner(threads, transaction, patience, maxWaiting, 100, 2);
    }

    private <T> List<Future<T>> allAtOnce(int callers, java.util.function.IntFunction<T> call) {
        CountDownLatch go = new CountDownLatch(1);
        List<Future<T>> calls = new ArrayList<>(IntStream.range(0, callers).mapToObj(i -> threads.submit((Callable<T>) () -> {
            go.await();
            return call.apply(i);
        })).toList());
        go.countDown();
        return calls;
    }

    @Test
    void manyCallersShareTransactionsAndEachHasHisOwnAnswer() throws Exception {
        Combiner combiner = combiner(this::inOneTransaction, Duration.ofSeconds(20), 1000);
        List<Future<Outcome>> calls = allAtOnce(200, i -> combiner.post(new Wish(books.tender("t:" + i, i % 7, 1), null)));
        for (int i = 0; i < calls.size(); i++) {
            String key = "t:" + i;
            assertThat(calls.get(i).get()).isInstanceOfSatisfying(Outcome.Done.class, done -> assertThat(done.posted().businessKey()).isEqualTo(key));
        }
        assertThat(books.count("journal_entry")).isEqualTo(200);
        assertThat(transactions.get()).isLessThan(100);
        assertThat(combiner.posted()).isEqualTo(200);
        assertThat(combiner.waiting()).isZero();
    }

    @Test
    void ofManyWhoTakeFromOneAccountOnlySoManySucceedAsThereIsMoney() throws Exception {
        books.post(books.tender("t", LI, 100));
        Combiner combiner = combiner(this::inOneTransaction, Duration.ofSeconds(20), 1000);
        List<Future<Outcome>> calls = allAtOnce(50, i -> combiner.post(new Wish(books.charge("c:" + i, LI, 9), new Wish.Limit(LI, 0))));
        int taken = 0;
        for (Future<Outcome> call : calls) {
            taken += call.get() instanceof Outcome.Done ? 1 : 0;
        }
        assertThat(taken).isEqualTo(11);
        assertThat(books.journal.balanceFen(LI)).isEqualTo(1);
    }

    @Test
    void oneThatSpoilsItsGroupIsAloneInItsFailure() throws Exception {
        CountDownLatch all = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(1);
        Combiner combiner = new Combiner(threads, wishes -> {
            taken.countDown();
            await(all);
            if (wishes.stream().anyMatch(wish -> wish.entry().businessKey().equals("t:3"))) {
                throw new IllegalStateException("spoilt");
            }
            return inOneTransaction(wishes);
        }, Duration.ofSeconds(20), 1000, 100, 1);
        Future<Outcome> before = threads.submit(() -> combiner.post(new Wish(books.tender("t:10", 10, 1), null)));
        taken.await();
        List<Future<Outcome>> calls = allAtOnce(10, i -> combiner.post(new Wish(books.tender("t:" + i, i, 1), null)));
        while (combiner.waiting() < 10) {
            Thread.onSpinWait(); // all of them are the next group
        }
        all.countDown();
        for (int i = 0; i < 10; i++) {
            Future<Outcome> call = calls.get(i);
            if (i == 3) {
                assertThatThrownBy(call::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(UnansweredException.class);
            } else {
                assertThat(call.get()).isInstanceOf(Outcome.Done.class);
            }
        }
        assertThat(before.get()).isInstanceOf(Outcome.Done.class);
        assertThat(books.count("journal_entry")).isEqualTo(10);
    }

    @Test
    void whoeverFindsTheQueueFullIsRefusedAtOnce() throws Exception {
        CountDownLatch mayGo = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(2);
        Combiner combiner = combiner(wishes -> {
            taken.countDown();
            await(mayGo);
            return inOneTransaction(wishes);
        }, Duration.ofSeconds(20), 1);
        Future<Outcome> first = threads.submit(() -> combiner.post(new Wish(books.tender("t:1", 1, 1), null)));
        while (taken.getCount() == 2) {
            Thread.onSpinWait();
        }
        Future<Outcome> second = threads.submit(() -> combiner.post(new Wish(books.tender("t:2", 2, 1), null)));
        taken.await();
        Future<Outcome> third = threads.submit(() -> combiner.post(new Wish(books.tender("t:3", 3, 1), null)));
        while (combiner.waiting() == 0) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(() -> combiner.post(new Wish(books.tender("t:4", 4, 1), null))).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.messageKey()).isEqualTo("refused.postingBusy"));
        mayGo.countDown();
        assertThat(List.of(first.get(), second.get(), third.get())).allMatch(outcome -> outcome instanceof Outcome.Done);
        assertThat(books.count("journal_entry")).isEqualTo(3);
    }

    @Test
    void whoeverIsStillWaitingWhenPatienceEndsIsNotPosted() throws Exception {
        CountDownLatch mayGo = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(2);
        Combiner combiner = combiner(wishes -> {
            taken.countDown();
            await(mayGo);
            return inOneTransaction(wishes);
        }, Duration.ofMillis(300), 10);
        Future<Outcome> first = threads.submit(() -> combiner.post(new Wish(books.tender("t:1", 1, 1), null)));
        while (taken.getCount() == 2) {
            Thread.onSpinWait();
        }
        Future<Outcome> second = threads.submit(() -> combiner.post(new Wish(books.tender("t:2", 2, 1), null)));
        taken.await();
        assertThatThrownBy(() -> combiner.post(new Wish(books.tender("t:3", 3, 1), null))).isInstanceOf(RefusedException.class);
        assertThatThrownBy(first::get).hasCauseInstanceOf(UnansweredException.class);
        assertThatThrownBy(second::get).hasCauseInstanceOf(UnansweredException.class);
        mayGo.countDown();
        assertThat(combiner.post(new Wish(books.tender("t:1", 1, 1), null))).as("asked again it tells").isInstanceOf(Outcome.Done.class);
        combiner.post(new Wish(books.tender("t:2", 2, 1), null));
        assertThat(books.database.list("select business_key from journal_entry order by 1", row -> row.getString(1))).containsExactly("t:1", "t:2");
    }

    @Test
    void whenNothingGoesARestOfTheGroupDoesNotTryEachForItself() {
        AtomicInteger tries = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(1);
        Combiner combiner = new Combiner(threads, wishes -> {
            await(all);
            tries.incrementAndGet();
            throw new IllegalStateException("the database is away");
        }, Duration.ofSeconds(20), 1000, 100, 1);
        List<Future<Outcome>> calls = allAtOnce(50, i -> combiner.post(new Wish(books.tender("t:" + i, i, 1), null)));
        while (combiner.waiting() < 40) {
            Thread.onSpinWait();
        }
        all.countDown();
        calls.forEach(call -> assertThatThrownBy(call::get).hasCauseInstanceOf(UnansweredException.class));
        assertThat(tries.get()).isLessThan(20);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
