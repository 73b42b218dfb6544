package com.wattwell.customer;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CheckDigitTest {

    @Test
    void itIsTheOneOfTheStandard() {
        assertThat(CheckDigit.with("0794")).isEqualTo("07945"); // the example of ISO 7064, MOD 11,10
    }

    @Property
    void aWrongDigitIsAlwaysNoticed(@ForAll @IntRange(min = 100_000_000, max = 999_999_999) int number, @ForAll @IntRange(min = 0, max = 9) int place, @ForAll @IntRange(min = 1, max = 9) int by) {
        String right = CheckDigit.with(Integer.toString(number));
        char[] wrong = right.toCharArray();
        wrong[place] = (char) ('0' + (wrong[place] - '0' + by) % 10);
        assertThat(CheckDigit.with(new String(wrong, 0, wrong.length - 1))).isNotEqualTo(new String(wrong));
    }
}
