package com.wattwell.metering;

import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.metermodel.MeterMemories;
import com.wattwell.metermodel.ModelInUse;
import com.wattwell.metermodel.Recall;
import com.wattwell.platform.Database;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterReply;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes a question's steps one by one; with the last of them what the meter remembered becomes readings under its own time. */
@ApplicationScoped
public class QuestionOutcomes {

    @Inject
    private Database database;
    @Inject
    private QuestionEnds ends;

    /**
     * A step that is over.
     *
     * @param question {@code null}: the order to freeze
     * @param told     what it told, or {@code null} when it told nothing
     * @param ended    how the question ended with it, or {@code null} when it goes on
     */
    public record Step(long taskId, TaskQuestion question, String told, String ended, Instant at) {
    }

    /** @return nothing when the outcome says nothing, and the step is taken again */
    public Optional<Step> judge(TasksInHand.LineTask task, TasksInHand.Asked asked, ExchangeOutcome outcome, List<NewReading> readings) {
        TaskQuestion question = asked.question();
        if (question == null) {
            return asked.model() == null && outcome.end() == ExchangeOutcome.End.SENT ? Optional.of(new Step(task.id(), null, null, null, outcome.endedAt())) : Optional.empty();
        }
        return switch (outcome.end()) {
            case REPLIED -> Optional.of(replied(task, asked.model(), question, outcome, readings));
            case NO_REPLY, GARBLED, SET_ASIDE, EXPIRED, REFUSED -> Optional.of(new Step(task.id(), question, null, outcome.end().name(), outcome.endedAt()));
            case OFFLINE, DISCONNECTED, REPLACED, QUEUE_FULL, WITHDRAWN, SENT -> Optional.empty();
        };
    }

    private static Step replied(TasksInHand.LineTask task, ModelInUse model, TaskQuestion question, ExchangeOutcome outcome, List<NewReading> readings) {
        String told;
        String ended = null;
        try {
            switch (model.protocol().decode(outcome.request(), outcome.replies())) {
                case MeterReply.Values values -> {
                    told = question.bringsValue() ? value(model, values.values()) : text(values.values());
                    ended = question.bringsValue() && told.isEmpty() ? "ABSENT" : null;
                }
                case MeterReply.Refused refused -> {
                    told = null;
                    ended = "REFUSED_BY_METER: " + String.join(", ", refused.reasons());
                }
                default -> {
                    told = null;
                    ended = "UNEXPECTED";
                }
            }
        } catch (MalformedFrameException e) {
            told = null;
            ended = "MALFORMED: " + e.getMessage();
        }
        if (ended == null && question.lastStep()) {
            ended = end(task, question, question.with(told), outcome.endedAt(), readings);
        }
        return new Step(task.id(), question, told, ended, outcome.endedAt());
    }

    /** What is kept of a value: {@code type=number} of each part of it. */
    private static String value(ModelInUse model, List<ItemValue> values) {
        return values.stream().map(value -> model.typed(MeterMemories.asPresent(model.protocol().name(), value))).flatMap(Optional::stream)
                .map(typed -> typed.type() + "=" + typed.value().toPlainString()).collect(Collectors.joining(";"));
    }

    private static String text(List<ItemValue> values) {
        if (values.isEmpty() || values.getFirst().absent()) {
            return "";
        }
        ItemValue first = values.getFirst();
        return first.text() == null ? first.number().toPlainString() : first.text();
    }

    private static String end(TasksInHand.LineTask task, TaskQuestion question, List<String> told, Instant receivedAt, List<NewReading> readings) {
        Recall recall = question.recall();
        MeterMemories.Kept kept = MeterMemories.kept(recall, told, task.slot(), question.zone());
        if (kept.turned()) {
            return TaskQuestions.TURNED;
        }
        boolean frozen = recall.source() == Recall.Source.INSTANT_FREEZE;
        if (kept.at() == null) {
            return recall.source() == Recall.Source.SETTLEMENT_DAY ? GapEnd.OTHER_SETTLEMENT_DAY.name() : frozen ? TaskQuestions.NOT_FROZEN : GapEnd.ABSENT.name();
        }
        boolean wanted = TaskQuestion.within(kept.at(), task.slot());
        if (frozen && !wanted) {
            return TaskQuestions.NOT_FROZEN; // it did not hear the order; what it froze before has been read then
        }
        NewReading.Source source = recall.source() == Recall.Source.NOW || frozen ? NewReading.Source.SCHEDULE : NewReading.Source.METER_MEMORY;
        List<Short> came = new ArrayList<>();
        for (String part : told.get(valueStep(recall)).split(";")) {
            short type = Short.parseShort(part.substring(0, part.indexOf('=')));
            came.add(type);
            readings.add(new NewReading(task.companyId(), question.meterId(), type, wanted ? task.slot() : kept.at(),
                    new BigDecimal(part.substring(part.indexOf('=') + 1)), receivedAt, source));
        }
        // of a sweep the meter has what it has: fewer tariffs than are asked for are no failure
        boolean all = question.failedTask() == null || came.containsAll(question.types());
        return !wanted ? GapEnd.OTHER_TIME.name() : all ? TaskQuestions.CAME : GapEnd.PARTLY.name();
    }

    private static int valueStep(Recall recall) {
        int step = 0;
        while (!recall.bringsValue(step)) {
            step++;
        }
        return step;
    }

    /** The same step delivered twice counts once. */
    public void write(Collection<Step> steps) {
        List<Step> told = steps.stream().filter(step -> step.question() != null && step.told() != null).toList();
        if (!told.isEmpty()) {
            database.update("""
                    update line_task_question q set told = array_append(q.told, u.told) from unnest(?, ?, ?, ?) as u (task, number, step, told)
                    where q.line_task_id = u.task and q.number = u.number and cardinality(q.told) = u.step""",
                    told.stream().mapToLong(Step::taskId).toArray(), told.stream().mapToInt(step -> step.question().number()).toArray(),
                    told.stream().mapToInt(step -> step.question().told().size()).toArray(), told.stream().map(Step::told).toArray(String[]::new));
        }
        ends.write(steps.stream().filter(step -> step.ended() != null).map(step -> new QuestionEnds.End(step.taskId(), step.question().number(),
                step.question().meterId(), step.question().item(), step.question().failedTask(), step.ended())).toList());
        steps.stream().filter(step -> step.question() == null)
                .forEach(step -> database.update("update line_task set frozen_at = ? where id = ? and frozen_at is null", step.at(), step.taskId()));
    }
}
