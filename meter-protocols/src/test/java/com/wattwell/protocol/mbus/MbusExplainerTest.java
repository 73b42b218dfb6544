package com.wattwell.protocol.mbus;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Explanation;
import com.wattwell.protocol.Explanation.Part;
import com.wattwell.protocol.Hex;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MbusExplainerTest {

    private final MbusExplainer explainer = new MbusExplainer();

    @Test
    void anAnswerIsTakenApartForPrograms() {
        Map<String, Object> facts = explainer.explain(Telegrams.answer(5, "8C11135634 1200 0DFD1103434241 04FD1678563412 1F07")).facts();

        assertThat(facts).containsEntry("valid", true).containsEntry("from", "slave").containsEntry("function", "RSP_UD")
                .containsEntry("address", "5").containsEntry("ci", "72").containsEntry("more_follows", true)
                .containsEntry("head", Map.of("id", "12345678", "manufacturer", "ABC", "version", "1", "medium", "Water",
                        "accessnumber", "42", "status", "00"))
                .containsEntry("records", List.of(
                        Map.of("function", "Instantaneous value", "storage", "2", "tariff", "1", "subunit", "0",
                                "quantity", "Volume", "unit", "m^3", "value", "123.456000"),
                        Map.of("function", "Instantaneous value", "storage", "0", "quantity", "Customer", "value", "ABC"),
                        Map.of("function", "Instantaneous value", "storage", "0", "quantity", "Password", "absent", "secret"),
                        Map.of("function", "More records follow", "storage", "0", "value", "07")));
    }

    @Test
    void anAnswerIsTakenApartByteByByteForPeople() {
        Explanation explanation = explainer.explain(Telegrams.answer(5, "2F 0C13 56341200"));

        assertThat(explanation.parts()).extracting(Part::field).containsExactly("start", "L", "start", "C", "A", "CI",
                "identification", "manufacturer", "version", "medium", "access number", "status", "signature",
                "idle filler", "DIF", "VIF", "data", "checksum", "stop");
        assertThat(explanation.parts().get(16).meaning()).isEqualTo("123.456 m^3");
    }

    @Test
    void numbersThatNeedMoreThanSixPlacesKeepThem() {
        assertThat(value("04 FD50 01000000")).isEqualTo("0.000000000001");
        assertThat(value("04 FD40 00CA9A3B")).isEqualTo("1.000000");
        assertThat(value("05 5B 0000AC41")).isEqualTo("21.500000");
    }

    @Test
    void aTelegramThatBreaksOffIsNotValidAndKeepsItsEarlierRecords() {
        Map<String, Object> facts = explainer.explain(Telegrams.answer(5, "011305 0413")).facts();

        assertThat(facts).containsEntry("valid", false)
                .containsEntry("error", "the telegram ends with byte 23, expected 4 bytes of data from byte 24 on");
        assertThat((List<?>) facts.get("records")).hasSize(1);
    }

    @Test
    void framesWithoutDataAreExplainedToo() {
        assertThat(explainer.explain(Hex.parse("E5")).facts()).containsEntry("function", "acknowledgement");
        assertThat(explainer.explain(Hex.parse("107B058016")).facts()).containsEntry("function", "REQ_UD2").containsEntry("from", "master");
        assertThat(explainer.explain(Hex.parse("680B0B6853FD52785634124304010705" + "16")).facts())
                .containsEntry("selected", "1234567804430107");
    }

    private Object value(String record) {
        return ((Map<?, ?>) ((List<?>) explainer.explain(Telegrams.bare(record)).facts().get("records")).getFirst()).get("value");
    }
}
