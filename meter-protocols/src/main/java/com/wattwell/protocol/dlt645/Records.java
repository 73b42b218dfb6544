package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.ResourceTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields of records (events, programmings, load-profile classes), from {@code dlt645-2007-records.csv} beside this class. */
final class Records {

    /** Formats of the identifier table that point here. */
    static final String RECORD = "record:";
    static final String ITEM = "item:";
    static final String PROFILE = "profile";

    private static final Map<String, Layout> BY_NAME = read();

    private Records() {
    }

    /** @throws IllegalArgumentException when there is no such record */
    static Layout named(String name) {
        Layout layout = BY_NAME.get(name);
        if (layout == null) {
            throw new IllegalArgumentException("no record is named '" + name + "'");
        }
        return layout;
    }

    private static Map<String, Layout> read() {
        Map<String, List<Field>> fields = new HashMap<>();
        for (List<String> cells : ResourceTable.read(Records.class, "dlt645-2007-records.csv")) {
            List<Field> record = fields.computeIfAbsent(cells.get(0), name -> new ArrayList<>());
            int times = Integer.parseInt(cells.get(5));
            for (int i = 1; i <= times; i++) {
                String number = times == 1 ? "" : " " + i;
                record.add(Layout.field(cells.get(3), cells.get(4)).named(cells.get(1) + number, cells.get(2) + number));
            }
        }
        Map<String, Layout> layouts = new HashMap<>();
        fields.forEach((name, record) -> layouts.put(name, new Layout(List.copyOf(record), record.size(), false, List.of())));
        return Map.copyOf(layouts);
    }
}
