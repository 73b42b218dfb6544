package com.wattwell.ledger.journal;

import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.journal.Wish.Outcome;
import com.wattwell.platform.Figures;
import com.wattwell.platform.RefusedException;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Posts for many callers at once, each of whom waits for a durable answer of his own. What they want at the same moment is committed together; one
 * that is refused does not hold up the others. Not for callers with a transaction of their own, which join {@link Journal} instead: the answer would be
 * durable though theirs rolls back.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.NEVER)
public class OnlinePostings implements Figures {

    /** A caller has his answer within this time, or is told that there is none. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Callers beyond are refused at once. */
    public static final int MAX_WAITING = 4096;
    /** Entries of one transaction. */
    static final int MAX_GROUP = 512;
    /** One gathers its rows while the other waits for the disk. */
    static final int GROUPS_AT_ONCE = 2;

    @Resource
    private ManagedExecutorService threads;
    @Inject
    private PostingGroup group;

    private Combiner combiner;

    @PostConstruct
    void start() {
        combiner = combiner(threads, group::post);
    }

    /** For those without a container. @param transaction posts wishes in a transaction of its own; when it returns they are durable */
    public static OnlinePostings over(Executor threads, Function<List<Wish>, List<Outcome>> transaction) {
        OnlinePostings postings = new OnlinePostings();
        postings.combiner = combiner(threads, transaction::apply);
        return postings;
    }

    private static Combiner combiner(Executor threads, Combiner.Transaction transaction) {
        return new Combiner(threads, transaction, PATIENCE, MAX_WAITING, MAX_GROUP, GROUPS_AT_ONCE);
    }

    /**
     * @return the entry, committed
     * @throws RefusedException    with nothing posted: as {@link Journal#post}, or CONFLICT {@code refused.postingBusy}
     * @throws UnansweredException if it is not known; the same call again tells
     */
    public Posted post(JournalEntry entry) {
        return orThrow(combiner.post(new Wish(entry, null)));
    }

    /** The same with a limit, as {@link Journal#postAtLeast}. */
    public Posted postAtLeast(JournalEntry entry, long customerAccountId, long minimumBalanceFen) {
        return orThrow(combiner.post(new Wish(entry, new Wish.Limit(customerAccountId, minimumBalanceFen))));
    }

    private static Posted orThrow(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(Posted posted) -> posted;
            case Outcome.Refused(RefusedException why) -> throw why;
        };
    }

    @Override
    @Transactional(Transactional.TxType.SUPPORTS)
    public SortedMap<String, Double> values() {
        SortedMap<String, Double> values = new TreeMap<>();
        values.put("online_postings_total", (double) combiner.posted());
        values.put("online_posting_groups_total", (double) combiner.groups());
        values.put("online_postings_waiting", (double) combiner.waiting());
        return values;
    }
}
