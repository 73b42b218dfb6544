package com.wattwell.schedule;

import com.wattwell.calendar.Calendars;
import com.wattwell.calendar.WorkingDays;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Company;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes, changes and switches schedules, and shows their next times before anything is saved. */
@Stateless
public class ScheduleService {

    private static final int MAX_TYPES = 64;

    @PersistenceContext
    private EntityManager entities;
    @Inject
    private Database database;
    @Inject
    private Calendars calendars;
    @Inject
    private SchedulePlans plans;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /**
     * What a person wrote.
     *
     * @param rule     when it falls due
     * @param target   ALL, AREA, GROUP, COLLECTOR or METER; all but ALL with {@code targetId}
     * @param readingTypes codes of what is read, 1 to 64; of each meter what its model has
     */
    public record Definition(int companyId, String name, RecurrenceRule rule, String target, Integer targetId, List<String> readingTypes,
                             ReadingSchedule.Options options) {
    }

    /** The next due instants of what is being written. @throws RefusedException naming the field */
    public List<Instant> preview(Caller caller, Definition wanted, int count) {
        List<Instant> next = recurrence(wanted.rule().checked(), wanted.companyId(), zone(caller, wanted.companyId())).next(clock.instant(), Math.clamp(count, 1, 50));
        if (next.isEmpty()) {
            throw wanted.rule().neverDue();
        }
        return next;
    }

    /** The next due instants of a schedule that there is, after the given one. */
    public List<Instant> next(ScheduleQueries.Row schedule, Instant after, int count) {
        return recurrence(schedule.rule(), schedule.companyId(), schedule.zone()).next(after, count);
    }

    private Recurrence recurrence(RecurrenceRule rule, int companyId, ZoneId zone) {
        return rule.recurrence(zone, rule.kind().followsCalendar() ? calendars.workingDays(companyId) : WorkingDays.WEEKDAYS);
    }

    /** @throws RefusedException naming the field that is wrong; nothing is done then */
    public ReadingSchedule create(Caller caller, Definition wanted) {
        mayOperate(caller);
        ReadingSchedule schedule = new ReadingSchedule(wanted.companyId());
        define(caller, schedule, wanted);
        entities.persist(schedule);
        entities.flush();
        plans.bringUpToDate(schedule.id());
        pulse.changed("schedules");
        return schedule;
    }

    /** @throws RefusedException naming the field that is wrong; nothing is done then */
    public void change(Caller caller, int id, Definition wanted) {
        mayOperate(caller);
        define(caller, find(caller, id), wanted);
        entities.flush();
        plans.forget(id);
        plans.bringUpToDate(id);
        pulse.changed("schedules");
    }

    /** Reads this type, too, from now on; a schedule that does so already stays as it is. */
    public void alsoRead(Caller caller, int id, String readingType) {
        mayOperate(caller);
        ReadingSchedule schedule = find(caller, id);
        short type = readingTypes(List.of(readingType)).getFirst();
        if (!schedule.reads(type, MAX_TYPES)) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "schedule", "refused.readingTypes", "A schedule reads at most " + MAX_TYPES + " reading types.", MAX_TYPES);
        }
        entities.flush();
        plans.forget(id);
        plans.bringUpToDate(id);
        pulse.changed("schedules");
    }

    public void enable(Caller caller, int id, boolean on) {
        mayOperate(caller);
        ReadingSchedule schedule = find(caller, id);
        schedule.enable(on, recurrence(schedule.rule(), schedule.companyId(), zone(caller, schedule.companyId())).after(clock.instant()).orElse(null));
        pulse.changed("schedules");
    }

    private void define(Caller caller, ReadingSchedule schedule, Definition wanted) {
        ZoneId zone = zone(caller, wanted.companyId());
        if (wanted.name() == null || wanted.name().isBlank() || wanted.name().length() > 100) {
            throw RefusedException.invalid("name", "refused.name100", "name must have 1 to 100 characters.");
        }
        String name = wanted.name().strip();
        boolean taken = database.one("select exists (select 1 from schedule where company_id = ? and name = ? and id <> ?)",
                row -> row.getBoolean(1), wanted.companyId(), name, schedule.id() == null ? 0 : schedule.id());
        if (taken) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "name", "refused.taken", "There is already a schedule " + name + ".", name);
        }
        RecurrenceRule rule = wanted.rule().checked();
        Instant nextDue = recurrence(rule, wanted.companyId(), zone).after(clock.instant()).orElseThrow(rule::neverDue);
        ReadingSchedule.Target target = target(wanted);
        schedule.define(name, rule, target, wanted.targetId(), readingTypes(wanted.readingTypes()), wanted.options(), nextDue);
    }

    private List<Short> readingTypes(List<String> codes) {
        if (codes == null || codes.isEmpty() || codes.size() > MAX_TYPES) {
            throw RefusedException.invalid("readingTypes", "refused.readingTypes", "readingTypes must name 1 to " + MAX_TYPES + " reading types.", MAX_TYPES);
        }
        Map<String, Short> known = new HashMap<>();
        database.list("select code, id from reading_type where code = any (?)", row -> known.put(row.getString(1), row.getShort(2)), (Object) codes.toArray(String[]::new));
        return codes.stream().distinct().map(code -> {
            if (!known.containsKey(code)) {
                throw RefusedException.invalid("readingTypes", "refused.readingType", "There is no reading type " + code + "; GET /reading-types lists them.", code);
            }
            return known.get(code);
        }).toList();
    }

    private ReadingSchedule.Target target(Definition wanted) {
        ReadingSchedule.Target target;
        try {
            target = ReadingSchedule.Target.valueOf(wanted.target() == null ? "ALL" : wanted.target());
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid("target", "refused.target", "target must be ALL, AREA, GROUP, COLLECTOR or METER.");
        }
        String table = switch (target) {
            case ALL -> null;
            case AREA -> "area";
            case GROUP -> "meter_group";
            case COLLECTOR -> "collector";
            case METER -> "meter";
        };
        if (table != null && (wanted.targetId() == null || !database.one(
                "select exists (select 1 from " + table + " where id = ? and company_id = ?)", row -> row.getBoolean(1), wanted.targetId(), wanted.companyId()))) {
            throw RefusedException.invalid("targetId", "refused.targetId", "targetId must be the id of one of the company's " + target.name().toLowerCase(Locale.ROOT) + "s.");
        }
        return target;
    }

    private ZoneId zone(Caller caller, int companyId) {
        Company company = entities.find(Company.class, companyId);
        if (company == null || !caller.scope().includes(companyId)) {
            throw RefusedException.invalid("company", "refused.company", "There is no such company.", companyId);
        }
        return company.zone();
    }

    private ReadingSchedule find(Caller caller, int id) {
        ReadingSchedule schedule = entities.find(ReadingSchedule.class, id);
        if (schedule == null || !caller.scope().includes(schedule.companyId())) {
            throw RefusedException.notFound("schedule", id);
        }
        return schedule;
    }

    private static void mayOperate(Caller caller) {
        if (!caller.mayOperate()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not change schedules.");
        }
    }
}
