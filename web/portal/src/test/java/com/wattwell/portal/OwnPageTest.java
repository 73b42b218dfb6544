package com.wattwell.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.wattwell.platform.RefusedException;
import org.junit.jupiter.api.Test;

class OwnPageTest {

    @Test
    void onlyPagesOfOursAreGoneBackTo() {
        assertThat(LanguageServlet.ownPage("/meter?id=12&period=WEEK")).isEqualTo("/meter?id=12&period=WEEK");
        assertThat(LanguageServlet.ownPage("/")).isEqualTo("/");
        assertThat(LanguageServlet.ownPage(null)).isEqualTo("/");
        assertThat(LanguageServlet.ownPage("//elsewhere.example/x")).isEqualTo("/");
        assertThat(LanguageServlet.ownPage("https://elsewhere.example")).isEqualTo("/");
        assertThat(LanguageServlet.ownPage("/x\r\nSet-Cookie: a=b")).isEqualTo("/");
        assertThat(LanguageServlet.ownPage("/\\elsewhere.example")).isEqualTo("/");
        assertThat(LanguageServlet.ownPage("/j_security_check")).isEqualTo("/");
    }

    @Test
    void whatIsNoNumberOfOursIsNotFound() {
        assertThat(Id.ofInt("meter", "12")).isEqualTo(12);
        for (String text : new String[] {null, "", "abc", "-1", "1e3", "99999999999", "9999999999999999999999"}) {
            assertThatExceptionOfType(RefusedException.class).as(text).isThrownBy(() -> Id.ofInt("meter", text))
                    .matches(refused -> refused.kind() == RefusedException.Kind.NOT_FOUND);
        }
    }
}
