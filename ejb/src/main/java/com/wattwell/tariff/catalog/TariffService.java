package com.wattwell.tariff.catalog;

import com.wattwell.identity.Caller;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.Rule;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes tariffs and their versions. A version begins as a draft, which may be changed; once published it never is, for bills stand on it. It begins
 * after every published one, and not before today: what is past may be charged already. Only the first of a tariff may begin in the past,
 * for nothing can have been charged by it.
 */
@Stateless
public class TariffService {

    private static final int MAX_TARIFFS = 1_000;
    private static final int MAX_NAME = 100;
    private static final int MAX_NOTE = 500;
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final int YEARS_AHEAD = 5;
    private static final Pattern CODE = Pattern.compile("[A-Z0-9][A-Z0-9._-]{0,39}");

    @Inject
    private Database database;
    @Inject
    private TariffQueries queries;
    @Inject
    private Clock clock;
    @Inject
    private Pulse pulse;

    /** What a tariff is called. */
    public record Names(String code, String nameZh, String nameEn) {
    }

    /** Makes a tariff with its first draft. @return its id */
    public int create(Caller caller, int companyId, Names names, Commodity commodity, LocalDate effectiveFrom, List<Rule> rules) {
        mayAdminister(caller);
        if (!caller.scope().includes(companyId)) {
            throw RefusedException.notFound("company", companyId);
        }
        String code = names.code() == null ? "" : names.code().strip();
        if (!CODE.matcher(code).matches()) {
            throw RefusedException.invalid("code", "refused.tariffCode", "code must be 1 to 40 of A to Z, 0 to 9, dot, _ and -, beginning with a letter or digit.");
        }
        if (commodity == null) {
            throw RefusedException.invalid("commodity", "refused.commodity", "commodity must be ELECTRICITY or WATER.");
        }
        String zh = name("nameZh", names.nameZh());
        String en = name("nameEn", names.nameEn());
        checkDay(effectiveFrom);
        // two at once with the same code: one waits here and then sees the other's
        database.one("select pg_advisory_xact_lock(hashtext('wattwell.tariff'), ?)", row -> true, companyId);
        if (database.one("select exists (select 1 from tariff where company_id = ? and code = ?)", row -> row.getBoolean(1), companyId, code)) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "code", "refused.taken", "There is already a tariff " + code + ".", code);
        }
        if (database.one("select count(*) from tariff where company_id = ?", row -> row.getLong(1), companyId) >= MAX_TARIFFS) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "code", "refused.tariffMany", "A company has at most " + MAX_TARIFFS + " tariffs.", MAX_TARIFFS);
        }
        int id = database.one("insert into tariff (company_id, code, commodity, name_zh, name_en, created_at, created_by) values (?, ?, ?, ?, ?, ?, ?) returning id",
                row -> row.getInt(1), companyId, code, commodity, zh, en, clock.instant(), caller.name());
        insertDraft(caller, id, companyId, 1, effectiveFrom, rules, "");
        pulse.changed("tariffs");
        return id;
    }

    /** Another tariff with the newest rules of this one, as a draft from today. @return its id */
    public int copy(Caller caller, int tariffId, int companyId, Names names) {
        TariffQueries.Row from = find(caller, tariffId);
        TariffQueries.Version newest = queries.versions(caller.scope(), tariffId).getFirst();
        return create(caller, companyId, names, from.commodity(), today(companyId), newest.rules());
    }

    /** A tariff of what ships as an example, as a draft from today. @return its id */
    public int copyExample(Caller caller, String example, int companyId, Names names) {
        TariffExamples.Example from = TariffExamples.byCode(example).orElseThrow(() -> RefusedException.notFound("tariff", example));
        return create(caller, companyId, names, from.commodity(), today(companyId), from.rules());
    }

    /** Begins the next version with the rules of the newest. @return its number */
    public int draft(Caller caller, int tariffId) {
        mayAdminister(caller);
        TariffQueries.Row tariff = locked(caller, tariffId);
        List<TariffQueries.Version> versions = queries.versions(caller.scope(), tariffId);
        if (tariff.draftNumber() != null) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "draft", "refused.draftThere", "This tariff has a draft already: publish or discard it first.");
        }
        TariffQueries.Version newest = versions.getFirst();
        LocalDate day = today(tariff.companyId()).plusMonths(1).withDayOfMonth(1);
        insertDraft(caller, tariffId, tariff.companyId(), newest.number() + 1, day.isAfter(newest.effectiveFrom()) ? day : newest.effectiveFrom().plusDays(1), newest.rules(), "");
        pulse.changed("tariffs");
        return newest.number() + 1;
    }

    /**
     * @param revision in which the draft was read: who saves an older one is told so
     * @throws RefusedException naming the field; nothing is done then
     */
    public void saveDraft(Caller caller, int tariffId, int revision, LocalDate effectiveFrom, List<Rule> rules, String note) {
        mayAdminister(caller);
        locked(caller, tariffId);
        TariffQueries.Version draft = draftOf(caller, tariffId, revision);
        checkDay(effectiveFrom);
        String said = note == null ? "" : note.strip();
        if (said.length() > MAX_NOTE) {
            throw RefusedException.invalid("note", "refused.tooLong", "note has at most " + MAX_NOTE + " characters.", MAX_NOTE);
        }
        database.update("update tariff_version set effective_from = ?, document = ?::jsonb, note = ?, revision = revision + 1, changed_at = ?, changed_by = ? where id = ?",
                effectiveFrom, document(rules), said, clock.instant(), caller.name(), draft.id());
        pulse.changed("tariffs");
    }

    /** Begins a draft and saves it, or saves the one there is. @param revision {@code null} to begin one */
    public void putDraft(Caller caller, int tariffId, Integer revision, LocalDate effectiveFrom, List<Rule> rules, String note) {
        if (revision == null) {
            draft(caller, tariffId);
        }
        saveDraft(caller, tariffId, revision == null ? 0 : revision, effectiveFrom, rules, note);
    }

    /** Gives a draft up; a tariff that was never published goes with it. */
    public void discard(Caller caller, int tariffId, int revision) {
        mayAdminister(caller);
        TariffQueries.Row tariff = locked(caller, tariffId);
        database.update("delete from tariff_version where id = ?", draftOf(caller, tariffId, revision).id());
        if (tariff.published() == 0) {
            database.update("delete from tariff where id = ?", tariffId);
        }
        pulse.changed("tariffs");
    }

    /** Lets a draft count from its day on, for ever. */
    public void publish(Caller caller, int tariffId, int revision) {
        mayAdminister(caller);
        TariffQueries.Row tariff = locked(caller, tariffId);
        TariffQueries.Version draft = draftOf(caller, tariffId, revision);
        LocalDate last = database.list("select max(effective_from) from tariff_version where tariff_id = ? and state = 'PUBLISHED'",
                row -> row.getObject(1, LocalDate.class), tariffId).getFirst();
        if (last != null && !draft.effectiveFrom().isAfter(last)) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "effectiveFrom", "refused.tariffBefore", "effectiveFrom must be after " + last
                    + ", on which the version before begins.", last.toString());
        }
        LocalDate today = today(tariff.companyId());
        if (last != null && draft.effectiveFrom().isBefore(today)) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "effectiveFrom", "refused.tariffPast", "effectiveFrom must not be before today, " + today
                    + ": days before it may be charged already.", today.toString());
        }
        database.update("update tariff_version set state = 'PUBLISHED', published_at = ?, published_by = ? where id = ?", clock.instant(), caller.name(), draft.id());
        pulse.changed("tariffs");
    }

    /** Today in a company's zone. */
    public LocalDate today(int companyId) {
        return database.one("select (?::timestamptz at time zone time_zone)::date from company where id = ?", row -> row.getObject(1, LocalDate.class), clock.instant(), companyId);
    }

    private void insertDraft(Caller caller, int tariffId, int companyId, int number, LocalDate effectiveFrom, List<Rule> rules, String note) {
        database.update("""
                insert into tariff_version (tariff_id, company_id, number, effective_from, document, note, changed_at, changed_by) values (?, ?, ?, ?, ?::jsonb, ?, ?, ?)""",
                tariffId, companyId, number, effectiveFrom, document(rules), note, clock.instant(), caller.name());
    }

    private static String document(List<Rule> rules) {
        String document = TariffDocument.write(rules).toString();
        TariffDocument.read(document); // what cannot be read again is not kept
        return document;
    }

    private TariffQueries.Row find(Caller caller, int tariffId) {
        return queries.byId(caller.scope(), tariffId).orElseThrow(() -> RefusedException.notFound("tariff", tariffId));
    }

    /** One change of a tariff after the other. */
    private TariffQueries.Row locked(Caller caller, int tariffId) {
        database.list("select id from tariff where id = ?" + caller.scope().and("company_id") + " for update", row -> row.getInt(1), tariffId);
        return find(caller, tariffId);
    }

    private TariffQueries.Version draftOf(Caller caller, int tariffId, int revision) {
        TariffQueries.Version draft = queries.draft(caller.scope(), tariffId)
                .orElseThrow(() -> new RefusedException(RefusedException.Kind.CONFLICT, "draft", "refused.noDraft", "This tariff has no draft: published versions are never changed."));
        if (draft.revision() != revision) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "revision", "refused.changedMeanwhile", "Somebody changed this draft meanwhile; load it again.");
        }
        return draft;
    }

    private void checkDay(LocalDate day) {
        LocalDate latest = clock.instant().atZone(ZoneOffset.UTC).toLocalDate().plusYears(YEARS_AHEAD);
        if (day == null || day.isBefore(EARLIEST) || day.isAfter(latest)) {
            throw RefusedException.invalid("effectiveFrom", "refused.tariffDay", "effectiveFrom must be a day from " + EARLIEST + " to " + latest + ".", EARLIEST.toString(), latest.toString());
        }
    }

    private static String name(String field, String text) {
        String name = text == null ? "" : text.strip();
        if (name.isEmpty() || name.length() > MAX_NAME || name.codePoints().anyMatch(each -> Character.isISOControl(each) || Character.getType(each) == Character.FORMAT)) {
            throw RefusedException.invalid(field, "refused.tariffName", field + " must have 1 to " + MAX_NAME + " characters.", MAX_NAME);
        }
        return name;
    }

    private static void mayAdminister(Caller caller) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only administrators change tariffs.");
        }
    }
}
