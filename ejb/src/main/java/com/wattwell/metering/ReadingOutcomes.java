package com.wattwell.metering;

import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.metering.TasksInHand.LineTask;
import com.wattwell.metermodel.ModelInUse;
import com.wattwell.platform.AfterCommit;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterReply;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a batch of outcomes into readings and failures, with a handful of statements whatever the size of the batch. */
@ApplicationScoped
public class ReadingOutcomes {

    @Inject
    private Database database;
    @Inject
    private ReadingStore store;
    @Inject
    private QuestionOutcomes questions;
    @Inject
    private ExchangeRecords records;
    @Inject
    private TasksInHand inHand;
    @Inject
    private SettledTasks settled;
    @Inject
    private AfterCommit afterCommit;
    @Inject
    private Pulse pulse;
    @Inject
    private MeteringMetrics metrics;

    private record Failure(LineTask task, int meterId, String item, String reason, Instant at) {
    }

    public void take(List<ExchangeOutcome> outcomes) {
        List<NewReading> readings = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        List<ExchangeOutcome> known = new ArrayList<>();
        List<Integer> companies = new ArrayList<>();
        List<QuestionOutcomes.Step> steps = new ArrayList<>();
        Map<Long, TasksInHand.Progress> progress = new HashMap<>();
        for (ExchangeOutcome outcome : outcomes) {
            Optional<LineTask> task = inHand.find(outcome.ref().work());
            if (task.isEmpty()) {
                continue; // settled without it: its lease had run out, or the task was handed over anew
            }
            known.add(outcome);
            companies.add(task.get().companyId());
            TasksInHand.Asked asked = task.get().asked().get(outcome.ref().part());
            // a question has further steps, for which its task is looked at again
            boolean says = asked.question() == null && asked.model() != null && judge(task.get(), outcome, readings, failures);
            if (!says) {
                questions.judge(task.get(), asked, outcome, readings).ifPresent(steps::add);
            }
            progress.merge(task.get().id(), new TasksInHand.Progress(1, !says, outcome.firstSentAt()), TasksInHand.Progress::and);
        }
        store.write(readings);
        writeFailures(failures);
        questions.write(steps);
        records.write(known, companies);
        afterCommit.run(() -> {
            metrics.batch(readings.size(), outcomes);
            settled.add(inHand.ended(progress));
        });
        if (!readings.isEmpty()) {
            pulse.changed("dashboard", "readings");
        }
    }

    /** What a poisoned outcome leaves behind is at least counted, so that its task can end. */
    void putAside(ExchangeOutcome outcome) {
        afterCommit.run(() -> settled.add(inHand.ended(Map.of(outcome.ref().work(), new TasksInHand.Progress(1, false, outcome.firstSentAt())))));
        inHand.find(outcome.ref().work()).ifPresent(task -> {
            TaskQuestion question = task.asked().get(outcome.ref().part()).question();
            if (question == null) {
                writeFailures(List.of(new Failure(task, (int) outcome.ref().meter(), item(task, outcome), "POISON", outcome.endedAt())));
            } else {
                questions.write(List.of(new QuestionOutcomes.Step(task.id(), question, null, "POISON", outcome.endedAt())));
            }
        });
    }

    /** @return whether it says something about the meter; if not, the task goes on when the collector is back, until it expires */
    private boolean judge(LineTask task, ExchangeOutcome outcome, List<NewReading> readings, List<Failure> failures) {
        int meterId = (int) outcome.ref().meter();
        String item = item(task, outcome);
        return switch (outcome.end()) {
            case REPLIED -> {
                decode(outcome, failures, task, meterId, item, readings);
                yield true;
            }
            case NO_REPLY, GARBLED, SET_ASIDE, EXPIRED, REFUSED -> failures.add(new Failure(task, meterId, item, outcome.end().name(), outcome.endedAt()));
            case OFFLINE, DISCONNECTED, REPLACED, QUEUE_FULL, WITHDRAWN, SENT -> false;
        };
    }

    private static String item(LineTask task, ExchangeOutcome outcome) {
        return task.asked().get(outcome.ref().part()).item();
    }

    private void decode(ExchangeOutcome outcome, List<Failure> failures, LineTask task, int meterId, String item, List<NewReading> readings) {
        int before = readings.size();
        ModelInUse model = task.asked().get(outcome.ref().part()).model();
        String reason;
        try {
            reason = switch (model.protocol().decode(outcome.request(), outcome.replies())) {
                case MeterReply.Values values -> {
                    for (ItemValue value : values.values()) {
                        model.typed(value).ifPresent(kept -> readings.add(new NewReading(task.companyId(), meterId, kept.type(),
                                task.slot(), kept.value(), outcome.endedAt(), NewReading.Source.SCHEDULE)));
                    }
                    yield "ABSENT";
                }
                case MeterReply.Refused refused -> "REFUSED_BY_METER: " + String.join(", ", refused.reasons());
                case MeterReply.Accepted accepted -> "UNEXPECTED";
                case MeterReply.Address address -> "UNEXPECTED";
                case MeterReply.Supply supply -> "UNEXPECTED";
            };
        } catch (MalformedFrameException e) {
            reason = "MALFORMED: " + e.getMessage();
        }
        if (readings.size() == before) {
            failures.add(new Failure(task, meterId, item, reason, outcome.endedAt()));
        }
    }

    private void writeFailures(List<Failure> failures) {
        if (failures.isEmpty()) {
            return;
        }
        database.update("""
                insert into run_failure (line_task_id, meter_id, item, company_id, run_id, reason, at)
                select task, meter, item, company, run, reason, timestamptz 'epoch' + at * interval '1 millisecond'
                from unnest(?, ?, ?, ?, ?, ?, ?) as f (task, meter, item, company, run, reason, at)
                on conflict do nothing""",
                failures.stream().mapToLong(failure -> failure.task().id()).toArray(),
                failures.stream().mapToInt(Failure::meterId).toArray(),
                failures.stream().map(Failure::item).toArray(String[]::new),
                failures.stream().mapToInt(failure -> failure.task().companyId()).toArray(),
                failures.stream().mapToLong(failure -> failure.task().runId()).toArray(),
                failures.stream().map(Failure::reason).toArray(String[]::new),
                failures.stream().mapToLong(failure -> failure.at().toEpochMilli()).toArray());
    }
}
