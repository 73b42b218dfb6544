package com.wattwell.simulator.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.invoice.HttpInvoiceProvider;
import com.wattwell.invoice.InvoiceException;
import com.wattwell.invoice.InvoiceProvider;
import com.wattwell.invoice.InvoiceProvider.Issued;
import com.wattwell.invoice.InvoiceProvider.Wanted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole way of an electronic invoice: the application's client asks the town's provider over HTTP. */
class InvoiceWayTest {

    private OutsideWorld world;
    private InvoiceProvider provider;

    @BeforeEach
    void start() throws IOException {
        world = new OutsideWorld(1, List.of("A"), Clock.systemUTC(), 0);
        provider = provider(secret());
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private String secret() {
        return (String) ((Map<?, ?>) world.keys().get("invoices")).get("secret");
    }

    private InvoiceProvider provider(String secret) {
        return new HttpInvoiceProvider(world.url(), "town-invoices", secret, Clock.systemUTC());
    }

    private static Wanted wanted(String request, String reverses) {
        return new Wanted(request, reverses, reverses == null ? null : "wrong", "启明物业", "91310000MA1K00000X", "张三 <&>", null, LocalDate.of(2026, 11, 29), 5000, 575,
                List.of(new InvoiceProvider.Item("电费", "100", "kWh", 5000, 575)));
    }

    @Test
    void anInvoiceIsIssuedOnceUnderItsRequest() throws InvoiceException {
        Issued first = provider.issue(wanted("r-1", null));
        assertThat(first.number()).hasSize(20);
        assertThat(new String(first.xml(), StandardCharsets.UTF_8)).contains(first.number(), "启明物业", "张三 &lt;&amp;&gt;");
        assertThat(new String(first.pdf(), StandardCharsets.US_ASCII)).startsWith("%PDF");
        assertThat(provider.issue(wanted("r-1", null)).number()).isEqualTo(first.number());
        assertThat(provider.issue(wanted("r-2", null)).number()).isNotEqualTo(first.number());
    }

    @Test
    void aRedLetterInvoiceTakesAnInvoiceBackOnce() throws InvoiceException {
        String number = provider.issue(wanted("r-1", null)).number();
        Issued red = provider.issue(wanted("r-2", number));
        assertThat(provider.issue(wanted("r-2", number)).number()).as("told again").isEqualTo(red.number());
        refusedForGood(true, () -> provider.issue(wanted("r-3", number)));
        refusedForGood(true, () -> provider.issue(wanted("r-4", "26000000000000009999")));
    }

    @Test
    void whoDoesNotSignAsAgreedGetsNothing() {
        refusedForGood(false, () -> provider("another").issue(wanted("r-1", null)));
    }

    private static void refusedForGood(boolean forGood, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOfSatisfying(InvoiceException.class, refused -> assertThat(refused.isForGood()).as(refused.getMessage()).isEqualTo(forGood));
    }
}
