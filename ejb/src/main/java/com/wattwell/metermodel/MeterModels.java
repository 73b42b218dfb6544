package com.wattwell.metermodel;

import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The models of meters that are in use on this node. Whoever has a meter's row has its model's id and version; a model of
 * that version is read once.
 */
@ApplicationScoped
public class MeterModels {

    @Inject
    private Database database;
    @Inject
    private MeterModelQueries queries;

    private final Map<Integer, ModelInUse> byId = new ConcurrentHashMap<>();

    /** @param version as it stands in the row; another one that is remembered is read anew */
    public ModelInUse of(int id, int version) {
        ModelInUse known = byId.get(id);
        if (known != null && known.model().version() == version) {
            return known;
        }
        ModelInUse read = read(id);
        byId.put(id, read);
        return read;
    }

    private ModelInUse read(int id) {
        MeterModel model = queries.model(id);
        Map<Integer, String> units = new HashMap<>();
        database.list("select id, unit from reading_type", row -> units.put(row.getInt(1), row.getString(2)));
        List<MeterModel.Item> made = database.list("select substr(origin, length(?) + 2), id from reading_type where starts_with(origin, ? || ':')",
                row -> new MeterModel.Item(row.getString(1), row.getInt(2), null), model.protocol(), model.protocol());
        return ModelInUse.of(model, units, made);
    }
}
