package com.wattwell.customer;

import com.wattwell.identity.Caller;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Vault;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who the customers are. An identity number is sealed by the vault and shown to nobody but who asks for it by name. */
@Stateless
public class CustomerService {

    private static final int MAX_NAME = 100;
    private static final int MAX_ADDRESS = 200;
    private static final int MAX_NOTE = 500;
    private static final int SEALED_AT_ONCE = 1_000;
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{5,20}");
    private static final Pattern IDENTITY = Pattern.compile("[0-9A-Z]{5,24}");
    private static final Pattern TAX_NUMBER = Pattern.compile("[0-9A-Z]{15,20}");

    @Inject
    private Database database;
    @Inject
    private Vault vault;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /**
     * What is known of a customer. All but the name may be left out.
     *
     * @param identityNumber 身份证号 or a passport's; {@code null} keeps the one that is known
     */
    public record Details(String name, String phone, String identityNumber, String postalAddress, String invoiceTitle, String taxNumber, String note) {
        public static Details of(String name, String phone) {
            return new Details(name, phone, null, null, null, null, null);
        }
    }

    /** @throws RefusedException naming the field that is wrong; nothing is done then */
    public long create(Caller caller, int companyId, Details wanted) {
        mayServe(caller, companyId);
        Details details = checked(wanted);
        long id = database.one("insert into customer (company_id, name, created_at, created_by) values (?, ?, ?, ?) returning id", row -> row.getLong(1),
                companyId, details.name(), clock.instant(), caller.name());
        write(id, details);
        return id;
    }

    /** @throws RefusedException naming the field that is wrong; nothing is done then */
    public void change(Caller caller, long id, Details wanted) {
        int company = database.first("select c.company_id from customer c where c.id = ?" + caller.scope().and("c.company_id") + " for update", row -> row.getInt(1), id)
                .orElseThrow(() -> RefusedException.notFound("customer", id));
        mayServe(caller, company);
        write(id, checked(wanted));
    }

    /** The identity number, for who keeps the books. */
    public Optional<String> identityNumber(Caller caller, long id) {
        if (!caller.mayKeepBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not see identity numbers.");
        }
        return database.first("select c.identity_number_sealed from customer c where c.id = ? and c.identity_number_sealed is not null" + caller.scope().and("c.company_id"),
                row -> row.getBytes(1), id).map(sealed -> vault.open(purpose(id), sealed));
    }

    /**
     * Seals anew what is still sealed under the former master key, so many customers at a time.
     *
     * @param behind the last customer of the time before, or 0
     * @return the last customer that was looked at, or 0 when there are no more
     */
    public long sealAnew(long behind) {
        record Sealed(long id, byte[] bytes) {
        }
        List<Sealed> known = database.list("select id, identity_number_sealed from customer where id > ? and identity_number_sealed is not null order by id limit ?",
                row -> new Sealed(row.getLong(1), row.getBytes(2)), behind, SEALED_AT_ONCE);
        known.stream().filter(each -> vault.isUnderOldKey(each.bytes())).forEach(each -> database.update("update customer set identity_number_sealed = ? where id = ?",
                vault.seal(purpose(each.id()), vault.open(purpose(each.id()), each.bytes())), each.id()));
        return known.isEmpty() ? 0 : known.getLast().id();
    }

    private void write(long id, Details details) {
        database.update("update customer set name = ?, phone = ?, postal_address = ?, invoice_title = ?, tax_number = ?, note = ? where id = ?",
                details.name(), details.phone(), details.postalAddress(), details.invoiceTitle(), details.taxNumber(), details.note(), id);
        if (details.identityNumber() != null) {
            database.update("update customer set identity_number_sealed = ? where id = ?", vault.seal(purpose(id), details.identityNumber()), id);
        }
        pulse.changed("customer:" + id, "customers");
    }

    private static String purpose(long id) {
        return "customer_identity/" + id;
    }

    static void mayServe(Caller caller, int companyId) {
        if (!caller.mayTakeMoney()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not serve customers.");
        }
        if (!caller.scope().includes(companyId)) {
            throw RefusedException.notFound("company", companyId);
        }
    }

    /** The same, tidied. */
    static Details checked(Details wanted) {
        String name = text("customerName", wanted.name(), MAX_NAME);
        if (name == null) {
            throw RefusedException.invalid("customerName", "refused.name100", "customerName must have 1 to " + MAX_NAME + " characters.");
        }
        String phone = plain(wanted.phone());
        if (phone != null && !PHONE.matcher(phone).matches()) {
            throw RefusedException.invalid("phone", "refused.phone", "phone must be 5 to 20 digits.");
        }
        String identity = plain(wanted.identityNumber());
        if (identity != null && !IDENTITY.matcher(identity).matches()) {
            throw RefusedException.invalid("identityNumber", "refused.identityNumber", "identityNumber must be 5 to 24 letters and digits.");
        }
        String tax = plain(wanted.taxNumber());
        if (tax != null && !TAX_NUMBER.matcher(tax).matches()) {
            throw RefusedException.invalid("taxNumber", "refused.taxNumber", "taxNumber must be 15 to 20 letters and digits.");
        }
        return new Details(name, phone, identity, text("postalAddress", wanted.postalAddress(), MAX_ADDRESS), text("invoiceTitle", wanted.invoiceTitle(), MAX_NAME), tax,
                text("note", wanted.note(), MAX_NOTE));
    }

    private static String text(String field, String text, int longest) {
        String stripped = text == null ? "" : text.strip();
        if (stripped.length() > longest || stripped.chars().anyMatch(each -> Character.isISOControl(each) && each != '\n')) {
            throw RefusedException.invalid(field, "refused.textLength", field + " must have at most " + longest + " characters.", longest);
        }
        return stripped.isEmpty() ? null : stripped;
    }

    private static String plain(String text) {
        String stripped = text == null ? "" : text.replaceAll("[\\s()-]", "").toUpperCase(Locale.ROOT);
        return stripped.isEmpty() ? null : stripped;
    }
}
