package com.wattwell.portal.meters;

import com.wattwell.metering.MeterQueries;
import java.util.Map;

/** How columns of a table of meters are sorted. */
public final class MeterSorts {

    private static final Map<String, MeterQueries.Sort> BY_COLUMN = Map.of("name", MeterQueries.Sort.NAME, "address", MeterQueries.Sort.ADDRESS,
            "place", MeterQueries.Sort.PLACE, "collector", MeterQueries.Sort.COLLECTOR, "supply", MeterQueries.Sort.SUPPLY,
            "lastContact", MeterQueries.Sort.LAST_CONTACT);

    private MeterSorts() {
    }

    /** @param column field of a column, or {@code null} */
    public static MeterQueries.Sort of(String column) {
        return column == null ? MeterQueries.Sort.ID : BY_COLUMN.getOrDefault(column, MeterQueries.Sort.ID);
    }
}
