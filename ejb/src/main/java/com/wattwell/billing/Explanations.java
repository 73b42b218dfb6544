package com.wattwell.billing;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import com.wattwell.tariff.ReadingRef;
import com.wattwell.tariff.Rule;
import com.wattwell.tariff.catalog.TariffDocument;
import com.wattwell.usage.book.ReadingRefs;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Says where a fen comes from: a charge, its rule, the usage, the readings and the bytes on the line; and forward, from a reading to what stands on it. */
@Stateless
public class Explanations {

    private static final int MOST = 200;
    /** The source of a reading that no frame brought. */
    private static final int BY_HAND = 4;

    @Inject
    private Database database;

    /**
     * A line that was charged.
     *
     * @param billId  or {@code null} for one of a day's charge
     * @param day     number of its row for one of a day's charge, or {@code null}
     * @param entryId of the books, or {@code null} for a draft
     */
    public record Charge(Long billId, Integer number, Long day, String title, long accountId, String account, Long entryId, long usagePointId, String point, String kind,
                         String ruleId, String nameZh, String nameEn, String tariffCode, int tariffVersion, LocalDate from, LocalDate to, String register, int step,
                         BigDecimal quantity, BigDecimal unitPrice, long amountFen, String detail, boolean estimated, List<ReadingRef> readings) {

        public LocalDate lastDay() {
            return to.minusDays(1);
        }
    }

    /** The rule as the published version says it. @param tariffId of its page */
    public record RuleThen(int tariffId, String nameZh, String nameEn, LocalDate effectiveFrom, String publishedBy, Rule rule) {
    }

    /** Usage that was booked. @param withdrawnWhy {@code null} while it counts */
    public record Usage(long spanId, LocalDate from, LocalDate to, String register, BigDecimal quantity, boolean estimated, List<ReadingRef> readings, Instant bookedAt,
                        String withdrawnWhy) {
        public LocalDate lastDay() {
            return to.minusDays(1);
        }
    }

    /** What a person made of a reading. @param after {@code null}: it does not count */
    public record Edit(BigDecimal before, BigDecimal after, String reason, Instant at, String by) {
    }

    /**
     * A reading that a charge stands on.
     *
     * @param raw      as it came, or {@code null} when it is not there any more
     * @param source   1 schedule, 2 on demand, 3 meter's memory, 4 by hand; or {@code null}
     * @param bytes    what went over the line, or {@code null} when nothing did or it was not kept
     */
    public record Reading(ReadingRef used, String typeZh, String typeEn, String unit, String meter, String address, String protocol, BigDecimal raw, Integer source, Integer quality,
                          Instant receivedAt, List<Edit> edits, Bytes bytes) {
    }

    /** @param kept whether they are kept for ever already */
    public record Bytes(Instant at, String outcome, byte[] request, byte[] reply, boolean kept) {
    }

    private static final String OF_BILL = """
            select l.*, b.number as title, b.account_id, a.number as account, b.entry_id, p.name as point, l.number as line_number, l.kind as line_kind, l.from_day as line_from,
                l.to_day as line_to from bill_line l join bill b on b.id = l.bill_id join customer_account a on a.id = b.account_id join usage_point p on p.id = l.usage_point_id
            """;
    private static final String OF_DAY = """
            select l.*, l.entry_key as title, a.number as account, e.id as entry_id, p.name as point from charge_line l join customer_account a on a.id = l.account_id
            join usage_point p on p.id = l.usage_point_id left join journal_entry e on e.company_id = l.company_id and e.business_key = l.entry_key
            """;

    public Optional<Charge> billLine(Scope scope, long billId, int number) {
        return database.first(OF_BILL + "where l.bill_id = ? and l.number = ?" + scope.and("l.company_id"), Explanations::ofBill, billId, number);
    }

    public Optional<Charge> dayLine(Scope scope, long id) {
        return database.first(OF_DAY + "where l.id = ?" + scope.and("l.company_id"), Explanations::ofDay, id);
    }

    /** A late fee as it was posted: so much a day of what was open of a bill. @param through the last day it is for @param capFen what the fees of the bill may reach now */
    public record Fee(long billId, String number, long accountId, String account, LocalDate dueOn, LocalDate through, int days, BigDecimal perDay, long openFen, long amountFen, long capFen) {

        public LocalDate firstDay() {
            return through.minusDays(days - 1L);
        }
    }

    /** The late fee that an entry of the books posted. */
    public Optional<Fee> lateFee(Scope scope, long entryId) {
        return database.first("""
                        select b.id, b.number, b.account_id, a.number, b.due_on, f.through, f.days, f.per_day, f.open_fen, f.amount_fen, trunc(b.total_fen * coalesce(r.late_fee_cap, 1))::bigint
                        from late_fee f join bill b on b.id = f.bill_id join customer_account a on a.id = b.account_id left join billing_rule r on r.company_id = b.company_id
                        where f.entry_id = ?""" + scope.and("f.company_id"),
                row -> new Fee(row.getLong(1), row.getString(2), row.getLong(3), row.getString(4), row.getObject(5, LocalDate.class), row.getObject(6, LocalDate.class), row.getInt(7),
                        row.getBigDecimal(8), row.getLong(9), row.getLong(10), row.getLong(11)), entryId);
    }

    /** The lines behind an entry of the books: a bill's, a day's, or none. */
    public List<Charge> ofEntry(Scope scope, long entryId) {
        List<Charge> charges = new ArrayList<>(database.list(OF_BILL + "where b.id = (select x.id from journal_entry e join bill x on x.id = e.source_id::bigint where e.id = ?"
                + " and e.source_table = 'bill' and e.kind = 'CHARGE' and e.source_id ~ '^[0-9]{1,18}$')" + scope.and("l.company_id") + " order by l.number", Explanations::ofBill, entryId));
        charges.addAll(database.list(OF_DAY + "where e.id = ?" + scope.and("l.company_id") + " order by l.number", Explanations::ofDay, entryId));
        return charges;
    }

    /** Whose charge it is. */
    public int companyOf(Charge charge) {
        return database.one("select company_id from customer_account where id = ?", row -> row.getInt(1), charge.accountId());
    }

    /** The rule by which it was charged, as it is published. */
    public Optional<RuleThen> rule(Scope scope, Charge charge, int companyId) {
        return database.first("""
                        select t.id, t.name_zh, t.name_en, v.effective_from, v.published_by, v.document from tariff t join tariff_version v on v.tariff_id = t.id and v.number = ?
                        where t.company_id = ? and t.code = ?""" + scope.and("t.company_id"),
                row -> new RuleThen(row.getInt(1), row.getString(2), row.getString(3), row.getObject(4, LocalDate.class), row.getString(5),
                        TariffDocument.read(row.getString(6)).stream().filter(rule -> rule.id().equals(charge.ruleId())).findFirst().orElse(null)),
                charge.tariffVersion(), companyId, charge.tariffCode());
    }

    /** The booked usage of the charge's days: of its register, or of the whole where it stands on none. A bill stands on what counted when it was settled, not on its successor's. */
    public List<Usage> usage(Charge charge) {
        return database.list("""
                        select s.id, s.from_day, s.to_day, i.register, i.quantity, i.estimated, i.readings, s.booked_at, s.withdrawn_why from usage_span s join usage_item i on i.span_id = s.id
                        left join bill b on b.id = cast(? as bigint)
                        where s.usage_point_id = ? and s.from_day < ? and s.to_day > ? and i.register = ?
                            and coalesce(s.withdrawn_at > b.settled_at, true) and coalesce(s.booked_at < b.cancelled_at, true) order by s.from_day, s.id limit ?""",
                row -> new Usage(row.getLong(1), row.getObject(2, LocalDate.class), row.getObject(3, LocalDate.class), row.getString(4), row.getBigDecimal(5), row.getBoolean(6),
                        ReadingRefs.read(row.getString(7)), Database.instant(row, 8), row.getString(9)),
                charge.billId(), charge.usagePointId(), charge.to(), charge.from(), Objects.requireNonNullElse(charge.register(), "TOTAL"), MOST);
    }

    public List<Reading> readings(Scope scope, List<ReadingRef> used) {
        return used.stream().limit(MOST).map(each -> reading(scope, each)).toList();
    }

    /** @throws RefusedException when the meter is not the caller's */
    public Reading reading(Scope scope, ReadingRef used) {
        record Meter(String name, String address, String protocol, short type, String typeZh, String typeEn, String unit) {
        }
        Meter meter = database.first("select m.name, m.address, m.protocol, t.id, t.name_zh, t.name_en, t.unit from meter m join reading_type t on t.code = ? where m.id = ?"
                + scope.and("m.company_id"), row -> new Meter(row.getString(1), row.getString(2), row.getString(3), row.getShort(4), row.getString(5), row.getString(6), row.getString(7)),
                used.readingType(), used.meterId()).orElseThrow(() -> RefusedException.notFound("meter", used.meterId()));
        record Raw(BigDecimal value, int source, int quality, Instant receivedAt) {
        }
        Raw raw = database.first("select value, source, quality, received_at from reading where meter_id = ? and reading_type = ? and slot = ?",
                row -> new Raw(row.getBigDecimal(1), row.getInt(2), row.getInt(3), Database.instant(row, 4)), used.meterId(), meter.type(), used.at()).orElse(null);
        List<Edit> edits = database.list("select before_value, after_value, reason, edited_at, edited_by from reading_edit where meter_id = ? and reading_type = ? and slot = ? order by id",
                row -> new Edit(row.getBigDecimal(1), row.getBigDecimal(2), row.getString(3), Database.instant(row, 4), row.getString(5)), used.meterId(), meter.type(), used.at());
        return new Reading(used, meter.typeZh(), meter.typeEn(), meter.unit(), meter.name(), meter.address(), meter.protocol(), raw == null ? null : raw.value(),
                raw == null ? null : raw.source(), raw == null ? null : raw.quality(), raw == null ? null : raw.receivedAt(), edits,
                raw != null && raw.source() == BY_HAND ? null : kept(used).or(() -> raw == null ? Optional.empty() : logged(used.meterId(), raw.receivedAt())).orElse(null));
    }

    private Optional<Bytes> kept(ReadingRef used) {
        return database.first("select at, outcome, request, reply from charge_evidence where meter_id = ? and slot = ? and reading_type = ?",
                row -> new Bytes(Database.instant(row, 1), row.getString(2), row.getBytes(3), row.getBytes(4), true), used.meterId(), used.at(), used.readingType());
    }

    private Optional<Bytes> logged(int meter, Instant receivedAt) {
        return database.first("""
                        select at, outcome, request, reply from frame_log where meter_id = ? and outcome = 'REPLIED' and at between ? and ?
                        order by abs(extract(epoch from at - ?::timestamptz)) limit 1""",
                row -> new Bytes(Database.instant(row, 1), row.getString(2), row.getBytes(3), row.getBytes(4), false), meter, receivedAt.minusSeconds(30), receivedAt.plusSeconds(30),
                receivedAt);
    }

    /** Forward: what was charged by usage that stands on a reading, the newest first. */
    public List<Charge> standingOn(Scope scope, int meterId, String readingType, Instant at) {
        String reading = "[{\"meter\":" + meterId + ",\"type\":\"" + readingType + "\",\"at\":\"" + at + "\"}]";
        List<Charge> charges = new ArrayList<>(database.list(OF_BILL + """
                where l.usage_point_id in (select usage_point_id from usage_point_meter where meter_id = ?) and l.readings @> ?::jsonb and b.to_day > ?::date - 800%s
                order by l.bill_id desc, l.number limit ?""".formatted(scope.and("l.company_id")), Explanations::ofBill, meterId, reading, LocalDate.ofInstant(at, java.time.ZoneOffset.UTC), MOST));
        charges.addAll(database.list(OF_DAY + """
                where l.usage_point_id in (select usage_point_id from usage_point_meter where meter_id = ?) and l.readings @> ?::jsonb and l.from_day > ?::date - 100%s
                order by l.id desc limit ?""".formatted(scope.and("l.company_id")), Explanations::ofDay, meterId, reading, LocalDate.ofInstant(at, java.time.ZoneOffset.UTC), MOST));
        return charges;
    }

    private static Charge ofBill(ResultSet row) throws SQLException {
        return charge(row, row.getLong("bill_id"), row.getInt("line_number"), null);
    }

    private static Charge ofDay(ResultSet row) throws SQLException {
        return charge(row, null, null, row.getLong("id"));
    }

    private static Charge charge(ResultSet row, Long bill, Integer number, Long day) throws SQLException {
        return new Charge(bill, number, day, row.getString("title"), row.getLong("account_id"), row.getString("account"), row.getObject("entry_id", Long.class),
                row.getLong("usage_point_id"), row.getString("point"), row.getString("line_kind"), row.getString("rule_id"), row.getString("name_zh"), row.getString("name_en"),
                row.getString("tariff_code"), row.getInt("tariff_version"), row.getObject("line_from", LocalDate.class), row.getObject("line_to", LocalDate.class),
                row.getString("register"), row.getInt("step"), row.getBigDecimal("quantity"), row.getBigDecimal("unit_price"), row.getLong("amount_fen"), row.getString("detail"),
                row.getBoolean("estimated"), ReadingRefs.read(row.getString("readings")));
    }
}
