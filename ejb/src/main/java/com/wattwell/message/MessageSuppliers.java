package com.wattwell.message;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Vault;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The companies' contracts with suppliers of messages. Secrets go in and are never shown again. */
@Stateless
public class MessageSuppliers {

    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    private Database database;
    @Inject
    private Vault vault;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** @param reportPath below the callback archive, where the supplier pushes its delivery reports */
    public record Row(int id, int companyId, String company, Supplier supplier, String accessKeyId, String appId, String signName, int priority, boolean enabled, String reportPath,
                      Instant changedAt, String changedBy) {
    }

    /** @param secret blank to keep the one that is there */
    public record Definition(int companyId, Supplier supplier, String accessKeyId, String secret, String appId, String signName, int priority, boolean enabled) {

        @Override
        public String toString() {
            return supplier + " " + accessKeyId;
        }
    }

    public List<Row> list(Scope scope) {
        return database.list("select s.*, c.code as company from message_supplier s join company c on c.id = s.company_id where true" + scope.and("s.company_id")
                + " order by c.code, s.priority, s.id limit 500", MessageSuppliers::read);
    }

    /** @return its id @throws RefusedException naming the field; nothing is done then */
    public int save(Caller caller, Definition wanted) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only administrators change suppliers of messages.");
        }
        if (!caller.scope().includes(wanted.companyId())) {
            throw RefusedException.notFound("company", wanted.companyId());
        }
        if (wanted.supplier() == null || wanted.supplier() == Supplier.APP) {
            throw RefusedException.invalid("supplier", "refused.supplier", "supplier must be ALIYUN, TENCENT or WECHAT_OA.");
        }
        length("accessKeyId", wanted.accessKeyId(), 4, 128);
        length("appId", wanted.appId(), wanted.supplier() == Supplier.TENCENT ? 1 : 0, 64);
        length("signName", wanted.signName(), 0, 40);
        if (wanted.priority() < 1 || wanted.priority() > 9) {
            throw RefusedException.invalid("priority", "refused.priority", "priority must be from 1 to 9.");
        }
        boolean secret = wanted.secret() != null && !wanted.secret().isBlank();
        boolean known = database.first("select 1 from message_supplier where company_id = ? and supplier = ?", row -> true, wanted.companyId(), wanted.supplier()).isPresent();
        if (!known || secret) {
            length("accessKeySecret", wanted.secret(), 8, 256);
        }
        int id = database.one("""
                        insert into message_supplier (company_id, supplier, access_key_id, app_id, sign_name, priority, report_token, enabled, changed_at, changed_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (company_id, supplier) do update set access_key_id = excluded.access_key_id, app_id = excluded.app_id, sign_name = excluded.sign_name,
                            priority = excluded.priority, enabled = excluded.enabled, changed_at = excluded.changed_at, changed_by = excluded.changed_by returning id""",
                row -> row.getInt(1), wanted.companyId(), wanted.supplier(), wanted.accessKeyId().strip(), wanted.appId() == null ? null : wanted.appId().strip(),
                wanted.signName() == null ? "" : wanted.signName().strip(), wanted.priority(), token(), wanted.enabled(), clock.instant(), caller.name());
        if (secret) {
            database.update("update message_supplier set secret_sealed = ? where id = ?", vault.seal("message_supplier/" + id, wanted.secret().strip()), id);
        }
        pulse.changed("messages");
        return id;
    }

    private static void length(String field, String text, int least, int most) {
        int length = text == null ? 0 : text.strip().length();
        if (length < least || length > most) {
            throw RefusedException.invalid(field, "refused.length", field + " must have " + least + " to " + most + " characters.", least, most);
        }
    }

    private static String token() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The enabled suppliers of a company for a medium, the first to be asked first; for the system's own work. */
    public List<SupplierKeys> of(int companyId, Medium medium) {
        if (medium == Medium.IN_APP) {
            return List.of(new SupplierKeys(0, companyId, Supplier.APP, "", "", null, ""));
        }
        return database.list("select * from message_supplier where company_id = ? and enabled and secret_sealed is not null order by priority, id", this::keys, companyId).stream()
                .filter(keys -> keys.supplier().medium() == medium).toList();
    }

    /** Whether this is the token in a supplier's report address. */
    public Optional<Integer> companyOfReports(Supplier supplier, int id, String token) {
        return database.first("select company_id from message_supplier where id = ? and supplier = ? and report_token = ?", row -> row.getInt(1), id, supplier, token);
    }

    /** Seals anew what is still sealed under the former master key. @return how many secrets those were */
    public int sealAnew() {
        record Sealed(int id, byte[] bytes) {
        }
        List<Sealed> old = database.list("select id, secret_sealed from message_supplier where secret_sealed is not null", row -> new Sealed(row.getInt(1), row.getBytes(2))).stream()
                .filter(sealed -> vault.isUnderOldKey(sealed.bytes())).toList();
        for (Sealed sealed : old) {
            String purpose = "message_supplier/" + sealed.id();
            database.update("update message_supplier set secret_sealed = ? where id = ?", vault.seal(purpose, vault.open(purpose, sealed.bytes())), sealed.id());
        }
        return old.size();
    }

    private SupplierKeys keys(ResultSet row) throws SQLException {
        int id = row.getInt("id");
        return new SupplierKeys(id, row.getInt("company_id"), Supplier.valueOf(row.getString("supplier")), row.getString("access_key_id"),
                vault.open("message_supplier/" + id, row.getBytes("secret_sealed")), row.getString("app_id"), row.getString("sign_name"));
    }

    private static Row read(ResultSet row) throws SQLException {
        Supplier supplier = Supplier.valueOf(row.getString("supplier"));
        return new Row(row.getInt("id"), row.getInt("company_id"), row.getString("company"), supplier, row.getString("access_key_id"), row.getString("app_id"), row.getString("sign_name"),
                row.getInt("priority"), row.getBoolean("enabled"), "message/" + supplier.name().toLowerCase(java.util.Locale.ROOT) + "/" + row.getInt("id") + "/" + row.getString("report_token"),
                Database.instant(row, "changed_at"), row.getString("changed_by"));
    }
}
