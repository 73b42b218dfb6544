package com.wattwell.invoice;

import com.wattwell.billing.BillCancelled;
import com.wattwell.identity.Caller;
import com.wattwell.platform.Aside;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Written;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/** Asks for electronic invoices of bills, and takes them back by red-letter ones. The provider is asked once the row is committed, and again until it has answered. */
@Stateless
public class InvoiceService {


    @Inject
    private Database database;
    @Inject
    private InvoiceProviders providers;
    @Inject
    private InvoiceDesk desk;
    @Inject
    private Aside aside;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    private record Billed(int companyId, long accountId, String state, long totalFen, long taxFen, String customer, String title, String taxNumber) {
    }

    private record Blue(int companyId, long accountId, long billId, InvoiceQueries.State state, String kind, String title, String taxNumber, long amountFen, long taxFen) {
    }

    /**
     * Asks for the invoice of a published bill.
     *
     * @param title     of the buyer, or {@code null} for the customer's own
     * @param taxNumber of the buyer, or {@code null} for the customer's own; persons have none
     * @param token     of the view: asked twice it is one
     * @return its id
     * @throws RefusedException naming what is wrong; nothing is done then
     */
    public long ask(Caller caller, long billId, String title, String taxNumber, String token) {
        if (!caller.mayTakeMoney()) {
            throw forbidden();
        }
        Billed bill = database.first("""
                        select b.company_id, b.account_id, b.state, b.total_fen, b.tax_fen, c.name, c.invoice_title, c.tax_number from bill b
                        join customer_account a on a.id = b.account_id join customer c on c.id = a.customer_id where b.id = ?%s for update of b""".formatted(caller.scope().and("b.company_id")),
                row -> new Billed(row.getInt(1), row.getLong(2), row.getString(3), row.getLong(4), row.getLong(5), row.getString(6), row.getString(7), row.getString(8)), billId)
                .orElseThrow(() -> RefusedException.notFound("bill", billId));
        Optional<Long> before = token == null ? Optional.empty()
                : database.first("select id from electronic_invoice where company_id = ? and token = ?", row -> row.getLong(1), bill.companyId(), token);
        if (before.isPresent()) {
            return before.get();
        }
        if (!bill.state().equals("PUBLISHED") || bill.totalFen() <= 0) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.billState", "The bill is " + bill.state() + ".", bill.state());
        }
        if (providers.of(caller.scope(), bill.companyId()).filter(InvoiceProviders.Agreed::enabled).isEmpty()) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "provider", "refused.noInvoiceProvider", "The company has no provider of electronic invoices.");
        }
        String buyer = title != null && !title.isBlank() ? title.strip() : bill.title() != null ? bill.title() : bill.customer();
        String number = taxNumber != null && !taxNumber.isBlank() ? taxNumber.strip() : title == null ? bill.taxNumber() : null;
        if (buyer.length() > 100) {
            throw RefusedException.invalid("title", "refused.textLength", "title must have 1 to 100 characters.", 100);
        }
        if (number != null && !InvoiceProviders.TAX_NUMBER.matcher(number).matches()) {
            throw RefusedException.invalid("taxNumber", "refused.taxNumber", "taxNumber must be 15 to 20 digits and capital letters.");
        }
        database.first("select id from electronic_invoice where bill_id = ? and kind = 'BLUE' and state in ('ASKED', 'ISSUED')", row -> row.getLong(1), billId).ifPresent(other -> {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.invoiced", "The bill has its invoice already.", other);
        });
        long id = database.one("""
                        insert into electronic_invoice (company_id, account_id, bill_id, kind, state, title, tax_number, amount_fen, tax_fen, next_try, token, asked_at, asked_by)
                        values (?, ?, ?, 'BLUE', 'ASKED', ?, ?, ?, ?, ?, ?, ?, ?) returning id""", row -> row.getLong(1), bill.companyId(), bill.accountId(), billId, buyer, number,
                bill.totalFen(), bill.taxFen(), clock.instant(), token, clock.instant(), caller.name());
        askProvider(id);
        return id;
    }

    /** Takes an issued invoice back by a red-letter one. @return the red one's id */
    public long reverse(Caller caller, long id, String reason) {
        if (!caller.mayKeepBooks()) {
            throw forbidden();
        }
        String told = Written.reason(reason);
        Blue blue = held(caller.scope().and("company_id"), id).orElseThrow(() -> RefusedException.notFound("invoice", id));
        if (blue.state() != InvoiceQueries.State.ISSUED || !blue.kind().equals("BLUE")) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.invoiceState", "The invoice is " + blue.state() + ".", blue.state().name());
        }
        return red(id, blue, told, caller.name());
    }

    /** A bill was cancelled: so is its invoice. One that the provider has not answered for is taken back once it has. */
    public void billCancelled(@Observes BillCancelled cancelled) {
        database.list("select id from electronic_invoice where bill_id = ? and kind = 'BLUE' and state = 'ISSUED'", row -> row.getLong(1), cancelled.billId())
                .forEach(id -> held("", id).ifPresent(blue -> red(id, blue, "cancelled", "billing")));
    }

    /** A blue one came in after its bill had been cancelled. */
    public void lateForItsBill(long id) {
        held("", id).ifPresent(blue -> red(id, blue, "cancelled", "billing"));
    }

    private Optional<Blue> held(String scope, long id) {
        return database.first("select company_id, account_id, bill_id, state, kind, title, tax_number, amount_fen, tax_fen from electronic_invoice where id = ?" + scope + " for update",
                row -> new Blue(row.getInt(1), row.getLong(2), row.getLong(3), InvoiceQueries.State.valueOf(row.getString(4)), row.getString(5), row.getString(6), row.getString(7),
                        row.getLong(8), row.getLong(9)), id);
    }

    private long red(long id, Blue blue, String reason, String by) {
        Optional<Long> before = database.first("select id from electronic_invoice where reverses = ? and state <> 'REFUSED'", row -> row.getLong(1), id);
        if (before.isPresent()) {
            return before.get();
        }
        long red = database.one("""
                        insert into electronic_invoice (company_id, account_id, bill_id, kind, state, reverses, title, tax_number, amount_fen, tax_fen, reason, next_try, asked_at, asked_by)
                        values (?, ?, ?, 'RED', 'ASKED', ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""", row -> row.getLong(1), blue.companyId(), blue.accountId(), blue.billId(), id,
                blue.title(), blue.taxNumber(), -blue.amountFen(), -blue.taxFen(), reason, clock.instant(), clock.instant(), by);
        askProvider(red);
        return red;
    }

    private void askProvider(long id) {
        pulse.changed("invoices", "invoice:" + id);
        aside.run(() -> desk.ask(id));
    }

    private static RefusedException forbidden() {
        return new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not ask for invoices.");
    }
}
