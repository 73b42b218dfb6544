package com.wattwell.system.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.system.Api;
import com.wattwell.system.SharedServer;
import com.wattwell.system.TestServer;
import com.wattwell.system.Api.Answer;
import jakarta.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Health and metrics of a running server, as its own machine sees them. */
@ExtendWith(SharedServer.class)
class InsideTest {

    /** A sample of the text format of Prometheus. */
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{[a-zA-Z_][a-zA-Z0-9_]*=\"[^\"]*\"(,[a-zA-Z_][a-zA-Z0-9_]*=\"[^\"]*\")*})? (NaN|[+-]Inf|-?[0-9.]+(E-?[0-9]+)?)");

    private static Answer ask(TestServer server, String path) {
        return Api.send(Api.nobody(server).outside(path));
    }

    @Test
    void theServerLivesAndIsReady(TestServer server) {
        assertThat(ask(server, "/health/live").json().getString("status")).isEqualTo("UP");
        Answer ready = ask(server, "/health/ready");
        assertThat(ready.status()).as(ready.body()).isEqualTo(200);
        assertThat(ready.json().getJsonArray("checks").getValuesAs(JsonObject.class)).extracting(check -> check.getString("name") + " " + check.getString("status"))
                .containsExactly("adapter UP", "broker UP", "database UP");
    }

    @Test
    void theFiguresAreWrittenAsPrometheusReadsThem(TestServer server) {
        Answer page = ask(server, "/metrics");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.type().replace(" ", "")).isEqualTo("text/plain;version=0.0.4;charset=utf-8");
        Set<String> families = new HashSet<>();
        String[] family = {""};
        page.body().lines().forEach(line -> {
            if (line.startsWith("# HELP ")) {
                family[0] = line.split(" ")[2];
                assertThat(families.add(family[0])).as(line).isTrue();
            } else if (line.startsWith("# TYPE ")) {
                assertThat(line.split(" ")[2]).isEqualTo(family[0]);
                assertThat(line.split(" ")[3]).isIn("counter", "gauge", "summary", "histogram");
            } else {
                assertThat(line).matches(SAMPLE).startsWith(family[0]);
            }
        });
        assertThat(page.body()).contains("wattwell_sockets{", "wattwell_registrations_total ", "wattwell_exchanges_total{end=\"REPLIED\",lane=\"READING\"}",
                "wattwell_line_wait_seconds_sum{", "wattwell_jms_messages{queue=\"WattwellCommands\"}", "wattwell_jms_messages{queue=\"WattwellLineTasks\"}",
                "wattwell_reading_batch_size_bucket{le=\"+Inf\"}", "wattwell_recent_run_lateness_seconds_max ", "wattwell_line_tasks_open{state=\"WAITING\"}",
                "wattwell_commands_open{state=\"WAITING\"}", "wattwell_jvm_heap_bytes{kind=\"used\"}", "wattwell_bell_rings_total{fate=\"sent\"}",
                "wattwell_metrics_failures_total 0\n");
    }

    @Test
    void everyFamilyIsExplained(TestServer server) {
        String words = "# HELP wattwell_(\\w+) (.*)";
        ask(server, "/metrics").body().lines().filter(line -> line.startsWith("# HELP")).forEach(line -> {
            String name = line.replaceFirst(words, "$1");
            assertThat(line.replaceFirst(words, "$2")).as("the line in metrics-help.properties about " + name).isNotEqualTo(name.replace('_', ' '));
        });
    }

    @Test
    void whatAProxyHandsOnIsNotThisMachines(TestServer server) {
        for (String path : new String[] {"/metrics", "/health/live", "/health/ready"}) {
            for (String header : new String[] {"X-Forwarded-For", "Forwarded"}) {
                Answer answer = Api.send(Api.admin(server).outside(path).header(header, "127.0.0.1"));
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.type()).isEqualTo("application/problem+json");
            }
        }
    }
}
