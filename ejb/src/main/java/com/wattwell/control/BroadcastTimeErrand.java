package com.wattwell.control;

import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.MeterTiming;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.Protocols;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;

/**
 * Tells the meters of a line the time (DL/T 645, function 08). A meter obeys once a day, when it is not further off than five
 * minutes, and not within five minutes of its own midnight; as its clock may be five minutes off, nothing is sent within ten of ours.
 */
public final class BroadcastTimeErrand implements LineErrand {

    static final LocalTime LATEST = LocalTime.of(23, 50);
    static final LocalTime EARLIEST = LocalTime.of(0, 10);

    /** The time in the frame is that of the hand-over: it must go out before it is stale. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    /** Both editions have the same frame. */
    private static final List<String> PROTOCOLS = List.of("DLT645_2007", "DLT645_1997");

    /** Whether meters may be told the time at this local time. */
    public static boolean allowed(LocalTime time) {
        return !time.isBefore(EARLIEST) && time.isBefore(LATEST);
    }

    @Override
    public Step first(Site site) {
        String protocol = PROTOCOLS.stream().filter(site.protocols()::contains).findFirst().orElse(null);
        if (protocol == null) {
            return new Step.Done(false, "noMeters");
        }
        if (!allowed(site.now().toLocalTime())) {
            return new Step.Done(false, "nearMidnight");
        }
        MeterRequest request = new MeterRequest.BroadcastTime(site.now());
        return new Step.Ask(protocol, request.address(), Protocols.named(protocol).encode(request), GOOD_FOR, MeterTiming.UNKNOWN, 1,
                JsonValue.EMPTY_JSON_OBJECT);
    }

    @Override
    public Step after(Site site, ExchangeOutcome outcome) {
        if (outcome.requestSent()) {
            return new Step.Done(true, "told"); // nobody answers, and one who does has heard it
        }
        return outcome.end() == ExchangeOutcome.End.REFUSED ? new Step.Done(false, "noLine") : new Step.Again(PAUSE);
    }
}
