package com.wattwell.metering;

import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeRef;
import com.wattwell.connector.Lane;
import com.wattwell.connector.MeterTiming;
import com.wattwell.metermodel.MeterModels;
import com.wattwell.metermodel.ModelInUse;
import com.wattwell.metermodel.Recall;
import com.wattwell.platform.Database;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.Protocols;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** What tasks ask step by step, out of a freeze or a meter's memory: the next step of each question that is open. */
@ApplicationScoped
public class TaskQuestions {

    /** Why a question ended that brought what was wanted. */
    static final String CAME = "CAME";
    /** The meter froze anew while it was asked. */
    static final String TURNED = "TURNED";
    /** The meter did not hear the order to freeze, or does not know it. */
    static final String NOT_FROZEN = "NOT_FROZEN";
    /** The part of an exchange's reference that stands for the order to freeze; questions count from 1. */
    static final int FREEZE_ORDER = 0;
    /** A freeze this long after the due instant would be of another one. */
    static final Duration LATEST_FREEZE = Duration.ofSeconds(50);
    private static final String FREEZING = "DLT645_2007";
    /** All meters of a line. */
    private static final String EVERYBODY = "999999999999";
    private static final int MAX_TRIES = 3;

    @Inject
    private Database database;
    @Inject
    private MeterModels models;
    @Inject
    private QuestionEnds ends;
    @Inject
    private Clock clock;

    /** @param asked takes what the exchanges ask */
    public List<Exchange> exchanges(LineTasks.Claimed task, Map<Integer, TasksInHand.Asked> asked) {
        long id = task.share().taskId();
        if (task.kind() == LineTasks.Kind.FREEZE && task.frozenAt() == null) {
            Instant now = clock.instant();
            if (!now.isAfter(task.share().slot().plus(LATEST_FREEZE))) {
                asked.put(FREEZE_ORDER, TasksInHand.Asked.of("FREEZE", null));
                return List.of(order(task));
            }
            readNow(id);
        }
        return database.list("""
                        select q.*, m.address, o.time_zone, st.reply_millis, st.deviation_millis, st.consecutive_failures, st.next_probe_at, mm.id as model, mm.version
                        from line_task_question q join meter m on m.id = q.meter_id join meter_model mm on mm.id = m.model_id
                        join meter_state st on st.meter_id = m.id join company o on o.id = q.company_id
                        where q.line_task_id = ? and q.ended is null order by """ + " " + LineTasks.SUREST_FIRST + ", q.number",
                row -> {
                    ModelInUse model = models.of(row.getInt("model"), row.getInt("version"));
                    TaskQuestion question = new TaskQuestion(id, row.getInt("number"), row.getInt("meter_id"), row.getString("item"),
                            List.of((Short[]) row.getArray("reading_types").getArray()),
                            new Recall(Recall.Source.valueOf(row.getString("source")), Database.texts(row, "steps")), Database.texts(row, "told"),
                            row.getObject("failed_task", Long.class), ZoneId.of(row.getString("time_zone")));
                    asked.put(question.number(), new TasksInHand.Asked(question.next(), model, question));
                    String address = row.getString("address");
                    return exchange(task, question.meterId(), question.number(), model.protocol(), address, new MeterRequest.ReadItem(address, question.next()),
                            model.timing(row.getInt("reply_millis"), row.getInt("deviation_millis"), row.getInt("consecutive_failures"),
                                    Database.instant(row, "next_probe_at")), MAX_TRIES);
                }, id);
    }

    private static Exchange order(LineTasks.Claimed task) {
        return exchange(task, 0, FREEZE_ORDER, Protocols.named(FREEZING), EVERYBODY, new MeterRequest.Freeze(EVERYBODY, null, null, null), MeterTiming.UNKNOWN, 1);
    }

    private static Exchange exchange(LineTasks.Claimed task, int meter, int part, MeterProtocol protocol, String address, MeterRequest request, MeterTiming timing, int tries) {
        return new Exchange(new ExchangeRef(task.share().taskId(), meter, part), task.collectorId(), task.epoch(), task.line(), Lane.READING, protocol.name(), address,
                protocol.encode(request), task.expiresAt(), timing, tries);
    }

    /** It is too late to freeze: the registers themselves are read. */
    private void readNow(long taskId) {
        database.update("update line_task_question set source = 'NOW', steps = array[item] where line_task_id = ? and source = 'INSTANT_FREEZE' and told = '{}'", taskId);
    }

    /** Whether a question of this task is open. */
    public boolean open(long taskId) {
        return database.one("select exists (select 1 from line_task_question where line_task_id = ? and ended is null)", row -> row.getBoolean(1), taskId);
    }

    /** What is open of this task has not come in its time. */
    public void expire(long taskId, String reason) {
        List<QuestionEnds.End> late = database.list("select number, meter_id, item, failed_task from line_task_question where line_task_id = ? and ended is null",
                row -> new QuestionEnds.End(taskId, row.getInt(1), row.getInt(2), row.getString(3), row.getObject(4, Long.class), reason), taskId);
        ends.write(late);
    }
}
