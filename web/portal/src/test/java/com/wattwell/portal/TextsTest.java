package com.wattwell.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.platform.RefusedException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TextsTest {

    private final Texts english = Texts.in(Locale.ENGLISH);
    private final Texts chinese = Texts.in(Locale.CHINESE);

    @Test
    void aStepOfACommandIsToldWithItsArguments() {
        assertThat(english.step("waiting.ordered|li")).isEqualTo("Ordered by li");
        assertThat(english.step("sent.unanswered|NO_REPLY")).startsWith("No clear answer (no reply)");
        assertThat(chinese.step("confirmed.someValues|2|4")).isEqualTo("4 项中返回 2 项");
        assertThat(english.step("something.new|x")).isEqualTo("something.new|x");
        assertThat(english.step(null)).isEmpty();
    }

    @Test
    void whatIsMissingToPriceAPrepaidAccountIsToldInWords() {
        assertThat(english.told("prepaid", "parked.price|NO_FACT")).contains("contracted demand (kW)").doesNotContain("NO_FACT");
        assertThat(chinese.told("prepaid", "parked.price|NO_FACT")).contains("合同需量（千瓦）").doesNotContain("NO_FACT");
    }

    @Test
    void whyACollectorIsKeptOutIsToldInWords() {
        assertThat(english.told("collector.reason", "SHUT_OUT|li")).isEqualTo("Shut out by li");
        assertThat(english.told("collector.reason", "SWAPPING")).startsWith("Two boxes use this id");
        assertThat(chinese.told("collector.reason", "SWAPPING")).startsWith("两台设备使用同一编号");
    }

    @Test
    void aReasonIsToldWithWhatTheMeterSaid() {
        assertThat(english.reason("NO_REPLY")).isEqualTo("no reply");
        assertThat(english.reason("REFUSED_BY_METER: no such data")).isEqualTo("refused by the meter (no such data)");
        assertThat(english.reason("SOMETHING_NEW")).isEqualTo("SOMETHING_NEW");
    }

    @Test
    void aRefusalIsToldInTheLanguageOfThePage() {
        RefusedException taken = RefusedException.invalid("code", "refused.taken", "There is already a collector X.", "X{1}'");
        assertThat(chinese.refused(taken)).isEqualTo("X{1}' 已存在。");
        assertThat(chinese.refused(RefusedException.notFound("meter", 12))).isEqualTo("没有电表 12。");
        assertThat(english.refused(RefusedException.invalid("x", "refused.unheardOf", "What is wrong."))).isEqualTo("What is wrong.");
    }

    @Test
    void theWrongFieldOfACronExpressionIsToldInTheLanguageOfThePage() {
        RefusedException wrong = RefusedException.invalid("cron", "refused.cronField", "", "day of week", "“9”", "0", "7");
        assertThat(english.refused(wrong)).startsWith("Day of week: “9” is not possible. Allowed are 0 to 7");
        assertThat(chinese.refused(wrong)).startsWith("“星期”一段不能是“9”。可用 0 至 7");
    }

    @Test
    void anUnknownWordIsShownAsItIs() {
        assertThat(english.word("supply", "OPEN")).isEqualTo("Supply cut");
        assertThat(english.word("supply", "HALF")).isEqualTo("HALF");
        assertThat(english.word("supply", null)).isEmpty();
        assertThat(english.notice("unheardOf", "x")).isEqualTo("unheardOf x");
        assertThat(english.type("Voltage", "电压")).isEqualTo("Voltage");
        assertThat(chinese.type("Voltage", "电压")).isEqualTo("电压");
    }
}
