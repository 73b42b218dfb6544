package com.wattwell.schedule;

import com.wattwell.metermodel.MeterMemories;
import com.wattwell.metermodel.MeterModels;
import com.wattwell.metermodel.ModelInUse;
import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Keeps what a schedule asks of meters of each model up to date: the reading types it names, in the model's own items. */
@ApplicationScoped
public class SchedulePlans {

    @Inject
    private Database database;
    @Inject
    private MeterModels models;

    /** Reckons anew for each model that changed since, or came. Called before a run is made; as a rule there is nothing to do. */
    public void bringUpToDate(int scheduleId) {
        record Stale(int model, int version, Short[] wanted, boolean simultaneous) {
        }
        List<Stale> stale = database.list("""
                select m.id, m.version, s.reading_types, s.simultaneous from schedule s join meter_model m on m.company_id is null or m.company_id = s.company_id
                where s.id = ? and not exists (select 1 from schedule_plan p where p.schedule_id = s.id and p.model_id = m.id and p.model_version = m.version)
                order by m.id""", row -> new Stale(row.getInt(1), row.getInt(2), (Short[]) row.getArray(3).getArray(), row.getBoolean(4)), scheduleId);
        stale.forEach(each -> plan(scheduleId, models.of(each.model(), each.version()), List.of(each.wanted()), each.simultaneous()));
    }

    /** The schedule asks for other things now. */
    void forget(int scheduleId) {
        database.update("delete from schedule_plan where schedule_id = ?", scheduleId);
    }

    private void plan(int scheduleId, ModelInUse model, List<Short> wanted, boolean simultaneous) {
        int id = model.model().id();
        database.update("delete from schedule_plan where schedule_id = ? and model_id = ?", scheduleId, id);
        database.update("insert into schedule_plan (schedule_id, model_id, model_version) values (?, ?, ?)", scheduleId, id, model.model().version());
        for (ReadingPlanner.Asked asked : ReadingPlanner.questions(model.protocol(), model.itemsByType(), wanted, model.model().readsBlocks())) {
            String[] steps = simultaneous ? MeterMemories.frozen(model, asked.readingTypes()).map(recall -> recall.steps().toArray(String[]::new)).orElse(null) : null;
            database.update("insert into schedule_item (schedule_id, model_id, item, reading_types, steps) values (?, ?, ?, ?, ?::text[])", scheduleId, id, asked.item(),
                    asked.readingTypes().toArray(Short[]::new), steps);
        }
    }
}
