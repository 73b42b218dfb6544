package com.wattwell.invoice;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.InternalHost;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Vault;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who issues invoices for which company. */
@Stateless
public class InvoiceProviders {

    static final Pattern TAX_NUMBER = Pattern.compile("[0-9A-Z]{15,20}");

    @Inject
    private Database database;
    @Inject
    private Vault vault;
    @Inject
    private Clock clock;

    /** What a company has agreed with its provider. @param secret when written; never read back */
    public record Agreed(int companyId, String endpoint, String appId, String secret, String sellerTitle, String sellerTaxNumber, boolean enabled) {
    }

    public Optional<Agreed> of(Scope scope, int companyId) {
        return database.first("select * from invoice_provider where company_id = ?" + scope.and("company_id"), row -> new Agreed(row.getInt("company_id"), row.getString("endpoint"),
                row.getString("app_id"), null, row.getString("seller_title"), row.getString("seller_tax_no"), row.getBoolean("enabled")), companyId);
    }

    /** The provider to ask, if the company has one that is enabled. */
    public Optional<InvoiceProvider> provider(int companyId) {
        return database.first("select endpoint, app_id, secret_sealed from invoice_provider where company_id = ? and enabled", row -> new HttpInvoiceProvider(row.getString(1),
                row.getString(2), vault.open("invoice_provider/" + companyId, row.getBytes(3)), clock), companyId);
    }

    /** Seals anew what is still sealed under the former master key. @return how many secrets those were */
    public int sealAnew() {
        record Sealed(int company, byte[] bytes) {
        }
        List<Sealed> old = database.list("select company_id, secret_sealed from invoice_provider", row -> new Sealed(row.getInt(1), row.getBytes(2))).stream()
                .filter(each -> vault.isUnderOldKey(each.bytes())).toList();
        for (Sealed each : old) {
            String purpose = "invoice_provider/" + each.company();
            database.update("update invoice_provider set secret_sealed = ? where company_id = ?", vault.seal(purpose, vault.open(purpose, each.bytes())), each.company());
        }
        return old.size();
    }

    /** @throws RefusedException naming the field that is wrong; a secret that is left out stays as it was */
    public void save(Caller caller, Agreed wanted) {
        if (!caller.mayKeepBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not change who issues invoices.");
        }
        if (!caller.scope().includes(wanted.companyId())) {
            throw RefusedException.notFound("company", wanted.companyId());
        }
        endpoint(wanted.endpoint());
        text("appId", wanted.appId(), 64);
        text("sellerTitle", wanted.sellerTitle(), 100);
        if (wanted.sellerTaxNumber() == null || !TAX_NUMBER.matcher(wanted.sellerTaxNumber()).matches()) {
            throw RefusedException.invalid("sellerTaxNumber", "refused.taxNumber", "sellerTaxNumber must be 15 to 20 digits and capital letters.");
        }
        boolean known = of(caller.scope(), wanted.companyId()).isPresent();
        boolean given = wanted.secret() != null && !wanted.secret().isBlank();
        if (given && wanted.secret().length() > 200 || !given && !known) {
            throw RefusedException.invalid("secret", "refused.invoiceSecret", "secret must have 1 to 200 characters.");
        }
        byte[] sealed = given ? vault.seal("invoice_provider/" + wanted.companyId(), wanted.secret().strip()) : null;
        database.update("""
                insert into invoice_provider (company_id, kind, endpoint, app_id, secret_sealed, seller_title, seller_tax_no, enabled, changed_at, changed_by)
                select ?, 'JSON_HMAC', ?, ?, coalesce(?::bytea, (select secret_sealed from invoice_provider where company_id = ?)), ?, ?, ?, ?, ?
                on conflict (company_id) do update set endpoint = excluded.endpoint, app_id = excluded.app_id, secret_sealed = excluded.secret_sealed,
                    seller_title = excluded.seller_title, seller_tax_no = excluded.seller_tax_no, enabled = excluded.enabled, changed_at = excluded.changed_at,
                    changed_by = excluded.changed_by""", wanted.companyId(), wanted.endpoint().strip(), wanted.appId().strip(), sealed, wanted.companyId(),
                wanted.sellerTitle().strip(), wanted.sellerTaxNumber(), wanted.enabled(), clock.instant(), caller.name());
    }

    private static void endpoint(String text) {
        try {
            URI uri = URI.create(text == null ? "" : text.strip());
            boolean form = uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null && text.length() <= 200;
            if (form && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && InternalHost.is(uri.getHost()))) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw RefusedException.invalid("endpoint", "refused.endpoint", "endpoint must be an address such as https://invoice.example.cn/; plain http only to the internal network.");
    }

    private static void text(String field, String value, int most) {
        if (value == null || value.isBlank() || value.strip().length() > most) {
            throw RefusedException.invalid(field, "refused.textLength", field + " must have 1 to " + most + " characters.", most);
        }
    }
}
