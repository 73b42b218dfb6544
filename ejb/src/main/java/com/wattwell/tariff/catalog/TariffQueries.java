package com.wattwell.tariff.catalog;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.Label;
import com.wattwell.tariff.Rule;
import com.wattwell.tariff.TariffVersion;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Tariffs and their versions as people look at them. */
@Stateless
public class TariffQueries {

    private static final int MAX_VERSIONS = 200;

    private static final String SELECT = """
            select t.*, c.code as company_code, c.time_zone, n.number as now_number, n.effective_from as now_from, d.effective_from as draft_from, d.number as draft_number,
                (select count(*) from tariff_version v where v.tariff_id = t.id and v.state = 'PUBLISHED') as published
            from tariff t join company c on c.id = t.company_id
            left join lateral (select number, effective_from from tariff_version v where v.tariff_id = t.id and v.state = 'PUBLISHED'
                and v.effective_from <= (?::timestamptz at time zone c.time_zone)::date order by v.effective_from desc limit 1) n on true
            left join tariff_version d on d.tariff_id = t.id and d.state = 'DRAFT'
            """;

    /** Whether a version counts. */
    public enum State { DRAFT, PUBLISHED }

    /**
     * A tariff.
     *
     * @param nowNumber   number of the version in force today, or {@code null}
     * @param draftNumber number of its draft, or {@code null}
     * @param published   how many versions it has
     */
    public record Row(int id, int companyId, String companyCode, ZoneId zone, String code, Commodity commodity, Label name, Integer nowNumber, LocalDate nowFrom,
                      Integer draftNumber, LocalDate draftFrom, int published) {
    }

    /**
     * A version.
     *
     * @param revision of a draft, by which a later change is noticed
     * @param until    the day on which the next published one begins, or {@code null}
     */
    public record Version(int id, int tariffId, int companyId, int number, LocalDate effectiveFrom, LocalDate until, State state, List<Rule> rules, String note,
                          int revision, Instant changedAt, String changedBy, Instant publishedAt, String publishedBy) {

        /** As it is priced by. */
        public TariffVersion of(Row tariff) {
            return new TariffVersion(tariff.code(), number, effectiveFrom, tariff.commodity(), tariff.name(), rules);
        }
    }

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    /** @param text anywhere in code or names; {@code null} or blank for all */
    public Page<Row> list(Scope scope, String text, Page.Request page) {
        Conditions where = new Conditions(scope.and("t.company_id"));
        if (text != null && !text.isBlank()) {
            String pattern = Conditions.containing(text);
            where.and("t.code ilike ? or t.name_zh ilike ? or t.name_en ilike ?", pattern, pattern, pattern);
        }
        long total = database.one("select count(*) from tariff t " + where.sql(), row -> row.getLong(1), where.parameters());
        Object[] all = where.parameters(page.size(), page.offset());
        Object[] parameters = new Object[all.length + 1];
        parameters[0] = clock.instant();
        System.arraycopy(all, 0, parameters, 1, all.length);
        return new Page<>(database.list(SELECT + where.sql() + " order by t.code, t.id limit ? offset ?", TariffQueries::row, parameters), page.page(), page.size(), total);
    }

    public Optional<Row> byId(Scope scope, int id) {
        return database.first(SELECT + "where t.id = ?" + scope.and("t.company_id"), TariffQueries::row, clock.instant(), id);
    }

    /** The newest first. */
    public List<Version> versions(Scope scope, int tariffId) {
        return database.list("""
                select v.*, (select min(n.effective_from) from tariff_version n where n.tariff_id = v.tariff_id and n.state = 'PUBLISHED' and n.effective_from > v.effective_from) as until
                from tariff_version v where v.tariff_id = ?%s order by v.number desc limit ?""".formatted(scope.and("v.company_id")), TariffQueries::version, tariffId, MAX_VERSIONS);
    }

    public Optional<Version> version(Scope scope, int tariffId, int number) {
        return versions(scope, tariffId).stream().filter(version -> version.number() == number).findFirst();
    }

    /** What may still be changed. */
    public Optional<Version> draft(Scope scope, int tariffId) {
        return versions(scope, tariffId).stream().filter(version -> version.state() == State.DRAFT).findFirst();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getInt("id"), row.getInt("company_id"), row.getString("company_code"), ZoneId.of(row.getString("time_zone")), row.getString("code"),
                Commodity.valueOf(row.getString("commodity")), new Label(row.getString("name_zh"), row.getString("name_en")), Database.integer(row, "now_number"),
                row.getObject("now_from", LocalDate.class), Database.integer(row, "draft_number"), row.getObject("draft_from", LocalDate.class), row.getInt("published"));
    }

    private static Version version(ResultSet row) throws SQLException {
        return new Version(row.getInt("id"), row.getInt("tariff_id"), row.getInt("company_id"), row.getInt("number"), row.getObject("effective_from", LocalDate.class),
                row.getObject("until", LocalDate.class), State.valueOf(row.getString("state")), TariffDocument.read(row.getString("document")), row.getString("note"),
                row.getInt("revision"), Database.instant(row, "changed_at"), row.getString("changed_by"), Database.instant(row, "published_at"), row.getString("published_by"));
    }
}
