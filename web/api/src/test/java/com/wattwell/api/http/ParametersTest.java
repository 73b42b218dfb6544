package com.wattwell.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.platform.RefusedException;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ParametersTest {

    private static void assertRefused(RefusedException.Kind kind, String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.kind()).isEqualTo(kind);
            assertThat(refused.field()).isEqualTo(field);
        });
    }

    @Test
    void anIdIsAPositiveNumber() {
        assertThat(Parameters.id("command", "4711")).isEqualTo(4711);
        assertThat(Parameters.intId("meter", "2147483647")).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void whatCannotBeAnIdIsUnknown() {
        for (String wrong : new String[] {"0", "-1", "abc", "1.5", "0x10", " 1", "１", "12345678901234567890", "1;drop", "2147483648"}) {
            assertRefused(RefusedException.Kind.NOT_FOUND, "id", () -> Parameters.intId("meter", wrong));
        }
    }

    @Test
    void instantsCarryTheirOffset() {
        assertThat(Parameters.instant("from", "2026-03-01T08:00:00+08:00")).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(Parameters.instant("from", "2026-03-01T00:00:00.5Z")).isEqualTo(Instant.parse("2026-03-01T00:00:00.500Z"));
        assertThat(Parameters.instant("from", null)).isNull();
    }

    @Test
    void aBadInstantNamesItsParameter() {
        for (String wrong : new String[] {"", "yesterday", "2026-03-01", "2026-03-01T00:00:00", "2026-02-30T00:00:00Z", "1772323200",
                "2026-03-01T08:00:00 08:00", "1999-12-31T23:59:59Z", "+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z"}) {
            assertRefused(RefusedException.Kind.INVALID, "to", () -> Parameters.instant("to", wrong));
        }
    }

    @Test
    void wholeNumbersAndTruthValuesAreNothingElse() {
        assertThat(Parameters.whole("page", "-5")).isEqualTo(-5);
        for (String wrong : new String[] {"", "1.0", "ten", "99999999999", "2147483648", "+1"}) {
            assertRefused(RefusedException.Kind.INVALID, "page", () -> Parameters.whole("page", wrong));
        }
        assertThat(Parameters.truth("online", "false")).isFalse();
        assertRefused(RefusedException.Kind.INVALID, "online", () -> Parameters.truth("online", "yes"));
    }

    @Test
    void aSearchIsShortAndTypeable() {
        assertThat(Parameters.search("q", "3栋 1502")).isEqualTo("3栋 1502");
        assertRefused(RefusedException.Kind.INVALID, "q", () -> Parameters.search("q", "a\u0000"));
        assertRefused(RefusedException.Kind.INVALID, "q", () -> Parameters.search("q", "x".repeat(101)));
    }
}
