package com.wattwell.portal.overview;

import com.wattwell.identity.Scope;
import com.wattwell.metering.MeterQueries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many meters there are and are silent: counting a million is dear, so all pages share an answer for a while. */
@ApplicationScoped
public class MeterCounts {

    private static final Duration KEPT = Duration.ofSeconds(20);

    /** Meters in all, and those that do not answer any more. */
    public record Counts(long all, long silent, Instant at) {
    }

    @Inject
    private MeterQueries meters;
    @Inject
    private Clock clock;

    private final Map<Scope, Counts> byScope = new ConcurrentHashMap<>();

    public Counts of(Scope scope) {
        Instant now = clock.instant();
        return byScope.compute(scope, (key, known) -> known != null && known.at().plus(KEPT).isAfter(now) ? known
                : new Counts(meters.count(key), meters.countSilent(key), now));
    }
}
