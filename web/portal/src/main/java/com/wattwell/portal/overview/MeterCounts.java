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

/** How many meters there are and do not answer: counting a million is dear, so all pages share an answer for a while. */
@ApplicationScoped
public class MeterCounts {

    private static final Duration KEPT = Duration.ofSeconds(20);

    /** Meters in all, those that do not answer any more, and those of which it is not known. */
    public record Counts(long all, long silent, long open, Instant at) {

        static Counts of(long all, MeterQueries.Unanswering unanswering, Instant at) {
            return new Counts(all, unanswering.silent(), unanswering.open(), at);
        }
    }

    @Inject
    private MeterQueries meters;
    @Inject
    private Clock clock;

    private final Map<Scope, Counts> byScope = new ConcurrentHashMap<>();

    public Counts of(Scope scope) {
        Instant now = clock.instant();
        return byScope.compute(scope, (key, known) -> known != null && known.at().plus(KEPT).isAfter(now) ? known
                : Counts.of(meters.count(key), meters.unanswering(key), now));
    }
}
