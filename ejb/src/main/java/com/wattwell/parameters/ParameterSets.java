package com.wattwell.parameters;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.metering.AskedItems;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.UnsupportedRequestException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parameters as they should be (参数方案): items with their values, for meters of one protocol. */
@Stateless
public class ParameterSets {

    /** Items of one set: they are read with one command. */
    public static final int MOST_ENTRIES = 24;
    private static final int MOST_VALUES = 64;
    private static final int MOST_NOTE = 500;
    /** For looking whether the values can be put into a frame. */
    private static final MeterRequest.Credentials ANY = new MeterRequest.Credentials(4, "000000", "00000000");
    private static final String ANY_METER = "1";

    @Inject
    private Database database;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** A set as lists show it. */
    public record Row(int id, int companyId, String name, String protocol, String note, int entries, String changedBy, Instant changedAt) {
    }

    /** What a person wrote. */
    public record Definition(int companyId, String name, String protocol, String note, List<ParameterEntry> entries) {
    }

    private static final String SELECT = """
            select s.*, (select count(*) from parameter_entry e where e.set_id = s.id) as entries from parameter_set s where true""";

    public List<Row> list(Scope scope, int most) {
        return database.list(SELECT + scope.and("s.company_id") + " order by s.company_id, s.name limit ?", ParameterSets::read, most);
    }

    public Optional<Row> byId(Scope scope, int id) {
        return database.first(SELECT + " and s.id = ?" + scope.and("s.company_id"), ParameterSets::read, id);
    }

    /** The entries in the order in which they were written. */
    public List<ParameterEntry> entries(Scope scope, int id) {
        return database.list("select e.item, e.wanted from parameter_entry e join parameter_set s on s.id = e.set_id where e.set_id = ?" + scope.and("s.company_id")
                + " order by e.position", row -> new ParameterEntry(row.getString("item"), Database.texts(row, "wanted")), id);
    }

    /** @param id {@code null} for a new one @return its id @throws RefusedException naming the field; nothing is done then */
    public int save(Caller caller, Integer id, Definition wanted) {
        mayAdminister(caller);
        if (!caller.scope().includes(wanted.companyId())) {
            throw RefusedException.invalid("company", "refused.company", "There is no such company.", wanted.companyId());
        }
        if (id != null && byId(caller.scope(), id).filter(row -> row.companyId() == wanted.companyId()).isEmpty()) {
            throw RefusedException.notFound("parameter set", id);
        }
        String name = name(wanted, id);
        String note = wanted.note() == null ? "" : wanted.note().strip();
        if (note.length() > MOST_NOTE) {
            throw RefusedException.invalid("note", "refused.note", "note must have at most " + MOST_NOTE + " characters.", MOST_NOTE);
        }
        MeterProtocol protocol = AskedItems.protocol(wanted.protocol());
        List<ParameterEntry> entries = checked(protocol, wanted.entries());
        Instant now = clock.instant();
        int set = id != null ? id : database.one("""
                insert into parameter_set (company_id, name, protocol, note, changed_by, changed_at) values (?, ?, ?, ?, ?, ?) returning id""",
                row -> row.getInt(1), wanted.companyId(), name, protocol.name(), note, caller.name(), now);
        database.update("update parameter_set set name = ?, protocol = ?, note = ?, changed_by = ?, changed_at = ? where id = ?", name, protocol.name(), note,
                caller.name(), now, set);
        database.update("delete from parameter_entry where set_id = ?", set);
        for (int i = 0; i < entries.size(); i++) {
            database.update("insert into parameter_entry (set_id, item, wanted, position) values (?, ?, ?, ?)", set, entries.get(i).item(),
                    entries.get(i).values().toArray(String[]::new), i);
        }
        pulse.changed("parameterSets");
        return set;
    }

    public void remove(Caller caller, int id) {
        mayAdminister(caller);
        if (database.update("delete from parameter_set where id = ?" + caller.scope().and("company_id"), id) == 0) {
            throw RefusedException.notFound("parameter set", id);
        }
        pulse.changed("parameterSets");
    }

    private static List<ParameterEntry> checked(MeterProtocol protocol, List<ParameterEntry> entries) {
        if (entries == null || entries.isEmpty() || entries.size() > MOST_ENTRIES) {
            throw RefusedException.invalid("entries", "refused.entries", "entries must name 1 to " + MOST_ENTRIES + " items.", MOST_ENTRIES);
        }
        Set<String> seen = new HashSet<>();
        return entries.stream().map(entry -> {
            String item = AskedItems.checked(protocol, List.of(entry.item() == null ? "" : entry.item()), 1).getFirst();
            if (!seen.add(item)) {
                throw RefusedException.invalid("entries", "refused.entryTwice", "entries names " + item + " twice.", item);
            }
            if (entry.values().isEmpty() || entry.values().size() > MOST_VALUES) {
                throw RefusedException.invalid("entries", "refused.values", item + " must have 1 to " + MOST_VALUES + " values.", MOST_VALUES);
            }
            try {
                protocol.encode(new MeterRequest.WriteItem(ANY_METER, item, entry.values(), ANY));
            } catch (UnsupportedRequestException e) {
                throw RefusedException.invalid("entries", "refused.unsupported", "entries: " + e.getMessage(), e.getMessage());
            }
            return new ParameterEntry(item, entry.values());
        }).toList();
    }

    private String name(Definition wanted, Integer id) {
        if (wanted.name() == null || wanted.name().isBlank() || wanted.name().length() > 100) {
            throw RefusedException.invalid("name", "refused.name100", "name must have 1 to 100 characters.");
        }
        String name = wanted.name().strip();
        if (database.one("select exists (select 1 from parameter_set where company_id = ? and name = ? and id <> ?)", row -> row.getBoolean(1),
                wanted.companyId(), name, id == null ? 0 : id)) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "name", "refused.taken", "There is already a parameter set " + name + ".", name);
        }
        return name;
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(row.getInt("id"), row.getInt("company_id"), row.getString("name"), row.getString("protocol"), row.getString("note"), row.getInt("entries"),
                row.getString("changed_by"), Database.instant(row, "changed_at"));
    }

    private static void mayAdminister(Caller caller) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only administrators say how parameters should be.");
        }
    }
}
