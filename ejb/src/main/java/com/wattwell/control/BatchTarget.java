package com.wattwell.control;

import com.wattwell.platform.RefusedException;
import java.util.List;
import java.util.TreeSet;

/**
 * Whose meters a batch orders something of.
 *
 * @param id     of the group, area or collector; {@code null} for a list
 * @param meters of a list, else empty
 */
public record BatchTarget(Kind kind, Integer id, List<Integer> meters) {

    /** Meters one by one, or what holds them. */
    public enum Kind {
        METER_LIST, GROUP, AREA, COLLECTOR
    }

    /** Meters that one batch may hold. */
    public static final int MAX_METERS = 10_000;

    public BatchTarget {
        meters = List.copyOf(meters);
    }

    /** @throws RefusedException naming {@code meters} when there are none or more than {@value #MAX_METERS} */
    public static BatchTarget of(List<Integer> meters) {
        TreeSet<Integer> distinct = new TreeSet<>();
        if (meters != null) {
            meters.stream().filter(java.util.Objects::nonNull).forEach(distinct::add);
        }
        if (distinct.isEmpty() || distinct.size() > MAX_METERS) {
            throw RefusedException.invalid("meters", "refused.batchMeters", "meters must name 1 to " + MAX_METERS + " meters.", MAX_METERS);
        }
        return new BatchTarget(Kind.METER_LIST, null, List.copyOf(distinct));
    }

    /** Everything in a group, in an area and the areas within, or behind a collector. */
    public static BatchTarget of(Kind kind, int id) {
        if (kind == Kind.METER_LIST) {
            throw new IllegalArgumentException("A list has no id");
        }
        return new BatchTarget(kind, id, List.of());
    }

    /** Condition on {@code m}, the meter; its one parameter is {@link #parameter}. */
    String condition() {
        return switch (kind) {
            case METER_LIST -> "m.id = any (?)";
            case GROUP -> "m.id in (select g.meter_id from meter_group_member g where g.group_id = ?)";
            case AREA -> """
                    m.area_id in (with recursive within as (select a.id from area a where a.id = ? union select c.id from within w join area c on c.parent_id = w.id)
                                  select id from within)""";
            case COLLECTOR -> "m.line_id in (select k.id from line k where k.collector_id = ?)";
        };
    }

    Object parameter() {
        return kind == Kind.METER_LIST ? meters.stream().mapToInt(Integer::intValue).toArray() : id;
    }
}
