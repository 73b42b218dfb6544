package com.wattwell.payment;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.payment.MerchantKeys.KeySet;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Vault;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The companies' contracts with payment channels (商户号) and their keys. Keys go in and are never shown again. New ones are believed at once and sign
 * when a person says that the channel has them; those before are believed for another week then. So a change needs no break: whichever of them the channel
 * uses meanwhile is believed, and whichever it knows is the one we sign with.
 */
@Stateless
public class Merchants {

    /** How long keys are believed after newer ones came. */
    public static final Duration OVERLAP = Duration.ofDays(7);
    /** Key sets that are tried for one notice. */
    private static final int MOST_KEYS = 4;

    @Inject
    private Database database;
    @Inject
    private Vault vault;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** @param keysSince when the newest keys came; @param validKeys how many key sets are believed now */
    public record Row(int id, int companyId, String company, Channel channel, String merchantNumber, String appId, int feePpm, boolean enabled, Instant keysSince, int validKeys,
                      Instant changedAt, String changedBy) {
    }

    /** Where a set of keys stands. */
    public enum KeyState {
        /** It signs, and is believed. */
        SIGNS,
        /** Believed already; it signs when the channel has it. */
        WAITS,
        /** It signed before, and is believed for a while. */
        BELIEVED
    }

    /** A set of keys as an administrator sees it. @param fingerprint of the channel's public key: SHA-256, the first 16 hex digits @param believedUntil {@code null} without an end */
    public record KeyRow(int id, int merchantAccountId, KeyState state, String serial, String fingerprint, Instant addedAt, String addedBy, Instant believedUntil) {
    }

    /**
     * What a person or the virtual town writes; texts of keys with or without their PEM lines. Keys may be blank when nothing but the rest is changed.
     *
     * @param signsLater whether new keys wait for {@link #letSign}; the first ones of an account never do
     */
    public record Definition(int companyId, Channel channel, String merchantNumber, String appId, int feePpm, boolean enabled, String privateKey, String privateKeySerial,
                             String channelPublicKey, String channelPublicKeyId, String apiV3Key, boolean signsLater) {

        @Override
        public String toString() {
            return channel + " " + merchantNumber;
        }
    }

    private static final String SELECT = """
            select m.*, c.code as company, k.valid_from as keys_since,
                (select count(*)::int from merchant_key x where x.merchant_account_id = m.id and (x.valid_to is null or x.valid_to > now())) as valid_keys
            from merchant_account m join company c on c.id = m.company_id
            left join lateral (select valid_from from merchant_key k where k.merchant_account_id = m.id order by k.id desc limit 1) k on true
            """;

    public List<Row> list(Scope scope) {
        return database.list(SELECT + "where true" + scope.and("m.company_id") + " order by c.code, m.channel limit 500", Merchants::read);
    }

    public Optional<Row> byId(Scope scope, int id) {
        return database.first(SELECT + "where m.id = ?" + scope.and("m.company_id"), Merchants::read, id);
    }

    /** @return its id @throws RefusedException naming the field; nothing is done then */
    public int save(Caller caller, Definition wanted) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only administrators change merchant accounts.");
        }
        if (!caller.scope().includes(wanted.companyId())) {
            throw RefusedException.notFound("company", wanted.companyId());
        }
        check(wanted);
        Instant now = clock.instant();
        // another number at the channel has nothing that an old key could sign for
        boolean same = database.first("select merchant_number = ? and app_id = ? from merchant_account where company_id = ? and channel = ?", row -> row.getBoolean(1),
                wanted.merchantNumber().strip(), wanted.appId().strip(), wanted.companyId(), wanted.channel()).orElse(false);
        boolean keys = !isBlank(wanted.privateKey()) || !isBlank(wanted.channelPublicKey());
        if (!same && !keys) {
            throw RefusedException.invalid("privateKey", "refused.merchantKey", "privateKey is missing.");
        }
        int id = database.one("""
                        insert into merchant_account (company_id, channel, merchant_number, app_id, fee_ppm, enabled, changed_at, changed_by) values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (company_id, channel) do update set merchant_number = excluded.merchant_number, app_id = excluded.app_id, fee_ppm = excluded.fee_ppm,
                            enabled = excluded.enabled, changed_at = excluded.changed_at, changed_by = excluded.changed_by returning id""",
                row -> row.getInt(1), wanted.companyId(), wanted.channel(), wanted.merchantNumber().strip(), wanted.appId().strip(), wanted.feePpm(), wanted.enabled(), now, caller.name());
        if (keys) {
            addKeys(caller, id, wanted, now, same && wanted.signsLater());
        }
        pulse.changed("merchants");
        return id;
    }

    /** The channel has the keys that wait: from now on they sign. @throws RefusedException CONFLICT when none wait */
    public void letSign(Caller caller, int id) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only administrators change merchant accounts.");
        }
        database.first("select 1 from merchant_account where id = ?" + caller.scope().and("company_id") + " for update", row -> row.getInt(1), id)
                .orElseThrow(() -> RefusedException.notFound("merchant account", id));
        int key = database.first("select id from merchant_key where merchant_account_id = ? and signs_from is null and valid_to is null order by id desc limit 1", row -> row.getInt(1), id)
                .orElseThrow(() -> new RefusedException(RefusedException.Kind.CONFLICT, "keys", "refused.noKeysWait", "No new keys wait."));
        sign(id, key, clock.instant());
        pulse.changed("merchants");
    }

    private void sign(int id, int key, Instant now) {
        database.update("update merchant_key set valid_to = ? where merchant_account_id = ? and valid_to is null and id <> ?", now.plus(OVERLAP), id, key);
        database.update("update merchant_key set signs_from = ? where id = ?", now, key);
    }

    /** The sets that are believed now, the newest first. */
    public List<KeyRow> keyRows(Scope scope, int id) {
        return database.list("""
                        select k.*, left(encode(sha256(decode(channel_public_key, 'base64')), 'hex'), 16) as fingerprint,
                            k.id = (select x.id from merchant_key x where x.merchant_account_id = k.merchant_account_id and x.signs_from is not null order by x.signs_from desc, x.id desc limit 1) as signs
                        from merchant_key k where k.merchant_account_id = ? and (k.valid_to is null or k.valid_to > ?)""" + scope.and("k.company_id") + " order by k.id desc limit 20",
                row -> new KeyRow(row.getInt("id"), row.getInt("merchant_account_id"), row.getBoolean("signs") ? KeyState.SIGNS : row.getObject("signs_from") == null ? KeyState.WAITS : KeyState.BELIEVED,
                        row.getString("private_key_serial"), row.getString("fingerprint"), Database.instant(row, "valid_from"), row.getString("added_by"), Database.instant(row, "valid_to")),
                id, clock.instant());
    }

    private void addKeys(Caller caller, int id, Definition wanted, Instant now, boolean later) {
        String privateKey = bare(wanted.privateKey());
        String publicKey = bare(wanted.channelPublicKey());
        checkKeys(wanted, privateKey, publicKey);
        // what waited before and never signed is believed for a while: the channel may have been given it
        database.update("update merchant_key set valid_to = ? where merchant_account_id = ? and valid_to is null and signs_from is null", now.plus(OVERLAP), id);
        int key = database.one("""
                        insert into merchant_key (company_id, merchant_account_id, private_key_serial, channel_public_key, channel_public_key_id, valid_from, added_by)
                        values (?, ?, ?, ?, ?, ?, ?) returning id""", row -> row.getInt(1), wanted.companyId(), id, blankToNull(wanted.privateKeySerial()), publicKey,
                blankToNull(wanted.channelPublicKeyId()), now, caller.name());
        database.update("update merchant_key set private_key_sealed = ?, api_v3_key_sealed = ? where id = ?", vault.seal(purpose(key, "private"), privateKey),
                wanted.channel() == Channel.WECHAT ? vault.seal(purpose(key, "api3"), wanted.apiV3Key().strip()) : null, key);
        if (!later) {
            sign(id, key, now);
        }
    }

    private static void check(Definition wanted) {
        if (wanted.channel() == null) {
            throw RefusedException.invalid("channel", "refused.channel", "channel must be ALIPAY or WECHAT.");
        }
        if (wanted.merchantNumber() == null || !wanted.merchantNumber().strip().matches("[0-9A-Za-z]{4,32}")) {
            throw RefusedException.invalid("merchantNumber", "refused.merchantNumber", "merchantNumber must be 4 to 32 letters or digits.");
        }
        if (wanted.appId() == null || !wanted.appId().strip().matches("[0-9A-Za-z]{4,32}")) {
            throw RefusedException.invalid("appId", "refused.merchantNumber", "appId must be 4 to 32 letters or digits.");
        }
        if (wanted.feePpm() < 0 || wanted.feePpm() > 100_000) {
            throw RefusedException.invalid("feePpm", "refused.feePpm", "feePpm must be from 0 to 100000.");
        }
    }

    private static void checkKeys(Definition wanted, String privateKey, String publicKey) {
        if (!isKey(privateKey, true)) {
            throw RefusedException.invalid("privateKey", "refused.merchantKey", "privateKey is no RSA key in PKCS#8.");
        }
        if (!isKey(publicKey, false)) {
            throw RefusedException.invalid("channelPublicKey", "refused.merchantKey", "channelPublicKey is no RSA key in X.509.");
        }
        if (wanted.channel() == Channel.WECHAT) {
            if (isBlank(wanted.privateKeySerial()) || !wanted.privateKeySerial().strip().matches("[0-9A-Fa-f]{8,64}")) {
                throw RefusedException.invalid("privateKeySerial", "refused.keySerial", "privateKeySerial must be the serial number of the merchant's certificate in hex.");
            }
            if (isBlank(wanted.channelPublicKeyId()) || !wanted.channelPublicKeyId().strip().matches("PUB_KEY_ID_[0-9A-Za-z]{8,64}")) {
                throw RefusedException.invalid("channelPublicKeyId", "refused.keyId", "channelPublicKeyId must begin with PUB_KEY_ID_.");
            }
            if (wanted.apiV3Key() == null || wanted.apiV3Key().strip().length() != 32) {
                throw RefusedException.invalid("apiV3Key", "refused.apiV3Key", "apiV3Key must have 32 characters.");
            }
        }
    }

    private static boolean isKey(String base64, boolean secret) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            return secret ? rsa.generatePrivate(new PKCS8EncodedKeySpec(bytes)) != null : rsa.generatePublic(new X509EncodedKeySpec(bytes)) != null;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static String bare(String pem) {
        return pem == null ? "" : pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    }

    /** An account with its keys opened, whoever's it is: for the system's own work. */
    public Optional<MerchantKeys> keys(int accountId) {
        return keys("m.id = ?", accountId);
    }

    /** The enabled account of a company. @throws RefusedException when there is none */
    public MerchantKeys of(int companyId, Channel channel) {
        return keys("m.enabled and m.company_id = ? and m.channel = ?", companyId, channel).orElseThrow(() -> new RefusedException(RefusedException.Kind.CONFLICT, "channel",
                "refused.noMerchant", "The company has no merchant account with " + channel + ".", channel));
    }

    private Optional<MerchantKeys> keys(String condition, Object... parameters) {
        record Account(int id, int company, Channel channel, String number, String app, int fee) {
        }
        return database.first("select m.* from merchant_account m where " + condition, row -> new Account(row.getInt("id"), row.getInt("company_id"),
                Channel.valueOf(row.getString("channel")), row.getString("merchant_number"), row.getString("app_id"), row.getInt("fee_ppm")), parameters).flatMap(account -> {
            List<KeySet> sets = database.list("select * from merchant_key where merchant_account_id = ? and (valid_to is null or valid_to > ?) and (signs_from is null or signs_from <= ?) order by signs_from desc nulls last, id desc limit ?",
                    this::keySet, account.id(), clock.instant(), clock.instant(), MOST_KEYS);
            return sets.isEmpty() ? Optional.empty() : Optional.of(new MerchantKeys(account.id(), account.company(), account.channel(), account.number(), account.app(), account.fee(), sets));
        });
    }

    private KeySet keySet(ResultSet row) throws SQLException {
        int id = row.getInt("id");
        byte[] api3 = row.getBytes("api_v3_key_sealed");
        return new KeySet(id, vault.open(purpose(id, "private"), row.getBytes("private_key_sealed")), row.getString("private_key_serial"), row.getString("channel_public_key"),
                row.getString("channel_public_key_id"), api3 == null ? null : vault.open(purpose(id, "api3"), api3));
    }

    /** Seals anew what is still sealed under the former master key. @return how many secrets those were */
    public int sealAnew() {
        record Sealed(int id, String what, byte[] bytes) {
        }
        List<Sealed> old = database.list("""
                        select id, 'private' as what, private_key_sealed from merchant_key where private_key_sealed is not null
                        union all select id, 'api3', api_v3_key_sealed from merchant_key where api_v3_key_sealed is not null""",
                row -> new Sealed(row.getInt(1), row.getString(2), row.getBytes(3))).stream().filter(sealed -> vault.isUnderOldKey(sealed.bytes())).toList();
        for (Sealed sealed : old) {
            String purpose = purpose(sealed.id(), sealed.what());
            database.update("update merchant_key set " + (sealed.what().equals("private") ? "private_key_sealed" : "api_v3_key_sealed") + " = ? where id = ?",
                    vault.seal(purpose, vault.open(purpose, sealed.bytes())), sealed.id());
        }
        return old.size();
    }

    private static String purpose(int key, String what) {
        return "merchant_key/" + key + "/" + what;
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private static String blankToNull(String text) {
        return isBlank(text) ? null : text.strip();
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(row.getInt("id"), row.getInt("company_id"), row.getString("company"), Channel.valueOf(row.getString("channel")), row.getString("merchant_number"),
                row.getString("app_id"), row.getInt("fee_ppm"), row.getBoolean("enabled"), Database.instant(row, "keys_since"), row.getInt("valid_keys"),
                Database.instant(row, "changed_at"), row.getString("changed_by"));
    }
}
