package com.wattwell.portal.state;

import com.wattwell.portal.Texts;
import com.wattwell.portal.Times;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;

/** How far a meter's clock is off, as people read it. */
@Named
@RequestScoped
public class ClockWords {

    private final Texts texts;
    private final Times times;

    @Inject
    public ClockWords(Texts texts, Times times) {
        this.texts = texts;
        this.times = times;
    }

    protected ClockWords() {
        this(null, null); // the container's proxy wants it
    }

    /** "12 s ahead", "3 min 5 s behind", or that it is right to the second. */
    public String drift(Duration drift) {
        if (drift.abs().toMillis() < 1000) {
            return texts.of("clocks.right");
        }
        return texts.of(drift.isNegative() ? "clocks.behind" : "clocks.ahead", stretch(drift));
    }

    public String stretch(Duration stretch) {
        return times.stretch(Instant.EPOCH, Instant.EPOCH.plus(stretch.abs()));
    }

    /** Seconds with one place. */
    public String seconds(Duration duration) {
        return "%.1f".formatted(duration.toMillis() / 1000.0);
    }

    /** The tone of a clock: good to a minute, a warning to what a broadcast can set, bad beyond that. */
    public String tone(Duration drift) {
        long seconds = drift.abs().toSeconds();
        return seconds <= 60 ? "good" : seconds <= 300 ? "warn" : "bad";
    }
}
