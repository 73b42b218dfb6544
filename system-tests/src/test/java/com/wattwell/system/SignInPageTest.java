package com.wattwell.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.wattwell.system.Browser.Screen;
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
        Screenshots.take(page, "sign-in-" + screen);
    }
}
