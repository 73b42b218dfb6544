package com.wattwell.metering;

import com.wattwell.identity.Caller;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.UnsupportedRequestException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Locale;

/**
 * Makes reading types for items that no model keeps yet, so that what somebody asks again and again can be read by a schedule.
 * Such a type belongs to one item of one protocol and holds for every model of it, of every company.
 */
@Stateless
public class ReadingTypeService {

    /** Each costs the pages a look into the archive, and there is no way back. */
    static final int MAX_MADE = 500;

    private static final int MAX_NAME = 100;
    private static final int MAX_UNIT = 20;
    private static final int MAX_CODE = 64;
    private static final String ANY_METER = "1";
    /** What a code is not made of. */
    private static final String NO_LETTER = "[^A-Z0-9]+";

    @Inject
    private Database database;
    @Inject
    private Pulse pulse;

    /**
     * What is wanted.
     *
     * @param item   as the protocol names the value: {@code 00010201}, {@code 901F.current}
     * @param unit   in which meters send it, or empty
     * @param kind   REGISTER or GAUGE
     */
    public record NewReadingType(String protocol, String item, String nameEn, String nameZh, String unit, String kind) {
    }

    /**
     * Makes a type, and has every model of the protocol keep its item.
     *
     * @return its code
     * @throws RefusedException naming the field; nothing is done then
     */
    public String make(Caller caller, NewReadingType wanted) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not make reading types.");
        }
        MeterProtocol protocol = AskedItems.protocol(wanted.protocol());
        String item = checkedItem(protocol, wanted.item());
        String nameEn = checkedName("nameEn", wanted.nameEn());
        String nameZh = checkedName("nameZh", wanted.nameZh());
        String unit = wanted.unit() == null ? "" : wanted.unit().strip();
        if (unit.length() > MAX_UNIT) {
            throw RefusedException.invalid("unit", "refused.unit", "unit has at most " + MAX_UNIT + " characters.", MAX_UNIT);
        }
        ReadingType.Kind kind = Arrays.stream(ReadingType.Kind.values()).filter(each -> each.name().equals(wanted.kind())).findFirst()
                .orElseThrow(() -> RefusedException.invalid("kind", "refused.typeKind", "kind must be REGISTER or GAUGE."));
        // one at a time, so that the limit and the names hold
        database.one("select pg_advisory_xact_lock(hashtext('wattwell.reading-types'))", row -> true);
        mustBeNew("nameEn", "name_en", nameEn);
        mustBeNew("nameZh", "name_zh", nameZh);
        mustBeNew("item", "origin", protocol.name() + ":" + item);
        long made = database.one("select count(*) from reading_type where origin is not null", row -> row.getLong(1));
        if (made >= MAX_MADE) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "item", "refused.typesFull", "There are already " + MAX_MADE + " reading types that were made.", MAX_MADE);
        }
        String code = code(protocol, item);
        mustBeNew("item", "code", code);
        database.update("insert into reading_type (id, code, name_en, name_zh, unit, kind, origin) values (nextval('reading_type_made'), ?, ?, ?, ?, ?, ?)",
                code, nameEn, nameZh, unit, kind, protocol.name() + ":" + item);
        // what nodes remember of a model, and what schedules reckoned by it, holds for one version
        database.update("update meter_model set version = version + 1 where protocol = ?", protocol.name());
        pulse.changed("models");
        return code;
    }

    private static String code(MeterProtocol protocol, String item) {
        String code = (protocol.name() + "_" + item).toUpperCase(Locale.ROOT).replaceAll(NO_LETTER, "_");
        return code.length() > MAX_CODE ? code.substring(0, MAX_CODE) : code;
    }

    private static String checkedItem(MeterProtocol protocol, String item) {
        try {
            String stripped = item == null ? "" : item.strip();
            protocol.encode(new MeterRequest.ReadItem(ANY_METER, protocol.askedBy(stripped).getFirst()));
            return stripped;
        } catch (UnsupportedRequestException | IllegalArgumentException e) {
            throw RefusedException.invalid("item", "refused.item", "item: " + e.getMessage(), e.getMessage());
        }
    }

    private static String checkedName(String field, String name) {
        String stripped = name == null ? "" : name.strip();
        if (stripped.isEmpty() || stripped.length() > MAX_NAME || stripped.chars().anyMatch(Character::isISOControl)) {
            throw RefusedException.invalid(field, "refused.name100", field + " must have 1 to " + MAX_NAME + " characters.");
        }
        return stripped;
    }

    private void mustBeNew(String field, String column, String value) {
        boolean taken = database.one("select exists (select 1 from reading_type where " + column + " = ?)", row -> row.getBoolean(1), value);
        if (taken) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, field, "refused.taken", "There is already a reading type with the " + field + " " + value + ".", value);
        }
    }
}
