package com.wattwell.control;

import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.MeterTiming;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Set;

/**
 * What is done on a whole line rather than at one meter: one question after the other until it says that it is done. Pure; what
 * it must remember between two questions is its progress.
 */
interface LineErrand {

    /**
     * Where it is done.
     *
     * @param now       the site's local time
     * @param protocols of the meters on the line
     * @param progress  what the errand remembers, empty at first
     */
    record Site(LocalDateTime now, Set<String> protocols, JsonObject progress) {
    }

    /** What comes next. */
    sealed interface Step {

        /**
         * Something to send.
         *
         * @param protocol name of the protocol that made the bytes
         * @param key      under which the line learns its timing: an address, or a wildcard
         * @param goodFor  it is not sent later than this
         * @param tries    how often it may be sent while nobody answers
         */
        record Ask(String protocol, String key, byte[] bytes, Duration goodFor, MeterTiming timing, int tries, JsonObject progress) implements Step {
        }

        /** The same again after a pause: it was not sent. */
        record Again(Duration pause) implements Step {
        }

        /**
         * It is over.
         *
         * @param detail   key of the portal's texts below {@code lineOrder.}, arguments behind {@code |}
         * @param progress what is to be kept, or {@code null} for what was
         */
        record Done(boolean well, String detail, JsonObject progress) implements Step {
            Done(boolean well, String detail) {
                this(well, detail, null);
            }
        }
    }

    Step first(Site site);

    /** What follows from how the last question ended. */
    Step after(Site site, ExchangeOutcome outcome);
}
