package com.wattwell.feecontrol;

import java.time.Instant;

/**
 * An account has fallen below a level: once for each level, until it has been above it by a margin.
 *
 * @param level        1 for the first level, the more the lower
 * @param availableFen what is available
 * @param cutAfter     when supply may be cut, or {@code null}
 */
public record LowBalance(int companyId, long accountId, int level, long availableFen, Instant cutAfter, Instant at) {
}
