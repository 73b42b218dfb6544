package com.wattwell.control;

import com.wattwell.feecontrol.CutConditions;
import com.wattwell.metermodel.ModelInUse;
import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** What must hold at the very moment an order is handed to the line, whatever held when it was given. */
@ApplicationScoped
public class SendingRules {

    @Inject
    private Database database;
    @Inject
    private Brakes brakes;
    @Inject
    private CutConditions conditions;

    /** What is to become of the order. */
    sealed interface Verdict {
        /** It may be sent. */
        record Go() implements Verdict {
        }

        /** Not now. @param why key of the sentence in its story, with arguments behind {@code |} */
        record Wait(String why) implements Verdict {
        }

        /** Never. @param why key of the sentence that ends its story */
        record Never(String why) implements Verdict {
        }
    }

    /** Where a meter counts: its building, or for one without a place its collector. */
    private record Place(Integer building, Integer above, Integer collector) {
    }

    /** Share of a building that is dark. */
    private record Share(int dark, int meters) {
    }

    /** Must be asked in the transaction that hands over; what it counts stays true to the end of that one. */
    Verdict ask(Command command, ModelInUse model, Instant now) {
        if (!command.trips()) {
            Optional<String> forbids = command.kind() == CommandKind.CLOSE || command.kind() == CommandKind.PERMIT_CLOSE ? conditions.forbidClose(command.id()) : Optional.empty();
            return forbids.<Verdict>map(Verdict.Never::new).orElseGet(Verdict.Go::new);
        }
        if (command.neverTripped()) {
            return new Verdict.Never("failed.protected");
        }
        Optional<String> forbids = conditions.forbidTrip(command.id(), now);
        if (forbids.isPresent()) {
            return new Verdict.Never(forbids.get());
        }
        Place place = place(command);
        BrakeRule rule = brakes.of(command.companyId(), Arrays.asList(place.building(), place.above(), null));
        if (!rule.permits(CommandWork.local(now, command).toLocalTime())) {
            return new Verdict.Never("failed.hours|" + rule.tripFrom() + "|" + rule.tripUntil());
        }
        if (rule.state() == BrakeRule.State.OFF || command.released()) {
            return new Verdict.Go();
        }
        lock(command.companyId(), place);
        Share share = share(command, model, place, now.minusSeconds(60L * rule.minutes()));
        return rule.bites(share.dark(), share.meters())
                ? new Verdict.Wait("waiting.brake|" + share.dark() + "|" + share.meters() + "|" + rule.percent() + "|" + rule.minutes()) : new Verdict.Go();
    }

    private Place place(Command command) {
        if (command.area() == null) {
            return new Place(null, null, command.collectorId());
        }
        return database.one("""
                select case when a.kind = 'UNIT' then a.parent_id else a.id end as building, case when a.kind = 'UNIT' then b.parent_id else a.parent_id end as above
                from area a left join area b on b.id = a.parent_id where a.id = ?""",
                row -> new Place(Database.integer(row, "building"), Database.integer(row, "above"), null), command.area());
    }

    /** One transaction holds one building at most, so that nobody waits for each other. */
    private void lock(int company, Place place) {
        database.update("insert into brake_lock (company_id, area_id, collector_id) values (?, ?::int, ?::int) on conflict do nothing", company, place.building(),
                place.collector());
        if (place.building() != null) {
            database.one("select 1 from brake_lock where area_id = ? for update", row -> row.getInt(1), place.building());
        } else {
            database.one("select 1 from brake_lock where collector_id = ? for update", row -> row.getInt(1), place.collector());
        }
    }

    /**
     * Meters of the building that are metered for the same, and how many of the others are or are about to be dark by trips since then: sent,
     * accepted or proven, or perhaps carried out; and not given back, by a close that was proven or as the meter itself has told since.
     */
    private Share share(Command command, ModelInUse model, Place place, Instant since) {
        String here = place.building() != null
                ? "(m.area_id = ? or m.area_id in (select u.id from area u where u.company_id = m.company_id and u.parent_id = ? and u.kind = 'UNIT'))"
                : "m.area_id is null and m.line_id in (select l.id from line l where l.collector_id in (?, ?))";
        Integer where = place.building() != null ? place.building() : place.collector();
        return database.one("""
                select count(*) filter (where m.id <> ? and exists (
                    select 1 from command t where t.meter_id = m.id and t.kind = 'TRIP' and t.acted_at > ?
                    and (t.state in ('SENT', 'ACCEPTED', 'CONFIRMED') or t.state = 'FAILED' and t.failure ~ '^failed.(notReadBack|unknown|unverifiable)')
                    and not exists (select 1 from command g where g.meter_id = m.id and g.id > t.id and g.kind in ('CLOSE', 'PERMIT_CLOSE') and g.state = 'CONFIRMED')
                    and not (t.state in ('CONFIRMED', 'FAILED') and s.supply = 'CLOSED' and s.supply_at > t.acted_at))) as dark, count(*) as meters
                from meter m join meter_model d on d.id = m.model_id join meter_state s on s.meter_id = m.id
                where m.company_id = ? and d.commodity = ? and """ + " " + here,
                row -> new Share(row.getInt("dark"), row.getInt("meters")), command.meterId(), since, command.companyId(), model.model().commodity(), where, where);
    }
}
