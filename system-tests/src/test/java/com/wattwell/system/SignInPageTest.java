package com.wattwell.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.wattwell.system.Browser.Screen;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith({SharedServer.class, SharedBrowser.class})
class SignInPageTest {

    @ParameterizedTest
    @EnumSource(Screen.class)
    void whoeverIsNotSignedInIsAskedForNameAndPassword(Screen screen, TestServer server, Browser browser) {
        Page page = browser.open(screen, "zh-CN");

        Response response = page.navigate(server.url());

        assertThat(response.status()).isEqualTo(200);
        assertThat(page.locator("input[type=password]").count()).isEqualTo(1);
        assertThat(response.headerValues("Content-Security-Policy")).singleElement().asString().contains("frame-ancestors 'none'", "'nonce-");
        for (String header : List.of("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Permissions-Policy")) {
            assertThat(response.headerValue(header)).as(header).isNotBlank();
        }
        Screenshots.take(page, "sign-in-" + screen);
    }

    @Test
    void theConsoleOfTheServerIsNotNamedOnTheApplicationsPort(TestServer server) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(server.url() + "console")).build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.headers().firstValue("Location")).isEmpty();
        assertThat(response.body()).contains("j_security_check");
    }
}
