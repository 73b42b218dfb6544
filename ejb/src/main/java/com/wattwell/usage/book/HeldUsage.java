package com.wattwell.usage.book;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Written;
import com.wattwell.tariff.ReadingRef;
import com.wattwell.tariff.Register;
import com.wattwell.usage.Ruling;
import com.wattwell.usage.UsageHeld;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The list of usage that nobody believes, and what people decided: take it as it is, let the rule for missing values stand in, or correct a
 * reading. The raw values stay with it. What was decided counts when the usage is asked for the next time.
 */
@Stateless
public class HeldUsage {


    @Inject
    private Database database;
    @Inject
    private ReadingEdits edits;
    @Inject
    private Pulse pulse;
    @Inject
    private Event<UsageDecided> decided;
    @Inject
    private Clock clock;

    /**
     * @param told     the reason's key with its arguments behind {@code |}
     * @param quantity as the readings say, or {@code null}
     * @param rolled   what it would be had the register begun again at 0, or {@code null}
     * @param usual    what an estimate would say, or {@code null}
     * @param decision {@code null} while it is open
     */
    public record Row(long id, int companyId, long usagePointId, String usagePoint, String place, Long accountId, String account, LocalDate from, LocalDate to, Register register,
                      UsageHeld.Reason reason, String told, BigDecimal quantity, BigDecimal rolled, BigDecimal usual, List<ReadingRef> readings, Instant heldAt, boolean open,
                      Ruling decision, String decidedBy, Instant decidedAt, String why) {

        /** Whether it may be taken as the readings say: there must be a quantity that is not negative. */
        public boolean mayAccept() {
            return quantity != null && (quantity.signum() >= 0 || rolled != null);
        }

        public boolean mayEstimate() {
            return usual != null;
        }
    }

    private static final String SELECT = """
            select h.*, p.name as point, r.path as place, a.id as account_id, a.number from usage_held h join usage_point p on p.id = h.usage_point_id left join area r on r.id = p.area_id
            left join agreement g on g.usage_point_id = h.usage_point_id and g.from_day <= h.from_day and (g.to_day is null or g.to_day > h.from_day)
            left join customer_account a on a.id = g.account_id
            """;

    /** What is open, the oldest first. */
    public Page<Row> open(Scope scope, Page.Request page) {
        Conditions where = new Conditions(scope.and("h.company_id")).and("h.state = 'OPEN'");
        return new Page<>(database.list(SELECT + where.sql() + " order by h.id limit ? offset ?", HeldUsage::row, where.parameters(page.size(), page.offset())), page.page(), page.size(),
                database.one("select count(*) from usage_held h " + where.sql(), row -> row.getLong(1), where.parameters()));
    }

    public Optional<Row> byId(Scope scope, long id) {
        return database.first(SELECT + "where h.id = ?" + scope.and("h.company_id"), HeldUsage::row, id);
    }

    /** Everything that was ever held of a point, the newest first. */
    public List<Row> ofPoint(Scope scope, long usagePointId, int most) {
        return database.list(SELECT + "where h.usage_point_id = ?" + scope.and("h.company_id") + " order by h.id desc limit ?", HeldUsage::row, usagePointId, most);
    }

    /**
     * @param correction with {@link Ruling#CORRECT} alone
     * @throws RefusedException naming the field that is wrong; nothing is done then
     */
    public void decide(Caller caller, long id, Ruling ruling, String why, ReadingCorrection correction) {
        if (!caller.mayOperate() && !caller.mayKeepBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not decide about usage.");
        }
        if (database.first("select h.id from usage_held h where h.id = ? and h.state = 'OPEN'" + caller.scope().and("h.company_id") + " for update", row -> row.getLong(1), id).isEmpty()) {
            byId(caller.scope(), id).orElseThrow(() -> RefusedException.notFound("held usage", id));
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.heldOver", "Somebody has decided about it already.");
        }
        Row row = byId(caller.scope(), id).orElseThrow();
        String stated = Written.reason("why", why, Written.REASON);
        if (ruling == null || ruling == Ruling.ACCEPT && !row.mayAccept() || ruling == Ruling.ESTIMATE && !row.mayEstimate()) {
            throw RefusedException.invalid("ruling", "refused.heldRuling", "This usage can be decided so not: there is no value for it.");
        }
        if (ruling == Ruling.CORRECT) {
            correct(caller, row, stated, correction);
        }
        database.update("update usage_held set state = 'DECIDED', decision = ?, decided_at = ?, decided_by = ?, why = ? where id = ?", ruling, clock.instant(), caller.name(), stated, id);
        decided.fire(new UsageDecided(row.usagePointId(), row.from(), row.to()));
        pulse.changed("usage-held");
    }

    private void correct(Caller caller, Row row, String why, ReadingCorrection correction) {
        if (correction == null || row.readings().stream().noneMatch(each -> each.meterId() == correction.meterId() && each.readingType().equals(correction.type())
                && each.at().equals(correction.at()))) {
            throw RefusedException.invalid("correction", "refused.heldReading", "Choose one of the readings that the usage was reckoned from.");
        }
        if (!edits.write(caller, correction, why)) {
            throw RefusedException.invalid("correction", "refused.heldReplacement", "This value was written down when the meter was replaced; it is no reading that can be corrected.");
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        Object account = row.getObject("account_id");
        String decision = row.getString("decision");
        return new Row(row.getLong("id"), row.getInt("company_id"), row.getLong("usage_point_id"), row.getString("point"), row.getString("place"), (Long) account,
                row.getString("number"), row.getObject("from_day", LocalDate.class), row.getObject("to_day", LocalDate.class), Register.valueOf(row.getString("register")),
                UsageHeld.Reason.valueOf(row.getString("reason")), row.getString("detail"), row.getBigDecimal("quantity"), row.getBigDecimal("rolled"), row.getBigDecimal("usual"),
                ReadingRefs.read(row.getString("readings")), Database.instant(row, "held_at"), row.getString("state").equals("OPEN"), decision == null ? null : Ruling.valueOf(decision),
                row.getString("decided_by"), Database.instant(row, "decided_at"), row.getString("why"));
    }
}
