package com.wattwell.metering;

import com.wattwell.platform.Database;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Under which reading type an item of a protocol is kept. Read once; the table changes by migration only. */
@ApplicationScoped
public class ReadingTypes {

    @Inject
    private Database database;

    private Map<String, Map<String, Short>> typesByProtocol = Map.of();

    @PostConstruct
    void load() {
        Map<String, Map<String, Short>> types = new HashMap<>();
        record Entry(String protocol, String item, short type) {
        }
        for (Entry entry : database.list("select protocol, item, reading_type_id from reading_type_item",
                row -> new Entry(row.getString(1), row.getString(2), row.getShort(3)))) {
            types.computeIfAbsent(entry.protocol(), protocol -> new HashMap<>()).put(entry.item(), entry.type());
        }
        typesByProtocol = types;
    }

    public Optional<Short> of(String protocol, String item) {
        return Optional.ofNullable(typesByProtocol.getOrDefault(protocol, Map.of()).get(item));
    }
}
