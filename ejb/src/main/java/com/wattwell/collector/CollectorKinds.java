package com.wattwell.collector;

import com.wattwell.connector.ListeningPort;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.CollectorGate;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.dtu.DialectKind;
import com.wattwell.protocol.dtu.RegistrationPattern;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of collectors there are: those that ship with Wattwell, seen by everybody, and each company's own. */
@Stateless
public class CollectorKinds {

    private static final int MAX_REGISTRATION = 200;
    private static final int MAX_NOTES = 1_000;

    @Inject
    private Database database;
    @Inject
    private CollectorGate gate;
    @Inject
    private Pulse pulse;

    /** @param text anywhere in make, model or notes; {@code null} or blank for all */
    public Page<CollectorKind> list(Scope scope, String text, Page.Request page) {
        Conditions where = new Conditions(visible(scope));
        if (text != null && !text.isBlank()) {
            String pattern = Conditions.containing(text);
            where.and("k.make || ' ' || k.model ilike ? or k.notes ilike ?", pattern, pattern);
        }
        long total = database.one("select count(*) from collector_kind k " + where.sql(), row -> row.getLong(1), where.parameters());
        return new Page<>(database.list(select(scope) + where.sql() + " order by k.company_id nulls first, k.id limit ? offset ?", CollectorKinds::read,
                where.parameters(page.size(), page.offset())), page.page(), page.size(), total);
    }

    public Optional<CollectorKind> byId(Scope scope, int id) {
        return database.first(select(scope) + "where k.id = ?" + visible(scope), CollectorKinds::read, id);
    }

    /** The kinds that a collector of this company may be of. */
    public List<CollectorKind> choices(Scope scope) {
        return list(scope, null, new Page.Request(1, Page.MAX_SIZE)).items();
    }

    /** @throws RefusedException naming the field {@code kind} when a collector of this company cannot be of it */
    public CollectorKind named(int companyId, int id) {
        return byId(new Scope(companyId), id).orElseThrow(() -> RefusedException.invalid("kind", "refused.collectorKind", "There is no kind of collector " + id + ".", id));
    }

    /** The ports of this node on which boxes dial in. */
    public List<ListeningPort> ports() {
        return gate.ask(connection -> connection.ports());
    }

    /** @throws RefusedException naming the field that is wrong; nothing is done then */
    public int create(Caller caller, int companyId, CollectorKind.Definition wanted) {
        mayAdminister(caller);
        CollectorKind.Definition checked = checked(wanted);
        int id = database.first("""
                        insert into collector_kind (company_id, make, model, dialect, registration, heartbeat, heartbeat_answer, idle_seconds, baud,
                            first_reply_millis, line_count, notes)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing returning id""", row -> row.getInt(1),
                companyId, checked.make(), checked.model(), checked.dialect(), checked.registration(), checked.heartbeat(), checked.heartbeatAnswer(),
                checked.idleSeconds(), checked.baud(), checked.firstReplyMillis(), checked.lines(), checked.notes()).orElseThrow(() -> taken(checked));
        pulse.changed("collectorKinds");
        return id;
    }

    /** Collectors that are of this kind already keep what they took from it. */
    public void change(Caller caller, int id, CollectorKind.Definition wanted) {
        CollectorKind kind = own(caller, id);
        CollectorKind.Definition checked = checked(wanted);
        boolean taken = database.one("select exists (select 1 from collector_kind where company_id = ? and make = ? and model = ? and id <> ?)",
                row -> row.getBoolean(1), kind.companyId(), checked.make(), checked.model(), id);
        if (taken) {
            throw taken(checked);
        }
        database.update("""
                        update collector_kind set make = ?, model = ?, dialect = ?, registration = ?, heartbeat = ?, heartbeat_answer = ?, idle_seconds = ?,
                            baud = ?, first_reply_millis = ?, line_count = ?, notes = ? where id = ?""",
                checked.make(), checked.model(), checked.dialect(), checked.registration(), checked.heartbeat(), checked.heartbeatAnswer(),
                checked.idleSeconds(), checked.baud(), checked.firstReplyMillis(), checked.lines(), checked.notes(), id);
        pulse.changed("collectorKinds");
    }

    /** Only one that no collector is of. */
    public void delete(Caller caller, int id) {
        CollectorKind kind = own(caller, id);
        int used = database.one("select count(*) from collector where kind_id = ?", row -> row.getInt(1), id);
        if (used > 0) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.kindUsed", used + " collectors are of the kind " + kind.title() + ".", used);
        }
        database.update("delete from collector_kind where id = ?", id);
        pulse.changed("collectorKinds");
    }

    private CollectorKind own(Caller caller, int id) {
        mayAdminister(caller);
        CollectorKind kind = byId(caller.scope(), id).orElseThrow(() -> RefusedException.notFound("kind of collector", id));
        if (kind.shipped()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "id", "refused.kindShipped",
                    "This kind ships with Wattwell; make a copy and change that.");
        }
        return kind;
    }

    private static CollectorKind.Definition checked(CollectorKind.Definition wanted) {
        DialectKind dialect = dialect(wanted.dialect());
        return new CollectorKind.Definition(words("make", wanted.make()), words("model", wanted.model()), dialect.name(),
                registration(dialect, wanted.registration()), CollectorRules.bytes("heartbeat", wanted.heartbeat()),
                CollectorRules.bytes("heartbeatAnswer", wanted.heartbeatAnswer()),
                CollectorRules.idleSeconds(or(wanted.idleSeconds(), CollectorRules.DEFAULT_IDLE_SECONDS)),
                CollectorRules.baud(or(wanted.baud(), Line.DEFAULT_BAUD)),
                CollectorRules.firstReplyMillis(or(wanted.firstReplyMillis(), CollectorRules.DEFAULT_FIRST_REPLY_MILLIS)),
                lines(or(wanted.lines(), 1)), notes(wanted.notes()));
    }

    static DialectKind dialect(String name) {
        return Arrays.stream(DialectKind.values()).filter(kind -> kind.name().equals(name)).findFirst()
                .orElseThrow(() -> RefusedException.invalid("dialect", "refused.dialect", "dialect must be one of: "
                        + Arrays.stream(DialectKind.values()).map(Enum::name).collect(Collectors.joining(", ")) + "."));
    }

    static String registration(DialectKind dialect, String written) {
        String pattern = written == null || written.isBlank() ? null : written.strip();
        if (!dialect.registersByPattern()) {
            if (pattern != null) {
                throw RefusedException.invalid("registration", "refused.registrationOwn", "registration is left out: " + dialect + " has a login of its own.");
            }
            return null;
        }
        if (pattern == null || pattern.length() > MAX_REGISTRATION) {
            throw RefusedException.invalid("registration", "refused.registrationMissing",
                    "registration must be a pattern of 1 to " + MAX_REGISTRATION + " characters, such as ascii:LOGIN:{id}.", MAX_REGISTRATION);
        }
        try {
            return RegistrationPattern.parse(pattern, Protocols.all()).toString();
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid("registration", "refused.registration", "registration: " + e.getMessage(), e.getMessage());
        }
    }

    private static String words(String field, String written) {
        if (written == null || written.isBlank() || written.strip().length() > 100) {
            throw RefusedException.invalid(field, "refused.name100", field + " must have 1 to 100 characters.");
        }
        return written.strip();
    }

    private static int lines(int count) {
        if (count < 1 || count > CollectorRules.MAX_LINES) {
            throw RefusedException.invalid("lines", "refused.lineCount", "lines must be from 1 to " + CollectorRules.MAX_LINES + ".", CollectorRules.MAX_LINES);
        }
        return count;
    }

    private static String notes(String written) {
        String notes = written == null ? "" : written.strip();
        if (notes.length() > MAX_NOTES) {
            throw RefusedException.invalid("notes", "refused.notes", "notes may have at most " + MAX_NOTES + " characters.", MAX_NOTES);
        }
        return notes;
    }

    private static int or(Integer written, int otherwise) {
        return written == null ? otherwise : written;
    }

    private static RefusedException taken(CollectorKind.Definition wanted) {
        return new RefusedException(RefusedException.Kind.CONFLICT, "model", "refused.taken",
                "There is already a kind " + wanted.make() + " " + wanted.model() + ".", wanted.make() + " " + wanted.model());
    }

    /** What ships with Wattwell is everybody's. */
    private static String visible(Scope scope) {
        return " and (k.company_id is null or true" + scope.and("k.company_id") + ")";
    }

    private static String select(Scope scope) {
        return """
                select k.*, o.code as company, (select count(*) from collector c where c.kind_id = k.id%s) as collectors
                from collector_kind k left join company o on o.id = k.company_id\s""".formatted(scope.and("c.company_id"));
    }

    private static CollectorKind read(ResultSet row) throws SQLException {
        return new CollectorKind(row.getInt("id"), Database.integer(row, "company_id"), row.getString("company"), row.getString("make"),
                row.getString("model"), DialectKind.valueOf(row.getString("dialect")), row.getString("registration"), row.getString("heartbeat"),
                row.getString("heartbeat_answer"), row.getInt("idle_seconds"), row.getInt("baud"), row.getInt("first_reply_millis"),
                row.getInt("line_count"), row.getString("notes"), row.getInt("collectors"));
    }

    private static void mayAdminister(Caller caller) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not change kinds of collectors.");
        }
    }
}
