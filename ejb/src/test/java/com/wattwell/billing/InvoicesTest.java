package com.wattwell.billing;

import static com.wattwell.billing.BillingTown.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.identity.Scope;
import com.wattwell.invoice.InvoiceException;
import com.wattwell.invoice.InvoiceProvider;
import com.wattwell.invoice.InvoiceProviders;
import com.wattwell.invoice.InvoiceQueries;
import com.wattwell.invoice.InvoiceQueries.State;
import com.wattwell.invoice.InvoiceService;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Electronic invoices in the database, with a provider that does as it is told. */
class InvoicesTest {

    private static final Page.Request FIRST = new Page.Request(1, 100);

    private final List<InvoiceProvider.Wanted> asked = new ArrayList<>();
    private InvoiceException trouble;
    private final BillingTown town = new BillingTown();
    private final InvoiceService service;
    private final InvoiceQueries invoices;
    private final BillQueries.Row bill;

    InvoicesTest() {
        town.town.spine.wiring.stand(InvoiceProviders.class, new InvoiceProviders() {
            @Override
            public Optional<Agreed> of(Scope scope, int companyId) {
                return Optional.of(new Agreed(companyId, "http://x/", "a", null, "启明", "91310000MA1K00000X", true));
            }

            @Override
            public Optional<InvoiceProvider> provider(int companyId) {
                return Optional.of(wanted -> {
                    asked.add(wanted);
                    if (trouble != null) {
                        throw trouble;
                    }
                    return new InvoiceProvider.Issued("26" + wanted.request(), Instant.EPOCH, new byte[] {1}, new byte[] {2});
                });
            }
        });
        service = town.bean(InvoiceService.class);
        invoices = town.bean(InvoiceQueries.class);
        long account = town.households(1)[0];
        town.settleAndPublish();
        bill = town.bills.ofAccount(Scope.ALL, account, FIRST).items().getFirst();
    }

    private long ask(String token) {
        long id = together(() -> service.ask(town.town.cashier, bill.id(), "启明科技有限公司", "91310000MA1K12345X", token));
        town.town.spine.wiring.doAside();
        return id;
    }

    private InvoiceQueries.Row row(long id) {
        return invoices.byId(Scope.ALL, id).orElseThrow();
    }

    private static void refused(String key, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.messageKey()).isEqualTo(key));
    }

    @Test
    void aBillHasOneInvoiceHoweverOftenItIsAskedFor() {
        long id = ask("token-123");
        assertThat(row(id)).extracting(InvoiceQueries.Row::state, InvoiceQueries.Row::number, InvoiceQueries.Row::documents).containsExactly(State.ISSUED, "26wattwell-" + id, true);
        assertThat(ask("token-123")).isEqualTo(id);
        refused("refused.invoiced", () -> ask("token-456"));
        assertThat(asked).hasSize(1).first().satisfies(wanted -> assertThat(wanted.items().stream().mapToLong(InvoiceProvider.Item::amountFen).sum()).isEqualTo(bill.totalFen()));
        refused("refused.taxNumber", () -> service.ask(town.town.cashier, bill.id(), "x", "12", "token-789"));
    }

    @Test
    void whatIsNotAnsweredIsAskedAgainUnderTheSameNumber() {
        trouble = new InvoiceException("down", false, null);
        long id = ask("token-123");
        assertThat(row(id)).extracting(InvoiceQueries.Row::state, InvoiceQueries.Row::failure).containsExactly(State.ASKED, "down");
        trouble = null;
        town.town.spine.wiring.clock.set(town.town.spine.wiring.clock.instant().plusSeconds(20));
        town.bean(com.wattwell.invoice.InvoiceDesk.class).workDue();
        assertThat(row(id).state()).isEqualTo(State.ISSUED);
        assertThat(asked).extracting(InvoiceProvider.Wanted::request).containsOnly("wattwell-" + id);
    }

    @Test
    void aCancelledBillTakesItsInvoiceBack() {
        long id = ask("token-123");
        town.town.spine.wiring.heard.add(event -> {
            if (event instanceof BillCancelled cancelled) {
                service.billCancelled(cancelled);
            }
        });
        together(() -> town.bean(BillCorrections.class).rebill(town.finance, bill.id(), "misread"));
        town.town.spine.wiring.doAside();
        InvoiceQueries.Row blue = row(id);
        assertThat(blue.state()).isEqualTo(State.REVERSED);
        assertThat(row(blue.redId())).extracting(InvoiceQueries.Row::red, InvoiceQueries.Row::amountFen, InvoiceQueries.Row::state).containsExactly(true, -bill.totalFen(), State.ISSUED);
        assertThat(asked.getLast().reversedNumber()).isEqualTo(blue.number());
        refused("refused.invoiceState", () -> service.reverse(town.finance, id, "again"));
    }

    @Test
    void whatWasRefusedForGoodCanBeAskedForAnew() {
        trouble = new InvoiceException("REFUSED: title", true, null);
        assertThat(row(ask("token-123")).state()).isEqualTo(State.REFUSED);
        trouble = null;
        assertThat(row(ask("token-456")).state()).isEqualTo(State.ISSUED);
    }
}
