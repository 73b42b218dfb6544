package com.wattwell.metering;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Groups of meters that are read together (表计分组), of one company each. */
@Stateless
public class MeterGroups {

    /** Meters that a group may hold. */
    public static final int MAX_MEMBERS = 10_000;

    @Inject
    private Database database;
    @Inject
    private Pulse pulse;

    /** A group as lists show it. */
    public record Row(int id, int companyId, String company, String name, int meters) {
    }

    public Page<Row> list(Scope scope, Page.Request page) {
        long total = database.one("select count(*) from meter_group g where true" + scope.and("g.company_id"), row -> row.getLong(1));
        List<Row> rows = database.list("""
                        select g.id, g.company_id, c.code, g.name, (select count(*) from meter_group_member m where m.group_id = g.id) as meters
                        from meter_group g join company c on c.id = g.company_id where true""" + scope.and("g.company_id")
                        + " order by c.code, g.name limit ? offset ?",
                row -> new Row(row.getInt("id"), row.getInt("company_id"), row.getString("code"), row.getString("name"), row.getInt("meters")),
                page.size(), page.offset());
        return new Page<>(rows, page.page(), page.size(), total);
    }

    public Optional<Row> byId(Scope scope, int id) {
        return database.first("""
                        select g.id, g.company_id, c.code, g.name, (select count(*) from meter_group_member m where m.group_id = g.id) as meters
                        from meter_group g join company c on c.id = g.company_id where g.id = ?""" + scope.and("g.company_id"),
                row -> new Row(row.getInt("id"), row.getInt("company_id"), row.getString("code"), row.getString("name"), row.getInt("meters")), id);
    }

    /** The meters of a group, by id. */
    public List<Integer> members(Scope scope, int groupId) {
        return database.list("select meter_id from meter_group_member m where group_id = ?" + scope.and("m.company_id") + " order by meter_id",
                row -> row.getInt(1), groupId);
    }

    /**
     * @param meterIds meters of that company, 0 to {@link #MAX_MEMBERS}
     * @return the group's id
     * @throws RefusedException naming the field that is wrong; nothing is done then
     */
    public int create(Caller caller, int companyId, String name, List<Integer> meterIds) {
        mayOperate(caller);
        if (name == null || name.isBlank() || name.length() > 100) {
            throw RefusedException.invalid("name", "refused.name100", "name must have 1 to 100 characters.");
        }
        Integer id = database.first("insert into meter_group (company_id, name) values (?, ?) on conflict do nothing returning id",
                row -> row.getInt(1), companyId, name.strip()).orElseThrow(() -> new RefusedException(RefusedException.Kind.CONFLICT, "name",
                "refused.taken", "There is already a group " + name.strip() + ".", name.strip()));
        fill(id, companyId, meterIds);
        pulse.changed("groups");
        return id;
    }

    /** Replaces the meters of a group. @throws RefusedException naming the field that is wrong; nothing is done then */
    public void change(Caller caller, int groupId, List<Integer> meterIds) {
        mayOperate(caller);
        int companyId = database.first("select company_id from meter_group g where id = ?" + caller.scope().and("g.company_id"),
                row -> row.getInt(1), groupId).orElseThrow(() -> RefusedException.notFound("group", groupId));
        database.update("delete from meter_group_member where group_id = ?", groupId);
        fill(groupId, companyId, meterIds);
        pulse.changed("groups");
    }

    private void fill(int groupId, int companyId, List<Integer> meterIds) {
        List<Integer> wanted = meterIds == null ? List.of() : meterIds.stream().distinct().toList();
        if (wanted.size() > MAX_MEMBERS) {
            throw RefusedException.invalid("meters", "refused.members", "meters must name at most " + MAX_MEMBERS + " meters.", MAX_MEMBERS);
        }
        int added = database.update("""
                insert into meter_group_member (group_id, meter_id, company_id) select ?, m.id, m.company_id from meter m
                where m.company_id = ? and m.id = any (?)""", groupId, companyId, wanted.stream().mapToInt(Integer::intValue).toArray());
        if (added < wanted.size()) {
            throw RefusedException.invalid("meters", "refused.memberUnknown", "meters names a meter that the company does not have.");
        }
    }

    private static void mayOperate(Caller caller) {
        if (!caller.mayOperate()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not change groups of meters.");
        }
    }
}
