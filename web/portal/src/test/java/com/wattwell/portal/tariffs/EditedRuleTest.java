package com.wattwell.portal.tariffs;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.portal.Texts;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.Rule;
import com.wattwell.tariff.catalog.TariffDocument;
import com.wattwell.tariff.catalog.TariffExamples;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class EditedRuleTest {

    private static List<EditedRule> edited(List<Rule> rules) {
        return TariffDocument.write(rules).getJsonArray("rules").getValuesAs(JsonObject.class).stream().map(EditedRule::of).toList();
    }

    private static List<Rule> read(List<EditedRule> rules) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        rules.forEach(rule -> array.add(rule.json()));
        return TariffDocument.read(Json.createObjectBuilder().add("rules", array).build());
    }

    @Test
    void theFormSaysWhatTheExamplesSay() {
        assertThat(TariffExamples.all()).allSatisfy(example -> assertThat(read(edited(example.rules()))).as(example.code()).isEqualTo(example.rules()));
    }

    @Test
    void monthsStepsAndPartsGoThroughTheForm() {
        List<Rule> rules = TariffDocument.read("""
                {"rules": [{"type": "FLAT", "id": "E", "zh": "电", "en": "E", "price": 0.5},
                  {"type": "TIME_OF_USE", "id": "S", "zh": "夏", "en": "S", "months": [7, 8], "prices": {"SHARP": 0.3, "FLAT": 0.1}, "remainder": "FLAT"},
                  {"type": "STEPS", "id": "T", "zh": "档", "en": "T", "cycle": "MONTH", "resetDay": 16, "partCycle": "PRO_RATA", "persons": 4, "morePersons": 3,
                   "steps": [{"upTo": 60, "perPerson": 15, "price": 0.1}, {"price": 0.2}]},
                  {"type": "TAX", "id": "V", "zh": "税", "en": "V", "percent": 13, "included": false}]}""");
        assertThat(read(edited(rules))).isEqualTo(rules);
    }

    @Test
    void aStepIsAddedAndTakenAway() {
        EditedRule rule = EditedRule.begin("STEPS", "S");
        rule.addStep();
        assertThat(rule.getSteps()).hasSize(3);
        rule.removeStep(0);
        rule.removeStep(0);
        rule.removeStep(0);
        assertThat(rule.getSteps()).hasSize(1);
    }

    @Test
    void pricesAreBarsAndTheDearestIsTheLongest() {
        List<PriceRow> rows = PriceRow.of(TariffExamples.byCode("HOUSEHOLD-STEPS").orElseThrow().rules(), Texts.in(Locale.ENGLISH));
        assertThat(rows).extracting(PriceRow::what).containsExactly("0 – 2760 / year", "2760 – 4800 / year", "above 4800 / year");
        assertThat(rows).extracting(PriceRow::percent).containsExactly(64, 70, 100);
        assertThat(rows.getLast().price()).isEqualTo("0.838 yuan");
        assertThat(TariffExamples.all()).allSatisfy(example -> assertThat(PriceRow.of(example.rules(), Texts.in(Locale.CHINESE))).isNotEmpty());
    }

    @Test
    void theSampleIsOneThatTheRulesCanPrice() {
        Sample sample = new Sample(Commodity.ELECTRICITY, TariffExamples.byCode("HOUSEHOLD-STEPS-TOU").orElseThrow().rules());
        assertThat(sample.wanted(LocalDate.of(2026, 11, 1)).usage()).extracting(used -> used.register() + " " + used.quantity())
                .containsExactly("TOTAL 300", "PEAK 150", "VALLEY 150", "REACTIVE 100", "DEMAND 5");
    }
}
