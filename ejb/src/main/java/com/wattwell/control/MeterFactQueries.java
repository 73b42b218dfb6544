package com.wattwell.control;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.StateBit;
import com.wattwell.protocol.StateWord;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What meters told of themselves, as people look at it. */
@Stateless
public class MeterFactQueries {

    /**
     * A state word in words.
     *
     * @param bits what is abnormal first
     */
    public record Word(String item, String hex, Instant readAt, List<StateBit> bits) {

        public boolean isAbnormal() {
            return !bits.isEmpty() && bits.getFirst().abnormal();
        }
    }

    /**
     * A meter's clock beside the server's.
     *
     * @param drift  what the meter's clock was ahead by, below zero behind
     * @param within so exact is it
     */
    public record MeterTime(int meterId, int companyId, String meter, String address, String place, String protocol, Duration drift, Duration within, Instant readAt) {

        /** Whether telling the time by broadcast can set it: only a clock that is not further off than five minutes obeys (DL/T 645, broadcast time). */
        public boolean isWithinBroadcast() {
            return drift.abs().compareTo(BROADCAST_LIMIT) <= 0;
        }
    }

    /** Meters obey a broadcast only when they are not further off than this. */
    public static final Duration BROADCAST_LIMIT = Duration.ofMinutes(5);

    private static final String CLOCKS = """
            select k.*, m.name, m.address, m.protocol, a.path from meter_clock k join meter m on m.id = k.meter_id left join area a on a.id = m.area_id
            """;

    private final Database database;

    @Inject
    public MeterFactQueries(Database database) {
        this.database = database;
    }

    protected MeterFactQueries() {
        this(null); // the container's proxy wants it
    }

    /** The meter's state words as they were read last, those with something abnormal first. */
    public List<Word> words(Scope scope, int meterId) {
        return database.list("""
                        select w.item, w.raw, w.read_at, m.protocol from meter_state_word w join meter m on m.id = w.meter_id
                        where w.meter_id = ?""" + scope.and("w.company_id") + " order by w.item",
                row -> {
                    StateWord word = new StateWord(row.getString("item"), row.getBytes("raw"));
                    List<StateBit> bits = Protocols.named(row.getString("protocol")).stateBits(word).stream()
                            .sorted(Comparator.comparing(StateBit::abnormal).reversed()).toList();
                    return new Word(word.item(), hex(word.raw()), Database.instant(row, "read_at"), bits);
                }, meterId).stream().sorted(Comparator.comparing(Word::isAbnormal).reversed()).toList();
    }

    /** The highest byte first, as bit words are written. */
    private static String hex(byte[] raw) {
        StringBuilder text = new StringBuilder();
        for (int i = raw.length - 1; i >= 0; i--) {
            text.append("%02X".formatted(raw[i]));
        }
        return text.toString();
    }

    public Optional<MeterTime> clock(Scope scope, int meterId) {
        return database.first(CLOCKS + "where k.meter_id = ?" + scope.and("k.company_id"), MeterFactQueries::time, meterId);
    }

    /**
     * Clocks, the one that is furthest off first.
     *
     * @param beyond only those further off than this, or {@code null}
     */
    public Page<MeterTime> clocks(Scope scope, Duration beyond, Page.Request page) {
        Conditions where = new Conditions(scope.and("k.company_id"));
        if (beyond != null) {
            where.and("abs(k.drift_millis) > ?", beyond.toMillis());
        }
        long total = database.one("select count(*) from meter_clock k " + where.sql(), row -> row.getLong(1), where.parameters());
        return new Page<>(database.list(CLOCKS + where.sql() + " order by abs(k.drift_millis) desc, k.meter_id limit ? offset ?", MeterFactQueries::time,
                where.parameters(page.size(), page.offset())), page.page(), page.size(), total);
    }

    /** The newest question of this sort to the meter, or none. @param answered only one whose answer is there */
    public Optional<Long> latest(Scope scope, int meterId, MeterQuestions.About about, boolean answered) {
        return database.first("select id from command where meter_id = ? and parameters is not null and parameters ->> 'about' = ?"
                + (answered ? " and result is not null" : "") + scope.and("company_id") + " order by id desc limit 1", row -> row.getLong(1), meterId, about);
    }

    private static MeterTime time(java.sql.ResultSet row) throws java.sql.SQLException {
        return new MeterTime(row.getInt("meter_id"), row.getInt("company_id"), row.getString("name"), row.getString("address"), row.getString("path"),
                row.getString("protocol"), Duration.ofMillis(row.getLong("drift_millis")), Duration.ofMillis(row.getLong("within_millis")),
                Database.instant(row, "read_at"));
    }
}
