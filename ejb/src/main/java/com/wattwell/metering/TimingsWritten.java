package com.wattwell.metering;

import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.MeterTiming;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What this node last wrote of its meters' timing, so that a meter that goes on answering as usual costs no statement.
 * Holds only while the collector stays under the same login: elsewhere another node may have written.
 */
@ApplicationScoped
public class TimingsWritten {

    /** How old the last contact in the database may be while a meter answers. */
    static final Duration CONTACT_EVERY = Duration.ofMinutes(5);
    /** Reply times this close are the same, in milliseconds, or a quarter of the time. */
    private static final int SAME_REPLY_MILLIS = 50;
    /** Some 100 bytes each. */
    static final int LIMIT = 200_000;

    private record Written(long ownerEpoch, MeterTiming timing, Instant contact) {
    }

    private final Map<Long, Written> byMeter = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Written> eldest) {
            return size() > LIMIT;
        }
    };

    /** Whether the database may not know yet what this outcome tells of its meter. */
    public synchronized boolean isNews(ExchangeOutcome outcome) {
        Written written = byMeter.get(outcome.ref().meter());
        return written == null || written.ownerEpoch() != outcome.ownerEpoch() || differs(written.timing(), outcome.timing())
                || outcome.end() == ExchangeOutcome.End.REPLIED
                && (written.contact() == null || written.contact().isBefore(outcome.endedAt().minus(CONTACT_EVERY)));
    }

    private static boolean differs(MeterTiming written, MeterTiming now) {
        return written.consecutiveFailures() != now.consecutiveFailures() || (written.nextProbeAt() == null) != (now.nextProbeAt() == null)
                || Math.abs(written.replyMillis() - now.replyMillis()) > Math.max(SAME_REPLY_MILLIS, written.replyMillis() / 4);
    }

    /** Another device answers in the meter's place: nothing is known of it. */
    synchronized void forget(long meter) {
        byMeter.remove(meter);
    }

    /** Called once these are committed. */
    public synchronized void written(Collection<ExchangeOutcome> outcomes) {
        for (ExchangeOutcome outcome : outcomes) {
            Written before = byMeter.get(outcome.ref().meter());
            Instant contact = outcome.end() == ExchangeOutcome.End.REPLIED ? outcome.endedAt() : before == null ? null : before.contact();
            byMeter.put(outcome.ref().meter(), new Written(outcome.ownerEpoch(), outcome.timing(), contact));
        }
    }
}
