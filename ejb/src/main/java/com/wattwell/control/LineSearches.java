package com.wattwell.control;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.linesearch.Found;
import com.wattwell.linesearch.LineSearch;
import com.wattwell.metering.MeterService;
import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Protocols;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Searches lines for their meters, and makes meters of what was found. */
@Stateless
public class LineSearches {

    public static final int USUAL_QUESTIONS = 2_000;
    public static final int MOST_QUESTIONS = 20_000;
    public static final int USUAL_MINUTES = 120;
    public static final int MOST_MINUTES = 24 * 60;
    /** Searches of a line that are shown. */
    private static final int SHOWN = 20;
    /** Nothing is waited for shorter than a meter may take by its standard (500 ms), with a little of the network. */
    private static final int LEAST_WAIT_MILLIS = 700;

    private static final String SELECT = """
            select n.*, l.number, o.id as collector_id, o.code as collector_code, o.name as collector from line_order n
            join line l on l.id = n.line_id join collector o on o.id = l.collector_id where n.kind = 'SEARCH'""";

    @Inject
    private Database database;
    @Inject
    private LineOrders orders;
    @Inject
    private MeterService meters;

    /**
     * A search to start.
     *
     * @param protocols names of those to search for; {@code null} or empty for those of the line's meters, or all where there are none
     * @param thorough  whether to look behind answers too, which may hide others
     * @param questions how many it may ask, 1 to {@value #MOST_QUESTIONS}; {@code null} for {@value #USUAL_QUESTIONS}
     * @param minutes   how long it may take, 1 to {@value #MOST_MINUTES}; {@code null} for {@value #USUAL_MINUTES}
     */
    public record NewSearch(List<String> protocols, boolean thorough, Integer questions, Integer minutes) {
    }

    /**
     * Somebody on the line.
     *
     * @param meterId the meter it is, or {@code null} when it is new
     */
    public record Sighting(Found found, Integer meterId) {
    }

    /**
     * A search as people look at it.
     *
     * @param state  WAITING, SENT, DONE, FAILED or EXPIRED
     * @param detail why it ended as it did, a key of the portal's texts with arguments behind {@code |}, or {@code null}
     * @param asking address that is being asked, with what is left open, or {@code null}
     */
    public record Search(long id, int companyId, int collectorId, String collectorCode, String collector, int lineId, int line, String state, String detail, String by,
                         Instant startedAt, Instant endedAt, Instant until, int asked, int most, boolean thorough, String asking, List<String> unreadable,
                         List<Sighting> sightings) {

        public boolean ended() {
            return !state.equals("WAITING") && !state.equals("SENT");
        }

        Search with(List<Sighting> compared) {
            return new Search(id, companyId, collectorId, collectorCode, collector, lineId, line, state, detail, by, startedAt, endedAt, until, asked, most, thorough, asking,
                    unreadable, compared);
        }

        /** How many are no meters yet. */
        public long fresh() {
            return sightings.stream().filter(each -> each.meterId() == null).count();
        }
    }

    /** One that was found and is to become a meter. @param modelCode {@code null} for the standard of its protocol @param name {@code null} for its address */
    public record Adoption(String protocol, String address, String modelCode, String name, String place) {
    }

    /** The line to search. */
    private record Target(int lineId, int companyId, int firstReplyMillis, Integer slowestMillis, List<String> protocols) {
    }

    /** Protocols that lines can be searched for. */
    public static List<String> protocols() {
        return Protocols.all().stream().map(MeterProtocol::name).toList();
    }

    /** Protocols of the line's meters. */
    public List<String> spoken(Scope scope, int collectorId, int line) {
        return target(scope, collectorId, line).protocols();
    }

    /** @return the search's id @throws RefusedException naming the field that is wrong, or CONFLICT while the line is being searched */
    public long start(Caller caller, int collectorId, int line, NewSearch wanted) {
        mayAdminister(caller);
        Target target = target(caller.scope(), collectorId, line);
        int questions = within("questions", wanted.questions(), USUAL_QUESTIONS, MOST_QUESTIONS);
        int minutes = within("minutes", wanted.minutes(), USUAL_MINUTES, MOST_MINUTES);
        List<String> protocols = wanted.protocols() == null || wanted.protocols().isEmpty() ? target.protocols() : wanted.protocols();
        for (String protocol : protocols) {
            if (!protocols().contains(protocol)) {
                throw RefusedException.invalid("protocols", "refused.protocol", "protocols must be of " + protocols() + ", not " + protocol + ".", protocol);
            }
        }
        // the row of the line is the lock: two people start one search
        database.one("select id from line where id = ? for update", row -> row.getInt(1), target.lineId());
        if (database.one("select exists (select 1 from line_order where line_id = ? and kind = 'SEARCH' and state in ('WAITING', 'SENT'))",
                row -> row.getBoolean(1), target.lineId())) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "line", "refused.searching", "This line is being searched already.");
        }
        int wait = target.slowestMillis() == null ? target.firstReplyMillis() : Math.clamp(target.slowestMillis(), LEAST_WAIT_MILLIS, Math.max(LEAST_WAIT_MILLIS, target.firstReplyMillis()));
        LineSearch.Memory memory = LineSearch.Memory.start(protocols.isEmpty() ? protocols() : protocols, questions, wanted.thorough());
        return orders.write(target.companyId(), target.lineId(), LineOrderKind.SEARCH, null, SearchErrand.start(memory, wait), caller.name(), Duration.ofMinutes(minutes));
    }

    private static int within(String field, Integer value, int usual, int most) {
        if (value != null && (value < 1 || value > most)) {
            throw RefusedException.invalid(field, "refused.oneTo", field + " must be from 1 to " + most + ".", most);
        }
        return value == null ? usual : value;
    }

    private Target target(Scope scope, int collectorId, int line) {
        return database.first("""
                        select l.id, l.company_id, l.first_reply_millis,
                            (select max(s.reply_millis + 4 * s.deviation_millis) from meter m join meter_state s on s.meter_id = m.id where m.line_id = l.id and s.reply_millis > 0) as slowest,
                            array(select distinct m.protocol from meter m where m.line_id = l.id order by 1) as protocols
                        from line l where l.collector_id = ? and l.number = ?""" + scope.and("l.company_id"),
                row -> new Target(row.getInt("id"), row.getInt("company_id"), row.getInt("first_reply_millis"), Database.integer(row, "slowest"),
                        Database.texts(row, "protocols")), collectorId, line)
                .orElseThrow(() -> RefusedException.notFound("line", line));
    }

    /** The searches of a line, the latest first. */
    public List<Search> list(Scope scope, int collectorId, int line) {
        Target target = target(scope, collectorId, line);
        return database.list(SELECT + " and n.line_id = ?" + scope.and("n.company_id") + " order by n.id desc limit " + SHOWN, LineSearches::read, target.lineId())
                .stream().map(this::withMeters).toList();
    }

    public Optional<Search> byId(Scope scope, long id) {
        return database.first(SELECT + " and n.id = ?" + scope.and("n.company_id"), LineSearches::read, id).map(this::withMeters);
    }

    /** Stops a search; what was found stays. Nothing happens when it is over. */
    public void stop(Caller caller, long id) {
        mayAdminister(caller);
        Search search = find(caller, id);
        orders.stop(search.id(), caller.name());
    }

    /**
     * Makes meters of some that were found, all or none.
     *
     * @return ids of the meters
     * @throws RefusedException naming the field that is wrong
     */
    public List<Integer> adopt(Caller caller, long id, List<Adoption> wanted) {
        mayAdminister(caller);
        Search search = find(caller, id);
        if (wanted == null || wanted.isEmpty()) {
            throw RefusedException.invalid("meters", "refused.nothingChosen", "meters must name at least one that was found.");
        }
        List<Integer> made = new ArrayList<>();
        for (Adoption each : wanted) {
            if (search.sightings().stream().noneMatch(seen -> seen.found().protocol().equals(each.protocol()) && seen.found().address().equals(each.address()))) {
                throw RefusedException.invalid("meters", "refused.notFoundThere", "This search has not found " + each.protocol() + " " + each.address() + ".", each.address());
            }
            made.add(meters.create(caller, new MeterService.NewMeter(search.collectorCode(), search.line(), each.modelCode(), each.protocol(), each.address(), each.name(),
                    each.place())).id());
        }
        return made;
    }

    private Search find(Caller caller, long id) {
        return byId(caller.scope(), id).orElseThrow(() -> RefusedException.notFound("search", id));
    }

    /** Whom it found is not compared with the line's meters yet. */
    private static Search read(ResultSet row) throws SQLException {
        LineSearch.Memory memory = SearchMemory.read(Orders.json(row.getString("progress")));
        return new Search(row.getLong("id"), row.getInt("company_id"), row.getInt("collector_id"), row.getString("collector_code"), row.getString("collector"),
                row.getInt("line_id"), row.getInt("number"), row.getString("state"), row.getString("detail"), row.getString("requested_by"),
                Database.instant(row, "created_at"), Database.instant(row, "finished_at"), Database.instant(row, "expires_at"), memory.asked(), memory.most(),
                memory.thorough(), memory.question() == null ? null : memory.question().address(), memory.unreadable(),
                memory.found().stream().map(each -> new Sighting(each, null)).toList());
    }

    private Search withMeters(Search search) {
        record Known(int id, String protocol, String address) {
        }
        List<Known> known = database.list("select id, protocol, address from meter where line_id = ?",
                row -> new Known(row.getInt(1), row.getString(2), row.getString(3)), search.lineId());
        return search.with(search.sightings().stream().map(Sighting::found).map(each -> new Sighting(each, known.stream()
                .filter(meter -> meter.protocol().equals(each.protocol()) && each.answersTo(meter.address())).map(Known::id).findFirst().orElse(null))).toList());
    }

    private static void mayAdminister(Caller caller) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not search lines.");
        }
    }
}
