package com.wattwell.protocol.mbus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Finds the meters of a line by their secondary addresses (EN 13757-3, 11.5), without a line of its own: it says what to
 * select next and is told what came.
 *
 * <pre>
 *   FFFFFFFF  collision
 *   0FFFFFFF  silence
 *   1FFFFFFF  one answer: 12345678, found
 *   2FFFFFFF  collision
 *   20FFFFFF  …
 * </pre>
 *
 * Where several meters answer, the highest digit that is open is fixed to 0 to 9 in turn; where one answers or none, that
 * branch is done. Meters that share all eight digits cannot be told apart by them and are reported. Used by one thread at a
 * time.
 */
public final class SecondarySearch {

    private static final int DIGITS = 8;
    private static final int OPEN = 0x0F;

    private final Deque<SecondaryAddress> pending = new ArrayDeque<>();
    private final List<SecondaryAddress> found = new ArrayList<>();
    private final List<SecondaryAddress> indistinct = new ArrayList<>();
    private int probesLeft;
    private SecondaryAddress probed;

    /** @param maxProbes how many selections the search may take; each costs a reply time or a time-out. At least 1 */
    public SecondarySearch(int maxProbes) {
        this(SecondaryAddress.ANY, maxProbes);
    }

    /** @param within meters that {@code within} leaves open, for example those of one manufacturer */
    public SecondarySearch(SecondaryAddress within, int maxProbes) {
        if (maxProbes < 1) {
            throw new IllegalArgumentException("maxProbes " + maxProbes + " is less than 1");
        }
        probesLeft = maxProbes;
        pending.push(within);
    }

    /**
     * What to select now ({@link MbusRequest#probe}), or nothing when the search is over. Asked again before it is told
     * what came, it gives the same.
     */
    public Optional<SecondaryAddress> next() {
        if (probed == null && probesLeft > 0 && !pending.isEmpty()) {
            probed = pending.pop();
            probesLeft--;
        }
        return Optional.ofNullable(probed);
    }

    /** Nobody answered. */
    public void silence() {
        take();
    }

    /** One meter answered, and its telegram was whole. An address that the selection does not match is a collision. */
    public void answered(SecondaryAddress address) {
        SecondaryAddress pattern = take();
        if (!pattern.selects(address)) {
            split(pattern);
        } else if (!found.contains(address)) {
            found.add(address);
        }
    }

    /** Several answered at once: several E5, a wrong checksum, or noise. */
    public void collision() {
        split(take());
    }

    private SecondaryAddress take() {
        if (probed == null) {
            throw new IllegalStateException("nothing was probed");
        }
        SecondaryAddress pattern = probed;
        probed = null;
        return pattern;
    }

    private void split(SecondaryAddress pattern) {
        for (int i = 0; i < DIGITS; i++) {
            if (pattern.digit(i) == OPEN) {
                for (int digit = 9; digit >= 0; digit--) {
                    pending.push(pattern.withDigit(i, digit));
                }
                return;
            }
        }
        indistinct.add(pattern);
    }

    /** The meters found so far. */
    public List<SecondaryAddress> found() {
        return List.copyOf(found);
    }

    /** Eight digits under which several meters answer at once. */
    public List<SecondaryAddress> indistinct() {
        return List.copyOf(indistinct);
    }

    /** Whether all branches were walked; false also when the selections ran out. */
    public boolean complete() {
        return probed == null && pending.isEmpty();
    }
}
