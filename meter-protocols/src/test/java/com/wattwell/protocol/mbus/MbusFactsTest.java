package com.wattwell.protocol.mbus;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Probe;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What programs are told of frames that are not the usual answer. */
class MbusFactsTest {

    private final MbusExplainer explainer = new MbusExplainer();

    private Map<String, Object> facts(int control, int information, String data) {
        return explainer.explain(MbusFrame.ofLong(control, 5, information, Hex.parse(data)).encode()).facts();
    }

    private static Object head(Map<String, Object> facts, String key) {
        return ((Map<?, ?>) facts.get("head")).get(key);
    }

    @Test
    void theSingleCharacterIsAFrameOnlyWhereItStandsAlone() {
        assertThat(explainer.notation()).isEqualTo("mbus");
        assertThat(explainer.probe(Hex.parse("E5"), 0, 1)).isEqualTo(new Probe.Frame(1));
        assertThat(explainer.probe(Hex.parse("E5E5"), 0, 2)).isInstanceOf(Probe.NotHere.class);
        assertThat(explainer.probe(Hex.parse("77E5"), 1, 2)).isInstanceOf(Probe.NotHere.class);
        assertThat(explainer.probe(Hex.parse("68"), 0, 1)).isInstanceOf(Probe.Incomplete.class);
    }

    @ParameterizedTest
    @CsvSource({"78563412, 12345678", "78563400, 345678", "05000000, 5", "00000000, 0", "00000010, 10000000", "7856340A, 0A345678"})
    void aNumberHasNoZerosInFrontUnlessItHasLetters(String wire, String id) {
        assertThat(head(facts(0x08, 0x72, wire + "24230107" + "2A000000"), "id")).isEqualTo(id);
    }

    @Test
    void aHeadTellsWhoAnswersAndItsStateInWords() {
        Map<String, Object> facts = facts(0x08, 0x72, "7856341224230107" + "2A040000" + "0413" + "39300000");

        assertThat(head(facts, "version")).isEqualTo("1");
        assertThat(head(facts, "accessnumber")).isEqualTo("42");
        assertThat(head(facts, "status")).isEqualTo("04");
        assertThat(facts.get("status_words")).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST).isNotEmpty();
        assertThat(facts(0x08, 0x72, "7856341224230107" + "2A000000")).doesNotContainKeys("status_words", "more_follows", "abnormal").containsEntry("records", List.of());
        assertThat(facts(0x08, 0x78, "0413" + "39300000" + "1F")).containsEntry("more_follows", true).doesNotContainKey("head");
        assertThat(facts(0x53, 0x50, "")).as("neither head nor records").doesNotContainKeys("head", "records");
    }

    @Test
    void aRefusalAndASelectionAreTold() {
        assertThat(facts(0x08, 0x70, "08")).containsEntry("abnormal", true).containsEntry("error", "the meter reports: application too busy");
        assertThat(facts(0x53, 0x52, "7856341224230107")).containsEntry("selected", SecondaryAddress.read(Hex.parse("7856341224230107"), 0).toString());
        assertThat(facts(0x53, 0x52, "78563412242301")).doesNotContainKey("selected");
        assertThat(facts(0x53, 0x51, "7856341224230107")).doesNotContainKey("selected");
    }

    @Test
    void countersOfTheFixedStructureAreToldInTheirSteps() {
        Map<String, Object> low = facts(0x08, 0x73, "78563412" + "0A" + "00" + "0569" + "01000000" + "35010000");
        Map<String, Object> high = facts(0x08, 0x77, "12345678" + "0A" + "00" + "6905" + "00000001" + "00000135");

        assertThat(low.get("records")).hasToString("[{function=Actual value, unit=kWh, value=1}, {function=Actual value, unit=l, value=135}]");
        assertThat(high.get("records")).asString().contains("value=135");
        assertThat(((Map<?, ?>) ((List<?>) low.get("records")).getFirst()).keySet().stream().map(Object::toString).toList()).containsExactly("function", "unit", "value");
        assertThat(head(low, "id")).isEqualTo("12345678");
        assertThat(((Map<?, ?>) low.get("head")).containsKey("manufacturer")).isFalse();
    }

    @Test
    void aPointOfTimeIsToldAsProgramsReadItAndOtherTextsAsTheyAre() {
        Map<String, Object> facts = facts(0x08, 0x78, "046D" + "1E0D5D3B" + "0D7813" + "392E392E392E392E544D392E392E392E392E39");

        List<?> records = (List<?>) facts.get("records");
        assertThat(((Map<?, ?>) records.get(0)).get("value").toString()).endsWith("Z").hasSize(20);
        assertThat(((Map<?, ?>) records.get(1)).get("value").toString()).as("as long as a time").hasSize(19).doesNotEndWith("Z");
    }
}
