package com.wattwell.connector.ra.delivery;

/**
 * How much is told in one call, and so in one transaction.
 *
 * @param size         deliveries at most
 * @param gatherMillis how long a batch that is not full waits for more after its first; 0 takes what is there. Without
 *                     it slow lines would cost a commit for each of their readings
 */
public record Batching(int size, long gatherMillis) {
}
