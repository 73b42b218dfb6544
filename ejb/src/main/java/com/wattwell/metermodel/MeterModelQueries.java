package com.wattwell.metermodel;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import com.wattwell.protocol.MeterRequest.SupplyAction;
import com.wattwell.protocol.RequestStyle;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Meter models as people look at them: their company's own and those that ship with Wattwell. */
@Stateless
public class MeterModelQueries {

    /**
     * A model in a list.
     *
     * @param company name of its company, {@code null} when it ships
     * @param meters  how many of the caller's meters are of it
     */
    public record Row(MeterModel model, String company, long meters) {
    }

    private static final String SELECT = """
            select m.*, array(select i.item from meter_model_item i where i.model_id = m.id order by i.reading_type_id, i.item) as items,
                array(select i.reading_type_id::int from meter_model_item i where i.model_id = m.id order by i.reading_type_id, i.item) as item_types,
                array(select coalesce(i.decimals, -1)::int from meter_model_item i where i.model_id = m.id order by i.reading_type_id, i.item) as item_decimals
            """;

    @Inject
    private Database database;

    /** What a caller may use: models that ship, and the companies' own that he sees. */
    static String visible(Scope scope) {
        return scope.companyId() == null ? "" : " and (m.company_id is null or m.company_id = " + scope.companyId() + ")";
    }

    /**
     * In order of make and name, those that ship last.
     *
     * @param text     anywhere in code, make or name; {@code null} or blank for all
     * @param protocol {@code null} for all
     */
    public Page<Row> list(Scope scope, String text, String protocol, Page.Request page) {
        Conditions where = new Conditions(visible(scope));
        if (text != null && !text.isBlank()) {
            where.and("m.code || ' ' || m.make || ' ' || m.name ilike ?", Conditions.containing(text));
        }
        if (protocol != null) {
            where.and("m.protocol = ?", protocol);
        }
        long total = database.one("select count(*) from meter_model m " + where.sql(), row -> row.getLong(1), where.parameters());
        return new Page<>(database.list(SELECT + ", o.name as company, (select count(*) from meter t where t.model_id = m.id" + scope.and("t.company_id")
                + ") as meters from meter_model m left join company o on o.id = m.company_id " + where.sql()
                + " order by m.company_id nulls last, m.make, m.name, m.id limit ? offset ?",
                row -> new Row(read(row), row.getString("company"), row.getLong("meters")), where.parameters(page.size(), page.offset())),
                page.page(), page.size(), total);
    }

    public Optional<MeterModel> byId(Scope scope, int id) {
        return database.first(SELECT + "from meter_model m where m.id = ?" + visible(scope), MeterModelQueries::read, id);
    }

    /** The model of that code: a company's own before the one that ships. */
    public Optional<MeterModel> byCode(int companyId, String code) {
        return database.first(SELECT + "from meter_model m where m.code = ? and (m.company_id is null or m.company_id = ?) order by m.company_id nulls last limit 1",
                MeterModelQueries::read, code, companyId);
    }

    /** The standard itself, for meters of which nothing more is known. */
    public MeterModel standard(String protocol) {
        return database.one(SELECT + "from meter_model m where m.company_id is null and m.code = ?", MeterModelQueries::read, "STANDARD." + protocol);
    }

    /** A meter to choose from a list. */
    public record Candidate(int id, String name) {
    }

    /** Meters that speak a protocol and whose address or name holds the text: on them a model can be tried. */
    public List<Candidate> candidates(Scope scope, String protocol, String text, int most) {
        String pattern = Conditions.containing(text == null ? "" : text);
        return database.list("select m.id, m.address || ' · ' || m.name from meter m where m.protocol = ? and (m.address ilike ? or m.name ilike ?)"
                + scope.and("m.company_id") + " order by m.address limit ?", row -> new Candidate(row.getInt(1), row.getString(2)), protocol, pattern, pattern, most);
    }

    /** Levels of which a model has a password. */
    public List<Integer> passwordLevels(int modelId) {
        return database.list("select level from meter_model_password where model_id = ? order by level", row -> row.getInt(1), modelId);
    }

    /** Levels of which each of these models has a password; those without are left out. */
    public Map<Integer, List<Integer>> passwordLevels(List<MeterModel> models) {
        Map<Integer, List<Integer>> levels = new HashMap<>();
        database.list("select model_id, level from meter_model_password where model_id = any (?) order by level",
                row -> levels.computeIfAbsent(row.getInt(1), id -> new ArrayList<>()).add(row.getInt(2)), (Object) models.stream().mapToInt(MeterModel::id).toArray());
        return levels;
    }

    /** Levels of which a meter has a password of its own. */
    public List<Integer> passwordLevelsOfMeter(Scope scope, int meterId) {
        return database.list("select level from meter_password where meter_id = ?" + scope.and("company_id") + " order by level", row -> row.getInt(1), meterId);
    }

    /** How many of the caller's meters are of a model. */
    public long meters(Scope scope, int modelId) {
        return database.one("select count(*) from meter where model_id = ?" + scope.and("company_id"), row -> row.getLong(1), modelId);
    }

    /** Those of the caller's models that a company made itself, for an export. */
    public List<MeterModel> own(Scope scope, int most) {
        return database.list(SELECT + "from meter_model m where m.company_id is not null" + visible(scope) + " order by m.make, m.name, m.id limit ?",
                MeterModelQueries::read, most);
    }

    /** @throws java.util.NoSuchElementException when there is none */
    public MeterModel model(int id) {
        return database.one(SELECT + "from meter_model m where m.id = ?", MeterModelQueries::read, id);
    }

    /** How many meters of the whole installation are of a model. */
    public long meters(int id) {
        return database.one("select count(*) from meter where model_id = ?", row -> row.getLong(1), id);
    }

    private static MeterModel read(ResultSet row) throws SQLException {
        String[] items = (String[]) row.getArray("items").getArray();
        Integer[] types = (Integer[]) row.getArray("item_types").getArray();
        Integer[] decimals = (Integer[]) row.getArray("item_decimals").getArray();
        List<MeterModel.Item> kept = new ArrayList<>();
        for (int i = 0; i < items.length; i++) {
            kept.add(new MeterModel.Item(items[i], types[i], decimals[i] < 0 ? null : decimals[i]));
        }
        Map<SupplyAction, Integer> words = new EnumMap<>(SupplyAction.class);
        object(row.getString("control_words")).forEach((action, word) -> words.put(SupplyAction.valueOf(action), Integer.parseInt(((JsonString) word).getString(), 16)));
        Map<MeterModel.Memory, Integer> memory = new EnumMap<>(MeterModel.Memory.class);
        object(row.getString("memory")).forEach((what, count) -> memory.put(MeterModel.Memory.valueOf(what), ((JsonNumber) count).intValue()));
        return new MeterModel(row.getInt("id"), Database.integer(row, "company_id"), row.getString("code"), row.getString("make"), row.getString("name"),
                row.getString("protocol"), MeterModel.Commodity.valueOf(row.getString("commodity")), row.getInt("baud"),
                MeterModel.Parity.valueOf(row.getString("parity")),
                new RequestStyle(row.getInt("preamble"), "HIGH_BYTE_FIRST".equals(row.getString("di_order")), words), row.getInt("reply_millis"),
                row.getBoolean("reads_blocks"), MeterModel.Supply.valueOf(row.getString("supply")), row.getBoolean("ciphertext"), row.getInt("control_level"),
                row.getInt("write_level"), row.getString("operator_code"), memory, row.getString("note"), row.getInt("version"), kept);
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
