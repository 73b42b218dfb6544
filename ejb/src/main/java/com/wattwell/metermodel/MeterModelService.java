package com.wattwell.metermodel;

import com.wattwell.identity.Caller;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Vault;
import com.wattwell.protocol.Hex;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes, copies, changes, imports and exports meter models. What ships with Wattwell is copied first and never changed. */
@Stateless
public class MeterModelService {

    private static final int MAX_DOCUMENT = 1_000_000;
    private static final int MAX_MODELS = 500;

    @Inject
    private Database database;
    @Inject
    private MeterModelQueries queries;
    @Inject
    private MeterPasswords passwords;
    @Inject
    private Vault vault;
    @Inject
    private Pulse pulse;

    /**
     * What an import did, or would do.
     *
     * @param existing whether a model of that code was changed
     * @param problem  why it was not taken, or {@code null}
     */
    public record Imported(String code, boolean existing, RefusedException problem) {
    }

    /**
     * @param newPasswords by level, in clear; an empty text forgets the level's password
     * @return the model's id
     */
    public int create(Caller caller, int companyId, MeterModel wanted, Map<Integer, String> newPasswords) {
        mayAdminister(caller);
        ModelRules.check(wanted);
        if (!caller.scope().includes(companyId)) {
            throw RefusedException.notFound("company", companyId);
        }
        boolean taken = database.one("select exists (select 1 from meter_model where company_id = ? and code = ?)", row -> row.getBoolean(1), companyId, wanted.code());
        if (taken) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "code", "refused.taken", "There is already a model " + wanted.code() + ".", wanted.code());
        }
        int id = insert(companyId, wanted);
        keep(id, newPasswords);
        pulse.changed("models");
        return id;
    }

    /** As {@link #create(Caller, int, MeterModel, Map)}, from its document ({@link ModelDocument}). */
    public int create(Caller caller, int companyId, JsonObject document) {
        ModelDocument.Parsed wanted = ModelDocument.read(document, typeIds());
        return create(caller, companyId, wanted.model(), wanted.passwords());
    }

    /** As {@link #change(Caller, MeterModel, Map)}, from its document. @param version in which the model was read */
    public void change(Caller caller, int id, int version, JsonObject document) {
        mayAdminister(caller);
        MeterModel old = own(caller, id);
        ModelDocument.Parsed wanted = ModelDocument.read(document, typeIds());
        change(caller, with(wanted.model(), id, old.companyId(), version), wanted.passwords());
    }

    /** Another one like it, for a company to change. @return its id */
    public int copy(Caller caller, int id, int companyId, String code, String name) {
        MeterModel from = find(caller, id);
        int copy = create(caller, companyId, new MeterModel(0, companyId, code == null ? "" : code.strip(), from.make(), name == null ? "" : name.strip(), from.protocol(),
                from.commodity(), from.baud(), from.parity(), from.style(), from.replyMillis(), from.readsBlocks(), from.supply(), from.ciphertext(),
                from.controlLevel(), from.writeLevel(), from.operator(), from.memory(), from.note(), 0, from.items()), Map.of());
        passwords.copy(id, copy);
        return copy;
    }

    /**
     * @param wanted with the version it was read in: who changes an older one is told so
     * @throws RefusedException naming the field; nothing is done then
     */
    public void change(Caller caller, MeterModel wanted, Map<Integer, String> newPasswords) {
        mayAdminister(caller);
        MeterModel old = own(caller, wanted.id());
        if (old.version() != wanted.version()) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "version", "refused.changedMeanwhile",
                    "Somebody changed this model meanwhile; load it again.");
        }
        ModelRules.check(wanted);
        if (!old.protocol().equals(wanted.protocol()) && queries.meters(old.id()) > 0) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "protocol", "refused.modelInUse",
                    "Meters are of this model: its protocol stays. Make a model of another code.", queries.meters(old.id()));
        }
        boolean taken = database.one("select exists (select 1 from meter_model where company_id = ? and code = ? and id <> ?)", row -> row.getBoolean(1),
                old.companyId(), wanted.code(), old.id());
        if (taken) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "code", "refused.taken", "There is already a model " + wanted.code() + ".", wanted.code());
        }
        update(wanted);
        keep(wanted.id(), newPasswords);
        pulse.changed("models");
    }

    /** Forgets a model that no meter is of. */
    public void delete(Caller caller, int id) {
        mayAdminister(caller);
        MeterModel model = own(caller, id);
        long meters = queries.meters(id);
        if (meters > 0) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.modelInUse", meters + " meters are of this model.", meters);
        }
        database.update("delete from meter_model where id = ?", model.id());
        pulse.changed("models");
    }

    /** A model's document, without passwords. */
    public JsonObject document(MeterModel model) {
        return documents(List.of(model)).getFirst();
    }

    /** The documents of models, without passwords, in their order. */
    public List<JsonObject> documents(List<MeterModel> models) {
        Map<Integer, String> codes = new HashMap<>();
        typeIds().forEach((code, id) -> codes.put(id, code));
        return models.stream().map(model -> ModelDocument.write(model, codes)).toList();
    }

    /** These models as one JSON document, without passwords. */
    public String export(Caller caller, List<Integer> ids) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true)).createWriter(text)) {
            JsonArrayBuilder models = Json.createArrayBuilder();
            documents(ids.stream().map(id -> find(caller, id)).toList()).forEach(models::add);
            writer.write(Json.createObjectBuilder().add("meterModels", models).build());
        }
        return text.toString().strip() + "\n";
    }

    /**
     * Takes the models of a document: those whose code the company has are changed, others are made.
     *
     * @param dryRun says only what would be done
     * @return one entry for each model; when one has a problem nothing is done at all
     */
    public List<Imported> importAll(Caller caller, int companyId, String document, boolean dryRun) {
        mayAdminister(caller);
        List<JsonValue> wanted = models(document);
        Map<String, Integer> typeIds = typeIds();
        List<Imported> told = new ArrayList<>();
        List<ModelDocument.Parsed> parsed = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            String code = "#" + (i + 1);
            try {
                if (!(wanted.get(i) instanceof JsonObject object)) {
                    throw ModelDocument.refused("meterModels", "refused.modelList", "must be a list of objects");
                }
                ModelDocument.Parsed each = ModelDocument.read(object, typeIds);
                code = each.model().code().isEmpty() ? code : each.model().code();
                ModelRules.check(each.model());
                ModelRules.check(each.passwords());
                parsed.add(each);
                told.add(new Imported(code, ownOf(companyId, code) != null, null));
            } catch (RefusedException e) {
                told.add(new Imported(code, false, e));
            }
        }
        if (!dryRun && told.stream().allMatch(each -> each.problem() == null)) {
            parsed.forEach(each -> take(caller, companyId, each));
        }
        return told;
    }

    private void take(Caller caller, int companyId, ModelDocument.Parsed parsed) {
        MeterModel old = ownOf(companyId, parsed.model().code());
        if (old == null) {
            create(caller, companyId, parsed.model(), parsed.passwords());
        } else {
            change(caller, with(parsed.model(), old.id(), companyId, old.version()), parsed.passwords());
        }
    }

    /** A model that ships, as its document has it: made or brought up to date. For this package alone. */
    public void ship(ModelDocument.Parsed parsed) {
        ModelRules.check(parsed.model());
        MeterModel old = queries.byCode(0, parsed.model().code()).orElse(null);
        int id;
        if (old == null) {
            id = insert(null, parsed.model());
        } else {
            id = old.id();
            MeterModel wanted = with(parsed.model(), id, null, old.version());
            if (!wanted.equals(old)) {
                update(wanted);
            }
        }
        boolean without = database.one("select not exists (select 1 from meter_model_password where model_id = ?)", row -> row.getBoolean(1), id);
        if (without && vault.hasKey()) {
            keep(id, parsed.passwords());
        }
    }

    static MeterModel with(MeterModel m, int id, Integer companyId, int version) {
        return new MeterModel(id, companyId, m.code(), m.make(), m.name(), m.protocol(), m.commodity(), m.baud(), m.parity(), m.style(), m.replyMillis(),
                m.readsBlocks(), m.supply(), m.ciphertext(), m.controlLevel(), m.writeLevel(), m.operator(), m.memory(), m.note(), version, m.items());
    }

    /** Ids of the reading types by their codes. */
    public Map<String, Integer> typeIds() {
        Map<String, Integer> ids = new HashMap<>();
        database.list("select code, id from reading_type", row -> ids.put(row.getString(1), row.getInt(2)));
        return ids;
    }

    private static List<JsonValue> models(String document) {
        if (document == null || document.isBlank() || document.length() > MAX_DOCUMENT) {
            throw ModelDocument.refused("document", "refused.modelDocument", "must be JSON with at most " + MAX_DOCUMENT + " characters", MAX_DOCUMENT);
        }
        try (JsonReader reader = Json.createReader(new StringReader(document))) {
            JsonStructure read = reader.read();
            List<JsonValue> models = read instanceof JsonObject object && object.get("meterModels") instanceof JsonArray array ? List.copyOf(array)
                    : read instanceof JsonArray array ? List.copyOf(array) : List.of(read);
            if (models.isEmpty() || models.size() > MAX_MODELS) {
                throw ModelDocument.refused("document", "refused.modelCount", "must have 1 to " + MAX_MODELS + " models", MAX_MODELS);
            }
            return models;
        } catch (JsonException e) {
            throw ModelDocument.refused("document", "refused.modelJson", "is not JSON: " + e.getMessage(), e.getMessage());
        }
    }

    private MeterModel ownOf(int companyId, String code) {
        return queries.byCode(companyId, code).filter(model -> !model.shipped()).orElse(null);
    }

    private MeterModel find(Caller caller, int id) {
        return queries.byId(caller.scope(), id).orElseThrow(() -> RefusedException.notFound("meter model", id));
    }

    private MeterModel own(Caller caller, int id) {
        MeterModel model = find(caller, id);
        if (model.shipped()) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.modelShips", "This model ships with Wattwell; copy it and change the copy.");
        }
        return model;
    }

    private int insert(Integer companyId, MeterModel model) {
        int id = database.one("""
                insert into meter_model (company_id, code, make, name, protocol, commodity, baud, parity, preamble, di_order, reply_millis, reads_blocks, supply,
                    ciphertext, control_words, control_level, write_level, operator_code, memory, note)
                values (?::int, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?::jsonb, ?) returning id""", row -> row.getInt(1), parameters(companyId, model));
        insertItems(id, model);
        return id;
    }

    private void update(MeterModel model) {
        List<Object> parameters = new ArrayList<>(java.util.Arrays.asList(parameters(model.companyId(), model)));
        parameters.add(model.id());
        database.update("""
                update meter_model set company_id = ?::int, code = ?, make = ?, name = ?, protocol = ?, commodity = ?, baud = ?, parity = ?, preamble = ?, di_order = ?,
                    reply_millis = ?, reads_blocks = ?, supply = ?, ciphertext = ?, control_words = ?::jsonb, control_level = ?, write_level = ?, operator_code = ?,
                    memory = ?::jsonb, note = ?, version = version + 1 where id = ?""", parameters.toArray());
        database.update("delete from meter_model_item where model_id = ?", model.id());
        insertItems(model.id(), model);
    }

    private static Object[] parameters(Integer companyId, MeterModel model) {
        JsonObjectBuilder words = Json.createObjectBuilder();
        model.style().controlWords().forEach((action, word) -> words.add(action.name(), Hex.of(word)));
        JsonObjectBuilder memory = Json.createObjectBuilder();
        model.memory().forEach((what, count) -> memory.add(what.name(), count));
        return new Object[] {companyId, model.code(), model.make(), model.name(), model.protocol(), model.commodity(), model.baud(), model.parity(),
            model.style().preamble(), model.style().diHighFirst() ? "HIGH_BYTE_FIRST" : "LOW_BYTE_FIRST", model.replyMillis(), model.readsBlocks(), model.supply(),
            model.ciphertext(), words.build().toString(), model.controlLevel(), model.writeLevel(), model.operator(), memory.build().toString(), model.note()};
    }

    private void insertItems(int id, MeterModel model) {
        database.update("""
                insert into meter_model_item (model_id, item, reading_type_id, decimals)
                select ?, item, type, nullif(decimals, -1) from unnest(?, ?, ?) as i (item, type, decimals)""", id,
                model.items().stream().map(MeterModel.Item::item).toArray(String[]::new),
                model.items().stream().mapToInt(MeterModel.Item::readingTypeId).toArray(),
                model.items().stream().mapToInt(item -> item.decimals() == null ? -1 : item.decimals()).toArray());
    }

    private void keep(int id, Map<Integer, String> newPasswords) {
        ModelRules.check(newPasswords.entrySet().stream().filter(entry -> !entry.getValue().isEmpty())
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        newPasswords.forEach((level, password) -> {
            if (password.isEmpty()) {
                passwords.forgetForModel(id, level);
            } else {
                passwords.keepForModel(id, level, password);
            }
        });
    }

    private static void mayAdminister(Caller caller) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not change meter models.");
        }
    }
}
