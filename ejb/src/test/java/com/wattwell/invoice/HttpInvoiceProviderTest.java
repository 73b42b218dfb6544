package com.wattwell.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Sample;
import com.wattwell.platform.TestDatabase;
import com.wattwell.platform.Wiring;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A provider that answers without end is not read without end, and its address is one that may be spoken to. */
class HttpInvoiceProviderTest {

    @Test
    void anAnswerWithoutEndIsCutOff() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        long[] sent = new long[1];
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] part = new byte[1 << 16];
            try (OutputStream out = exchange.getResponseBody()) {
                while (sent[0] < 10L * HttpInvoiceProvider.MOST_ANSWER_BYTES) {
                    out.write(part);
                    sent[0] += part.length;
                }
            } catch (IOException hungUp) {
                // as it should be
            }
        });
        server.start();
        try {
            HttpInvoiceProvider provider = new HttpInvoiceProvider("http://127.0.0.1:" + server.getAddress().getPort(), "app", "secret", Clock.systemUTC());
            assertThatThrownBy(() -> provider.issue(new InvoiceProvider.Wanted("R1", null, null, "we", "913300001234567890", "Li", null, LocalDate.of(2026, 11, 29), 100, 6, List.of())))
                    .isInstanceOf(InvoiceException.class).hasMessageContaining("more than");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void plainHttpIsSpokenInTheInternalNetworkAlone() {
        Wiring wiring = new Wiring(TestDatabase.fresh(LocalDate.of(2026, 11, 29)), Instant.parse("2026-11-29T04:00:00Z"));
        int company = new Sample(wiring.bean(com.wattwell.platform.Database.class)).company("A");
        Caller finance = new Caller("fin", "Fin", new Scope(company), Set.of(Caller.FINANCE));
        InvoiceProviders providers = wiring.bean(InvoiceProviders.class);
        for (String address : List.of("http://8.8.8.8/", "ftp://127.0.0.1/", "https://user:secret@example.cn/", "https://example.cn/?x=1", "nonsense")) {
            assertThatThrownBy(() -> providers.save(finance, agreed(company, address))).as(address).isInstanceOf(RefusedException.class).hasMessageContaining("endpoint");
        }
        providers.save(finance, agreed(company, "http://127.0.0.1:8700/"));
        assertThat(providers.of(finance.scope(), company)).isPresent();
    }

    private static InvoiceProviders.Agreed agreed(int company, String address) {
        return new InvoiceProviders.Agreed(company, address, "app", "secret", "Wattwell", "913300001234567890", true);
    }
}
