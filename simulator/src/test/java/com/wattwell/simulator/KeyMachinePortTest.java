package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.dlt645.IdentityAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyMachinePortTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private KeyMachinePort port;

    @BeforeEach
    void start() throws Exception {
        port = new KeyMachinePort(TownFile.parse("t.town", "seed 5\n"), 0);
    }

    @AfterEach
    void stop() {
        http.close();
        port.close();
    }

    @Test
    void everyAuthenticationHasItsOwnRandomNumberUnderTheMetersKey() throws Exception {
        Map<?, ?> first = map(post("authenticate", "{\"meter\":\"202402060107\"}"));
        Map<?, ?> second = map(post("authenticate", "{\"meter\":\"202402060107\"}"));

        assertThat(first.get("random")).isNotEqualTo(second.get("random"));
        assertThat(first.get("ciphertext")).isEqualTo(Hex.of(new StandInCipher(5).authentication(
                IdentityAuthentication.factor("202402060107"), Hex.parse((String) first.get("random")))));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            authenticate   | {"meter":"none"}                                                                              | meter is not 1 to 12 digits
            authenticate   | {}                                                                                            | meter is missing
            authenticate   | []                                                                                            | the request is no JSON object
            authenticate   | {"meter"                                                                                      | JSON at position
            seal-control   | {"meter":"1","esamNumber":"0807060504030201","random":"A1A2A3A4","control":"1A"}              | control is not 8 bytes in hex
            seal-control   | {"meter":"1","esamNumber":"08","random":"A1A2A3A4","control":"1A00032507280826"}              | esamNumber is not 8 bytes in hex
            seal-control   | {"meter":"1","esamNumber":"0807060504030201","random":7,"control":"1A00032507280826"}         | random is missing
            seal-parameter | {"meter":"1","esamNumber":"0807060504030201","random":"A1A2A3A4","item":"04000103","data":"1"} | data has not 1 to 180 bytes
            seal-parameter | {"meter":"1","esamNumber":"0807060504030201","random":"A1A2A3A4","item":"04000103","data":"15","parameterClass":3} | parameterClass is neither 1 nor 2
            keys           | {}                                                                                            | nothing is known of POST /keys
            """)
    void whatIsWrongIsNamed(String path, String body, String error) throws Exception {
        HttpResponse<String> answer = post(path, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat((String) map(answer).get("error")).startsWith(error);
    }

    @Test
    void aRequestThatIsTooLongIsRefused() throws Exception {
        assertThat(map(post("authenticate", "{\"meter\":\"" + "1".repeat(5000) + "\"}"))).containsKey("error");
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.port() + "/" + path)).POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(HttpResponse<String> answer) {
        return (Map<String, Object>) Json.read(answer.body());
    }
}
