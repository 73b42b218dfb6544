package com.wattwell.collector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoginProfileTest {

    @Test
    void anOpenProfileLetsAnyBoxIn() {
        LoginProfile open = new LoginProfile(LoginProfile.Kind.OPEN, null, null, null);
        assertThat(open.refusal("203.0.113.9", null, null)).isEmpty();
    }

    @Test
    void anAddressOutsideTheRangeIsRefused() {
        LoginProfile range = new LoginProfile(LoginProfile.Kind.ADDRESS_RANGE, "10.20.16.0/20", null, null);
        assertThat(range.refusal("10.20.31.255", null, null)).isEmpty();
        assertThat(range.refusal("10.20.32.0", null, null)).isPresent();
        assertThat(range.refusal("::1", null, null)).isPresent();
    }

    @Test
    void onlyTheRightTokenEnters() {
        LoginProfile token = new LoginProfile(LoginProfile.Kind.TOKEN, null, LoginProfile.hash("k7-basement-9"), null);
        assertThat(token.refusal("203.0.113.9", "k7-basement-9", null)).isEmpty();
        assertThat(token.refusal("203.0.113.9", "k7-basement-8", null)).contains("its token is wrong");
        assertThat(token.refusal("203.0.113.9", null, null)).contains("it showed no token");
    }

    @Test
    void anotherCertificateIsRefused() {
        LoginProfile certificate = new LoginProfile(LoginProfile.Kind.CERTIFICATE, null, null, "CN=box-7");
        assertThat(certificate.refusal("203.0.113.9", null, "CN=box-7")).isEmpty();
        assertThat(certificate.refusal("203.0.113.9", null, "CN=box-8")).contains("its certificate is another's");
        assertThat(certificate.refusal("203.0.113.9", null, null)).contains("it showed no certificate");
    }
}
