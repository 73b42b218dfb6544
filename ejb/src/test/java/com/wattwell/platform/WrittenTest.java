package com.wattwell.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WrittenTest {

    private static void refused(String field, Runnable check) {
        assertThatThrownBy(check::run).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.field()).isEqualTo(field));
    }

    @Test
    void aReasonIsKeptWithoutTheBlanksAroundIt() {
        assertThat(Written.reason("  misread\n")).isEqualTo("misread");
        assertThat(Written.reason("x".repeat(200) + " ")).hasSize(200);
    }

    @Test
    void aReasonThatIsNoneOrTooLongIsRefusedByTheNameOfItsField() {
        refused("reason", () -> Written.reason(null));
        refused("reason", () -> Written.reason(" \t"));
        refused("note", () -> Written.reason("note", "x".repeat(81), 80));
    }

    @Test
    void aTokenIsEightTo64LettersDigitsOrHyphens() {
        assertThat(Written.token("form-0001")).isEqualTo("form-0001");
        refused("token", () -> Written.token(null));
        refused("token", () -> Written.token("form-01"));
        refused("token", () -> Written.token("a".repeat(65)));
        refused("token", () -> Written.token("form:0001"));
    }
}
