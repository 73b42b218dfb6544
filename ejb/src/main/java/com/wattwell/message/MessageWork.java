package com.wattwell.message;

import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.io.StringReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of messages under way, each step a transaction of its own. An attempt is written before it is made: after a crash it counts as
 * perhaps sent, and the supplier is asked before anything is sent again.
 */
@Stateless
public class MessageWork {

    static final int MOST_ATTEMPTS = 6;
    private static final int MAX_WHY = 300;
    private static final Duration CLAIM = Duration.ofMinutes(1);
    /** A report that has not come by then does not come. */
    private static final Duration TELLS_WITHIN = Duration.ofHours(24);

    @Inject
    private Database database;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** A message that somebody works on. */
    public record Job(long id, int companyId, Medium medium, String recipient, String template, Map<String, String> variables, boolean urgent, String state, int attempts, int queries,
                      Instant createdAt, Instant expiresAt) {
    }

    /** An attempt. @param number the supplier's, or {@code null} */
    public record Attempt(long id, int number, Supplier supplier, Instant began, String state, String supplierNumber) {
    }

    /** What a supplier needs of a template. */
    public record SupplierTemplate(String id, List<String> variables) {
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<Job> claimDue(int most) {
        Instant now = clock.instant();
        return database.list("""
                        with due as (select id from message where next_at <= ? and (claimed_until is null or claimed_until <= ?) order by next_at limit ? for update skip locked)
                        update message m set claimed_until = ? from due where m.id = due.id returning m.*""", MessageWork::job, now, now, most, now.plus(CLAIM));
    }

    public Optional<Attempt> lastAttempt(long messageId) {
        return database.first("select * from message_attempt where message_id = ? order by number desc limit 1", row -> new Attempt(row.getLong("id"), row.getInt("number"),
                Supplier.valueOf(row.getString("supplier")), Database.instant(row, "began_at"), row.getString("state"), row.getString("supplier_number")), messageId);
    }

    /** Those that did not take it, with what became of it there: REFUSED, or NOT_SENT where it never arrived. */
    public Map<Supplier, String> suppliersTried(long messageId) {
        Map<Supplier, String> tried = new EnumMap<>(Supplier.class);
        database.list("select supplier, state from message_attempt where message_id = ? and state in ('REFUSED', 'NOT_SENT') order by number",
                row -> tried.put(Supplier.valueOf(row.getString(1)), row.getString(2)), messageId);
        return tried;
    }

    public Optional<SupplierTemplate> template(int companyId, String code, Supplier supplier) {
        return database.first("select * from message_template where company_id = ? and code = ?", row -> {
            String id = switch (supplier) {
                case ALIYUN -> row.getString("aliyun_id");
                case TENCENT -> row.getString("tencent_id");
                case WECHAT_OA -> row.getString("wechat_id");
                case APP -> code;
            };
            return new SupplierTemplate(id, Database.texts(row, "variables"));
        }, companyId, code).filter(template -> template.id() != null && !template.id().isBlank());
    }

    /**
     * Writes down that it is about to be sent, unless it must wait.
     *
     * @return empty when it waits for the end of quiet hours or of a limit; its row says so
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Optional<Attempt> begin(Job job, Supplier supplier) {
        Instant now = clock.instant();
        if (job.medium() != Medium.IN_APP && waits(job, now)) {
            return Optional.empty();
        }
        int number = job.attempts() + 1;
        long id = database.one("insert into message_attempt (company_id, message_id, number, supplier, recipient, began_at, state) values (?, ?, ?, ?, ?, ?, 'BEGUN') returning id",
                row -> row.getLong(1), job.companyId(), job.id(), number, supplier, job.recipient(), now);
        database.update("update message set state = 'SENDING', waits_for = null, attempts = ?, next_at = ? where id = ?", number, now.plus(CLAIM), job.id());
        return Optional.of(new Attempt(id, number, supplier, now, "BEGUN", null));
    }

    /** One company's sending is counted one after the other, or two at once would both be within the limit. */
    private boolean waits(Job job, Instant now) {
        record Rules(int hour, int day, int company, QuietHours quiet, ZoneId zone) {
        }
        database.one("select pg_advisory_xact_lock(hashtext('wattwell.message'), ?)", row -> true, job.companyId());
        Rules rules = database.one("select r.*, c.time_zone from message_rules r join company c on c.id = r.company_id where r.company_id = ?",
                row -> new Rules(row.getInt("per_phone_hour"), row.getInt("per_phone_day"), row.getInt("per_day"),
                        new QuietHours(row.getObject("quiet_from", LocalTime.class), row.getObject("quiet_to", LocalTime.class)), ZoneId.of(row.getString("time_zone"))), job.companyId());
        Instant allowed = job.urgent() ? now : rules.quiet().nextAllowed(now, rules.zone());
        if (allowed.isAfter(now)) {
            hold(job, "QUIET", allowed);
            return true;
        }
        Instant midnight = now.atZone(rules.zone()).toLocalDate().atStartOfDay(rules.zone()).toInstant();
        long[] sent = database.one("""
                        select count(*) filter (where recipient = ? and began_at > ?), count(*) filter (where recipient = ? and began_at >= ?),
                            (select count(*) from message_attempt where company_id = ? and began_at >= ? and supplier <> 'APP' and state in ('BEGUN', 'TAKEN', 'UNKNOWN'))
                        from message_attempt where company_id = ? and recipient = ? and began_at >= least(?::timestamptz, ?::timestamptz) and state in ('BEGUN', 'TAKEN', 'UNKNOWN')""",
                row -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)}, job.recipient(), now.minus(Duration.ofHours(1)), job.recipient(), midnight, job.companyId(), midnight,
                job.companyId(), job.recipient(), midnight, now.minus(Duration.ofHours(1)));
        if (sent[1] >= rules.day() || sent[2] >= rules.company()) {
            hold(job, "LIMIT", now.atZone(rules.zone()).toLocalDate().plusDays(1).atStartOfDay(rules.zone()).toInstant());
            return true;
        }
        if (sent[0] >= rules.hour()) {
            hold(job, "LIMIT", now.plus(Duration.ofMinutes(10)));
            return true;
        }
        return false;
    }

    private void hold(Job job, String why, Instant until) {
        // a night does not make it stale; a limit may
        database.update("update message set waits_for = ?, next_at = ?, claimed_until = null, expires_at = greatest(expires_at, ?::timestamptz) where id = ?", why, until,
                why.equals("QUIET") ? until.plus(Duration.ofHours(1)) : job.expiresAt(), job.id());
    }

    /** The supplier has it. */
    public void taken(Job job, Attempt attempt, String number, boolean tells) {
        Instant now = clock.instant();
        database.update("update message_attempt set state = 'TAKEN', supplier_number = ? where id = ?", number, attempt.id());
        database.update("update message set state = 'SENT', sent_at = ?, failure = null, next_at = ?::timestamptz, claimed_until = null where id = ?", now,
                tells ? now.plusSeconds(job.medium() == Medium.IN_APP ? 0 : 10) : null, job.id());
        pulse.changed("messages");
    }

    /** The supplier said no, or has never had it: another may be tried. @param state REFUSED or NOT_SENT */
    public void notSent(Job job, Attempt attempt, String state, String why) {
        database.update("update message_attempt set state = ?, detail = ? where id = ?", state, cut(why), attempt.id());
        database.update("update message set state = 'WAITING', queries = 0, failure = ?, next_at = ?, claimed_until = null where id = ?", cut(why),
                clock.instant().plus(state.equals("REFUSED") || attempt.number() == 1 ? Duration.ZERO : pause(attempt.number())), job.id());
    }

    /** Nobody knows whether the supplier has it: it is asked before anything is sent again. */
    public void unknown(Job job, Attempt attempt, String why) {
        database.update("update message_attempt set state = 'UNKNOWN', detail = ? where id = ?", cut(why), attempt.id());
        database.update("update message set failure = ?, queries = queries + 1, next_at = ?, claimed_until = null where id = ?", cut(why), clock.instant().plus(pause(job.queries())), job.id());
    }

    public void delivered(Job job, String detail) {
        database.update("update message set state = 'DELIVERED', ended_at = ?, failure = null, next_at = null, claimed_until = null where id = ?", clock.instant(), job.id());
        pulse.changed("messages");
    }

    public void failed(Job job, String why) {
        database.update("update message set state = 'FAILED', ended_at = ?, failure = ?, next_at = null, claimed_until = null where id = ?", clock.instant(), cut(why), job.id());
        pulse.changed("messages");
    }

    /** Taken, and not told yet whether it arrived; after a day nobody asks any more. */
    public void askLater(Job job, Attempt attempt) {
        Instant now = clock.instant();
        boolean over = attempt.began().plus(TELLS_WITHIN).isBefore(now);
        database.update("update message set queries = queries + 1, next_at = ?::timestamptz, claimed_until = null where id = ?", over ? null : now.plus(pause(job.queries())), job.id());
    }

    /** A report has come: the supplier itself is asked at once. */
    public void askSoon(int companyId, String supplierNumber) {
        database.update("""
                update message m set next_at = ? from message_attempt a where a.supplier_number = ? and a.company_id = ? and m.id = a.message_id and m.state = 'SENT'""",
                clock.instant(), supplierNumber, companyId);
    }

    private static String cut(String why) {
        return why == null || why.length() <= MAX_WHY ? why : why.substring(0, MAX_WHY);
    }

    private static Duration pause(int before) {
        return Duration.ofSeconds(Math.min(10L << Math.min(before, 8), 1800));
    }

    private static Job job(ResultSet row) throws SQLException {
        Map<String, String> variables = new LinkedHashMap<>();
        try (var reader = Json.createReader(new StringReader(row.getString("variables")))) {
            var object = reader.readObject();
            object.keySet().forEach(name -> variables.put(name, object.getString(name)));
        }
        return new Job(row.getLong("id"), row.getInt("company_id"), Medium.valueOf(row.getString("channel")), row.getString("recipient"), row.getString("template_code"), variables,
                row.getBoolean("urgent"), row.getString("state"), row.getInt("attempts"), row.getInt("queries"), Database.instant(row, "created_at"), Database.instant(row, "expires_at"));
    }
}
