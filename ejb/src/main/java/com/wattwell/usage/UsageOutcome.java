package com.wattwell.usage;

import com.wattwell.tariff.UsageSpan;
import java.util.List;

/** What a usage point took in a period, or why that cannot be said yet. */
public sealed interface UsageOutcome {

    /** The spans follow one another without a gap from the period's first day to its end. */
    record Known(List<UsageSpan> spans) implements UsageOutcome {
        public Known {
            spans = List.copyOf(spans);
        }
    }

    /** Nothing is to be charged of the period from the held span on. */
    record Held(UsageHeld held) implements UsageOutcome {
    }
}
