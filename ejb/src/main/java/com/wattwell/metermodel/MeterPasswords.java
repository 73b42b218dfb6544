package com.wattwell.metermodel;

import com.wattwell.platform.Database;
import com.wattwell.platform.Vault;
import com.wattwell.protocol.MeterRequest.Credentials;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Passwords of meters (密码), sealed under the master key: the factory's for a model, a meter's own where it was changed.
 * A secret is opened only to be written into a frame.
 */
@ApplicationScoped
public class MeterPasswords {

    @Inject
    private Database database;
    @Inject
    private Vault vault;

    /**
     * What proves to a meter that an order may be given.
     *
     * @return empty when neither the meter nor its model has a password of that level
     */
    public Optional<Credentials> of(int meterId, MeterModel model, int level) {
        return database.first("select sealed from meter_password where meter_id = ? and level = ?",
                        row -> vault.open(purposeOfMeter(meterId, level), row.getBytes(1)), meterId, level)
                .or(() -> database.first("select sealed from meter_model_password where model_id = ? and level = ?",
                        row -> vault.open(purposeOfModel(model.id(), level), row.getBytes(1)), model.id(), level))
                .map(password -> new Credentials(level, password, model.operator()));
    }

    void keepForModel(int modelId, int level, String password) {
        database.update("""
                insert into meter_model_password (model_id, level, sealed) values (?, ?, ?)
                on conflict (model_id, level) do update set sealed = excluded.sealed""", modelId, level, vault.seal(purposeOfModel(modelId, level), password));
    }

    void forgetForModel(int modelId, int level) {
        database.update("delete from meter_model_password where model_id = ? and level = ?", modelId, level);
    }

    /** A copy of a model starts with the same passwords, sealed for it. */
    void copy(int fromModel, int toModel) {
        record Sealed(int level, byte[] bytes) {
        }
        database.list("select level, sealed from meter_model_password where model_id = ?", row -> new Sealed(row.getInt(1), row.getBytes(2)), fromModel)
                .forEach(sealed -> keepForModel(toModel, sealed.level(), vault.open(purposeOfModel(fromModel, sealed.level()), sealed.bytes())));
    }

    /** A meter's own password of that level, from now on. */
    public void keepForMeter(int meterId, int companyId, int level, String password) {
        database.update("""
                insert into meter_password (meter_id, company_id, level, sealed) values (?, ?, ?, ?)
                on conflict (meter_id, level) do update set sealed = excluded.sealed, changed_at = now()""",
                meterId, companyId, level, vault.seal(purposeOfMeter(meterId, level), password));
    }

    private static String purposeOfModel(int id, int level) {
        return "meter_model_password/" + id + "/" + level;
    }

    private static String purposeOfMeter(int id, int level) {
        return "meter_password/" + id + "/" + level;
    }
}
