package com.wattwell.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CleanParametersTest {

    @Test
    void whatNobodyMeansIsLeftOutAndEverythingElseStays() {
        assertThat(CleanParameters.clean("a\0b")).isEqualTo("ab");
        assertThat(CleanParameters.clean("\u202E退款\u2066 x\u2069")).isEqualTo("退款 x");
        assertThat(CleanParameters.clean("Line 1\r\nLine\t2 · 张三 é 😀")).isEqualTo("Line 1\r\nLine\t2 · 张三 é 😀");
        assertThat(CleanParameters.clean(null)).isNull();
    }
}
