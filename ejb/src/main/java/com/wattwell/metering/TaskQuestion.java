package com.wattwell.metering;

import com.wattwell.metermodel.Recall;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What a task asks of one meter in several steps, as far as it has come.
 *
 * @param item        of the schedule, for which it stands
 * @param types       what is wanted of it
 * @param told        what the steps so far have told: texts, and for the value {@code type=number} of each, with semicolons between
 * @param failedTask  the task whose failure it makes good, or {@code null} in a sweep
 * @param zone        in which the meter's clock runs
 */
public record TaskQuestion(long taskId, int number, int meterId, String item, List<Short> types, Recall recall, List<String> told, Long failedTask, ZoneId zone) {

    public TaskQuestion {
        types = List.copyOf(types);
        told = List.copyOf(told);
    }

    /** The item that is asked for now. */
    String next() {
        return recall.steps().get(told.size());
    }

    boolean bringsValue() {
        return recall.bringsValue(told.size());
    }

    boolean lastStep() {
        return told.size() == recall.steps().size() - 1;
    }

    List<String> with(String answer) {
        List<String> all = new ArrayList<>(told);
        all.add(answer);
        return all;
    }

    /** Whether a value that was kept then is one of the slot. */
    static boolean within(Instant kept, Instant slot) {
        return !kept.isBefore(slot.minusSeconds(60)) && !kept.isAfter(slot.plusSeconds(60));
    }
}
