package com.wattwell.billing;

import java.time.Instant;

/**
 * A run of a settlement.
 *
 * @param phase     settling, or publishing what was settled
 * @param dry       whether it prices and writes no bill
 * @param publish   whether it publishes at once, without anybody's look
 * @param chunk     accounts in one transaction
 * @param slices    worked side by side
 * @param execution the job repository's newest, or {@code null}
 * @param failure   why it failed, or {@code null}
 */
public record SettlementRun(long id, int companyId, String companyCode, BillingPeriod period, State state, Phase phase, boolean dry, boolean publish, int chunk, int slices,
                            Instant askedAt, String askedBy, Long execution, String leaseNode, Instant leaseUntil, Instant resumedAt, int attempts, Instant settledAt,
                            Instant publishedAt, String publishedBy, String failure) {

    /** How far it is. */
    public enum State {
        RUNNING, STOPPING, STOPPED, FAILED,
        /** Settled; somebody looks at it before its bills are published. */
        REVIEW,
        PUBLISHED,
        /** Its drafts were taken back. */
        DISCARDED,
        /** A dry run's end. */
        DONE;

        /** Whether a job works at it, or should. */
        public boolean working() {
            return this == RUNNING || this == STOPPING;
        }
    }

    /** What its slices are worked for. */
    public enum Phase {
        SETTLE, PUBLISH
    }
}
