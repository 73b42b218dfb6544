package com.wattwell.metering;

import com.wattwell.platform.AfterCommit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which meters have new readings, for whoever follows them at his own pace: remembered once, however many readings came. In memory alone; what a crash
 * forgets is found when all are looked at again.
 */
@ApplicationScoped
public class MetersRead {

    /** More are not remembered: then everything is looked at. */
    static final int MAX_METERS = 2_000_000;

    @Inject
    private AfterCommit afterCommit;

    private final Set<Integer> meters = ConcurrentHashMap.newKeySet();

    /** Remembers them once the transaction has committed. */
    void add(Collection<Integer> read) {
        afterCommit.run(() -> {
            if (meters.size() < MAX_METERS) {
                meters.addAll(read);
            }
        });
    }

    /** Takes some of them, so that each is taken by one. */
    public Set<Integer> take(int most) {
        Set<Integer> taken = new HashSet<>();
        Iterator<Integer> all = meters.iterator();
        while (all.hasNext() && taken.size() < most) {
            Integer meter = all.next();
            if (meters.remove(meter)) {
                taken.add(meter);
            }
        }
        return taken;
    }

    /** What was taken and could not be looked at comes again. */
    public void again(Collection<Integer> taken) {
        meters.addAll(taken);
    }
}
