package com.wattwell.platform;

import java.util.SortedMap;

/** A part of the application that tells figures for the metrics page. Asking is cheap: never a table scan. */
public interface Figures {

    /** Values by name in Prometheus style without the prefix, labels in braces: {@code exchanges_total{end="REPLIED"}}. */
    SortedMap<String, Double> values();
}
