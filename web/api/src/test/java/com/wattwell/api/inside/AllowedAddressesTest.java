package com.wattwell.api.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AllowedAddressesTest {

    @Test
    void withoutAListOnlyThisMachineLooksInside() {
        AllowedAddresses allowed = new AllowedAddresses(null);
        assertThat(allowed.allow("127.0.0.1")).isTrue();
        assertThat(allowed.allow("127.1.2.3")).isTrue();
        assertThat(allowed.allow("::1")).isTrue();
        assertThat(allowed.allow("0:0:0:0:0:0:0:1%lo")).isTrue();
        assertThat(allowed.allow("10.0.0.1")).isFalse();
        assertThat(allowed.allow("0.0.0.0")).isFalse();
    }

    @Test
    void listedAddressesAndNetworksLookInsideToo() {
        AllowedAddresses allowed = new AllowedAddresses(" 10.1.2.3, 10.2.0.0/15 ,fd00::/8,");
        assertThat(allowed.allow("10.1.2.3")).isTrue();
        assertThat(allowed.allow("10.1.2.4")).isFalse();
        assertThat(allowed.allow("10.3.255.255")).isTrue();
        assertThat(allowed.allow("10.4.0.0")).isFalse();
        assertThat(allowed.allow("fdab::1")).isTrue();
        assertThat(allowed.allow("fe80::1%eth0")).isFalse();
        assertThat(allowed.allow("::ffff:10.1.2.3")).isTrue();
        assertThat(allowed.allow("127.0.0.1")).isTrue();
    }

    @Test
    void aWrongListIsToldAtTheStart() {
        for (String wrong : new String[] {"prometheus.example", "10.0.0.0/33", "10.0.0.0/x", "10.0.0/8/8"}) {
            assertThatThrownBy(() -> new AllowedAddresses(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
