package com.wattwell.metermodel;

import com.wattwell.platform.Database;
import com.wattwell.platform.Vault;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.logging.Logger;

/**
 * Brings the models that ship, {@value #RESOURCE}, into the database at every start: new ones are made, changed ones changed. Passwords that are sealed under the
 * old master key are sealed under the present one.
 */
@Singleton
@Startup
public class ShippedModels {

    private static final Logger LOG = Logger.getLogger(ShippedModels.class.getName());
    static final String RESOURCE = "/meter-models.json";

    @Inject
    private Database database;
    @Inject
    private MeterModelService service;
    @Inject
    private MeterPasswords passwords;
    @Inject
    private Vault vault;

    @PostConstruct
    void bring() {
        if (!vault.hasKey()) {
            LOG.warning("This server has no master key: the factory's passwords of meter models are not kept, and orders that need one are refused");
        }
        // one node after the other
        database.one("select pg_advisory_xact_lock(hashtext('wattwell.meter-models'))", row -> true);
        if (vault.hasOldKey()) {
            int anew = passwords.sealAnew();
            LOG.info(() -> anew + " passwords of meters and models were sealed anew under the present master key; when every node has started with it, the old one may go");
        }
        Map<String, Integer> typeIds = service.typeIds();
        try (InputStream in = ShippedModels.class.getResourceAsStream(RESOURCE); JsonReader reader = Json.createReader(in)) {
            JsonObject file = reader.readObject();
            for (JsonValue model : file.getJsonArray("meterModels")) {
                service.ship(ModelDocument.read(withItems(model.asJsonObject(), file.getJsonObject("itemSets")), typeIds));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In this file a model names a set of items that it shares with others. */
    private static JsonObject withItems(JsonObject model, JsonObject itemSets) {
        return Json.createObjectBuilder(model).add("items", itemSets.getJsonObject(model.getString("items"))).build();
    }
}
