package com.wattwell.connector.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.wattwell.connector.CollectorEvent.Heard;
import com.wattwell.connector.CollectorListener;
import com.wattwell.connector.Delivery;
import com.wattwell.connector.DeliveryStream;
import com.wattwell.connector.ra.fake.FakeEndpoints;
import com.wattwell.connector.ra.fake.FakeTransactions;
import com.wattwell.connector.ra.fake.FakeWorkManager;
import com.wattwell.connector.ra.metrics.Metrics;
import jakarta.resource.NotSupportedException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private final FakeTransactions transactions = new FakeTransactions();
    private final FakeWorkManager works = new FakeWorkManager();
    private final Timer timer = new Timer(true);
    private final Metrics metrics = new Metrics();
    private final AtomicInteger given = new AtomicInteger();
    private final DeliveryQueue queue = new DeliveryQueue(DeliveryStream.READINGS, Marks.around(1000), given::addAndGet, metrics);
    private final Bean bean = new Bean();
    private final FakeEndpoints endpoints = new FakeEndpoints(bean, transactions);
    private StreamActivation activation;

    /** Keeps what it committed; {@code doing} is called with each batch and may throw or roll back. */
    private final class Bean implements CollectorListener {

        private final List<Long> committed = new CopyOnWriteArrayList<>();
        private final List<Long> poison = new CopyOnWriteArrayList<>();
        private final List<Integer> batches = new CopyOnWriteArrayList<>();
        private volatile Consumer<List<Long>> doing = ids -> { };
        private volatile Runnable onPoison = () -> { };

        @Override
        public void onDeliveries(List<? extends Delivery> deliveries) {
            List<Long> ids = deliveries.stream().map(each -> ((Heard) each).collectorId()).toList();
            batches.add(ids.size());
            doing.accept(ids);
            keep(ids, committed);
        }

        @Override
        public void onPoison(Delivery delivery, String cause) {
            onPoison.run();
            keep(List.of(((Heard) delivery).collectorId()), poison);
        }

        private void keep(List<Long> ids, List<Long> where) {
            transactions.registerInterposedSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {
                }

                @Override
                public void afterCompletion(int status) {
                    if (status == Status.STATUS_COMMITTED) {
                        where.addAll(ids);
                    }
                }
            });
        }
    }

    @AfterEach
    void stop() {
        if (activation != null) {
            activation.stop();
        }
        timer.cancel();
    }

    @Test
    void everythingIsDeliveredInOrderInBatchesOfWhatIsThere() throws Exception {
        put(1, 1000);
        activate(256, 1);
        await().until(() -> bean.committed.size() == 1000);

        assertThat(bean.committed).isEqualTo(LongStream.rangeClosed(1, 1000).boxed().toList());
        assertThat(bean.batches).containsExactly(256, 256, 256, 232);
        assertThat(given).hasValue(1000);
        assertThat(queue.depth()).isZero();
    }

    @Test
    void whatTricklesInSharesABatchAndATransaction() throws Exception {
        gatherMillis = 60_000;
        activate(3, 1);
        put(1, 1);
        put(2, 1);
        put(3, 1);
        await().until(() -> bean.committed.size() == 3);

        assertThat(bean.batches).containsExactly(3);
    }

    @Test
    void anIdleWorkerTakesASingleDeliveryWithoutWaitingForMore() throws Exception {
        activate(256, 1);
        put(1, 1);
        await().until(() -> bean.committed.size() == 1);

        assertThat(bean.batches).containsExactly(1);
    }

    @Test
    void onePoisonAmongManyIsSetAsideAloneAndAllOthersAreDelivered() throws Exception {
        bean.doing = ids -> {
            if (ids.contains(77L)) {
                throw new IllegalStateException("cannot store 77");
            }
        };
        put(1, 200);
        activate(256, 1);
        await().until(() -> bean.committed.size() == 199);

        assertThat(bean.poison).containsExactly(77L);
        assertThat(bean.committed).doesNotContain(77L).doesNotHaveDuplicates();
        assertThat(bean.committed).isSorted();
        assertThat(queue.depth()).isZero();
        assertThat(metrics.snapshot()).containsEntry("poison_total{stream=\"READINGS\"}", 1.0);
    }

    @Test
    void aRollBackWithoutAnExceptionGivesTheBatchBack() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        bean.doing = ids -> {
            if (calls.incrementAndGet() <= 3) {
                transactions.setRollbackOnly();
            }
        };
        put(1, 4);
        activate(4, 1);
        await().until(() -> bean.committed.size() == 4);

        assertThat(bean.committed).containsExactly(1L, 2L, 3L, 4L);
        assertThat(bean.poison).isEmpty();
    }

    @Test
    void aFailedCommitGivesTheBatchBack() throws Exception {
        endpoints.commitsFail = true;
        bean.onPoison = transactions::setRollbackOnly; // or the one under way while commits come back could be set aside
        put(1, 4);
        activate(4, 1);
        await().until(() -> bean.batches.size() > 3);
        assertThat(queue.depth()).isEqualTo(4);
        endpoints.commitsFail = false;
        await().until(() -> bean.committed.size() == 4);

        assertThat(bean.committed).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void aListenerThatIsDownAndComesUpAgainLosesNothingAndSetsNothingAside() throws Exception {
        bean.doing = ids -> {
            throw new IllegalStateException("database is down");
        };
        bean.onPoison = () -> {
            throw new IllegalStateException("database is down");
        };
        put(1, 500);
        activate(100, 2);
        await().until(() -> bean.batches.size() > 40);
        put(501, 100);
        bean.doing = ids -> { };
        await().until(() -> bean.committed.size() == 600);

        assertThat(bean.committed).containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 600).boxed().toList());
        assertThat(bean.poison).isEmpty();
        assertThat(queue.depth()).isZero();
    }

    @Test
    void aPoisonThatCannotBeSetAsideStaysAndIsTriedAgain() throws Exception {
        bean.doing = ids -> {
            throw new IllegalStateException("cannot");
        };
        AtomicInteger poisonings = new AtomicInteger();
        bean.onPoison = () -> {
            if (poisonings.incrementAndGet() < 4) {
                transactions.setRollbackOnly();
            }
        };
        put(1, 1);
        activate(10, 1);
        await().until(() -> !bean.poison.isEmpty());

        assertThat(poisonings).hasValue(4);
        assertThat(bean.poison).containsExactly(1L);
    }

    @Test
    void aBeanThatIsNotThereYetIsWaitedFor() throws Exception {
        endpoints.unavailable = true;
        put(1, 20);
        activate(10, 1);
        await().during(Duration.ofMillis(100)).until(() -> bean.batches.isEmpty());
        endpoints.unavailable = false;
        await().until(() -> bean.committed.size() == 20);

        assertThat(bean.poison).isEmpty();
    }

    @Test
    void aServerWithoutAFreeThreadIsAskedAgain() throws Exception {
        works.toReject.set(1);
        put(1, 5);
        activate(10, 1);
        await().until(() -> bean.committed.size() == 5);
    }

    @Test
    void whatAStoppedListenerDidNotTakeWaitsForTheNextOne() throws Exception {
        bean.doing = ids -> {
            if (ids.getFirst() > 2) {
                throw new IllegalStateException("not yet");
            }
        };
        bean.onPoison = transactions::setRollbackOnly;
        put(1, 2);
        activate(10, 1);
        await().until(() -> bean.committed.size() == 2);
        put(3, 40);
        await().until(() -> bean.batches.size() > 2);
        activation.stop();
        await().until(() -> works.running.get() == 0);
        assertThat(queue.depth()).isEqualTo(40);
        bean.doing = ids -> { };
        activate(10, 1);
        await().until(() -> bean.committed.size() == 42);

        assertThat(bean.committed).isEqualTo(LongStream.rangeClosed(1, 42).boxed().toList());
    }

    @Test
    void stoppingAnIdleListenerEndsItsWorkers() throws Exception {
        activate(10, 3);
        activation.stop();

        await().until(() -> works.running.get() == 0);
    }

    @Test
    void aListenerWithoutTransactionsIsRefused() throws Exception {
        endpoints.transacted = false;

        assertThatThrownBy(() -> activate(10, 1)).isInstanceOf(NotSupportedException.class).hasMessageContaining("READINGS");
    }

    @Test
    void severalWorkersDeliverEverythingOnce() throws Exception {
        activate(7, 3);
        put(1, 2000);
        await().until(() -> bean.committed.size() == 2000);

        assertThat(bean.committed).doesNotHaveDuplicates();
    }

    @Test
    void askingStopsAtItsMarkAndReadingAtTheNextAndBothGoOnBelowTheLow() throws Exception {
        List<String> changes = new ArrayList<>();
        DeliveryQueue marked = new DeliveryQueue(DeliveryStream.CONTROL, new Marks(2, 4, 6), n -> { }, metrics);
        marked.whenChanged(() -> changes.add(marked.asking() + "/" + marked.reading() + " at " + marked.depth()));
        IntStream.rangeClosed(1, 7).forEach(i -> marked.put(heard(i)));
        IntStream.rangeClosed(1, 6).forEach(i -> marked.delivered(1));

        assertThat(changes).containsExactly("false/true at 4", "false/false at 6", "true/true at 2");
    }

    private void put(long first, int count) {
        for (long id = first; id < first + count; id++) {
            queue.put(heard(id));
        }
    }

    private static Heard heard(long id) {
        return new Heard(id, 1, Instant.EPOCH);
    }

    private long gatherMillis;

    private void activate(int batchSize, int workers) throws NotSupportedException {
        activation = new StreamActivation(DeliveryStream.READINGS, queue, endpoints, new Batching(batchSize, gatherMillis),
                new Redelivery(Duration.ofMillis(2), Duration.ofMillis(20), 3), transactions, works, timer);
        activation.start(workers);
    }
}
