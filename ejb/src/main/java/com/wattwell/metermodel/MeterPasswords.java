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

    /** The model's counts again for that level. */
    public void forgetForMeter(int meterId, int level) {
        database.update("delete from meter_password where meter_id = ? and level = ?", meterId, level);
    }

    /**
     * Seals anew what is sealed under the old master key, so that this one need not be kept.
     *
     * @return how many secrets those were
     */
    public int sealAnew() {
        record Sealed(int owner, int level, byte[] bytes) {
        }
        int[] anew = new int[1];
        database.list("select model_id, level, sealed from meter_model_password for update", row -> new Sealed(row.getInt(1), row.getInt(2), row.getBytes(3))).stream()
                .filter(sealed -> vault.isUnderOldKey(sealed.bytes())).forEach(sealed -> {
                    keepForModel(sealed.owner(), sealed.level(), vault.open(purposeOfModel(sealed.owner(), sealed.level()), sealed.bytes()));
                    anew[0]++;
                });
        database.list("select meter_id, level, sealed from meter_password for update", row -> new Sealed(row.getInt(1), row.getInt(2), row.getBytes(3))).stream()
                .filter(sealed -> vault.isUnderOldKey(sealed.bytes())).forEach(sealed -> {
                    String purpose = purposeOfMeter(sealed.owner(), sealed.level());
                    database.update("update meter_password set sealed = ? where meter_id = ? and level = ?", vault.seal(purpose, vault.open(purpose, sealed.bytes())),
                            sealed.owner(), sealed.level());
                    anew[0]++;
                });
        return anew[0];
    }

    /** A meter's own password of that level, from now on. @throws com.wattwell.platform.RefusedException naming the field */
    public void keepForMeter(int meterId, int companyId, int level, String password) {
        ModelRules.check(level, password);
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
