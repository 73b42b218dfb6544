package com.wattwell.tariff.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.platform.RefusedException;
import com.wattwell.tariff.Charges;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.Label;
import com.wattwell.tariff.Pricing;
import com.wattwell.tariff.PricingContext;
import com.wattwell.tariff.Register;
import com.wattwell.tariff.TariffVersion;
import com.wattwell.tariff.UsageItem;
import com.wattwell.tariff.UsageSpan;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TariffDocumentTest {

    private static final String ALL = """
            {"rules": [
              {"type": "TIME_OF_USE", "id": "SUMMER", "zh": "夏", "en": "Summer", "months": [7, 8], "prices": {"SHARP": 1.2, "PEAK": 0.9, "FLAT": 0.6, "VALLEY": 0.3}, "remainder": "FLAT"},
              {"type": "TIME_OF_USE", "id": "REST", "zh": "其他", "en": "Rest", "months": [1, 2, 3, 4, 5, 6, 9, 10, 11, 12], "prices": {"PEAK": 0.9}},
              {"type": "STEPS", "id": "STEP", "zh": "阶梯", "en": "Step", "cycle": "YEAR", "resetMonth": 7, "resetDay": 2, "partCycle": "PRO_RATA", "persons": 4, "morePersons": 3,
               "steps": [{"upTo": 100.5, "perPerson": 10, "price": 0}, {"upTo": 200, "perPerson": 20, "prices": {"PEAK": 0.1}}, {"price": 0.12345678}]},
              {"type": "FLAT", "id": "E", "zh": "电", "en": "Energy", "price": "0.52"},
              {"type": "SURCHARGE", "id": "X", "zh": "附加", "en": "Extra", "price": 0.01, "baseShare": 0.9},
              {"type": "SHARE", "id": "L", "zh": "公摊", "en": "Shared", "price": 0.5},
              {"type": "FREE_QUOTA", "id": "Q", "zh": "免费", "en": "Free", "perMonth": 6, "per": "BED"},
              {"type": "FEE", "id": "F", "zh": "月费", "en": "Fee", "perMonth": 3.33},
              {"type": "DEMAND", "id": "D", "zh": "需量", "en": "Demand", "basis": "CONTRACT_DEMAND", "price": 40},
              {"type": "POWER_FACTOR", "id": "P", "zh": "力调", "en": "PF", "standard": 85},
              {"type": "MINIMUM", "id": "M", "zh": "保底", "en": "Minimum", "perMonth": 10},
              {"type": "TAX", "id": "T", "zh": "税", "en": "Tax", "percent": 13, "included": false}]}""";

    @Test
    void whatIsWrittenIsReadAgain() {
        var rules = TariffDocument.read(ALL);
        assertThat(rules).hasSize(12);
        assertThat(TariffDocument.read(TariffDocument.write(rules).toString())).isEqualTo(rules);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "{}; rules",
        "{\"rules\": []}; rules",
        "{\"rules\": [{\"type\": \"FLAT\"}], \"x\": 1}; x",
        "{\"rules\": [1]}; rules[0]",
        "{\"rules\": [{\"type\": \"FLAT\", \"id\": \"e\", \"zh\": \"a\", \"en\": \"b\", \"price\": 1}]}; rules[0].id",
        "{\"rules\": [{\"type\": \"FLAT\", \"id\": \"E\", \"zh\": \"\", \"en\": \"b\", \"price\": 1}]}; rules[0].zh",
        "{\"rules\": [{\"type\": \"PLAT\", \"id\": \"E\", \"zh\": \"a\", \"en\": \"b\", \"price\": 1}]}; rules[0].type",
        "{\"rules\": [{\"type\": \"FLAT\", \"id\": \"E\", \"zh\": \"a\", \"en\": \"b\", \"prize\": 1}]}; rules[0].prize",
        "{\"rules\": [{\"type\": \"FLAT\", \"id\": \"E\", \"zh\": \"a\", \"en\": \"b\"}]}; rules[0].price",
        "{\"rules\": [{\"type\": \"FLAT\", \"id\": \"E\", \"zh\": \"a\", \"en\": \"b\", \"price\": -1}]}; rules[0].price",
        "{\"rules\": [{\"type\": \"FLAT\", \"id\": \"E\", \"zh\": \"a\", \"en\": \"b\", \"price\": 0.123456789}]}; rules[0].price",
        "{\"rules\": [{\"type\": \"FLAT\", \"id\": \"E\", \"zh\": \"a\", \"en\": \"b\", \"price\": \"NaN\"}]}; rules[0].price",
        "{\"rules\": [{\"type\": \"FLAT\", \"id\": \"E\", \"zh\": \"a\", \"en\": \"b\", \"price\": 1E2000000000}]}; rules[0].price",
        "{\"rules\": [{\"type\": \"FLAT\", \"id\": \"E\", \"zh\": \"a\", \"en\": \"b\", \"price\": 1E-2000000000}]}; rules[0].price",
        "{\"rules\": [{\"type\": \"FLAT\", \"id\": \"E\", \"zh\": \"a\", \"en\": \"b\", \"price\": 1, \"months\": [13]}]}; rules[0].months",
        "{\"rules\": [{\"type\": \"FLAT\", \"id\": \"E\", \"zh\": \"a\", \"en\": \"b\", \"price\": 1, \"months\": [1]}]}; rules",
        "{\"rules\": [{\"type\": \"STEPS\", \"id\": \"E\", \"zh\": \"a\", \"en\": \"b\", \"steps\": [{\"upTo\": 5, \"price\": 1}, {\"upTo\": 4, \"price\": 1}, {\"price\": 1}]}]}; rules[0].steps",
        "{\"rules\": [{\"type\": \"STEPS\", \"id\": \"E\", \"zh\": \"a\", \"en\": \"b\", \"steps\": [{\"upTo\": 5}]}]}; rules[0].steps[0].price",
        "{\"rules\": [{\"type\": \"STEPS\", \"id\": \"E\", \"zh\": \"a\", \"en\": \"b\", \"resetDay\": 31, \"steps\": [{\"price\": 1}]}]}; rules[0].resetDay",
        "{\"rules\": [{\"type\": \"TIME_OF_USE\", \"id\": \"E\", \"zh\": \"a\", \"en\": \"b\", \"prices\": {\"NOON\": 1}}]}; rules[0].prices.NOON",
        "{\"rules\": [{\"type\": \"TIME_OF_USE\", \"id\": \"E\", \"zh\": \"a\", \"en\": \"b\", \"prices\": {\"PEAK\": 1}, \"remainder\": \"FLAT\"}]}; rules[0].remainder",
        "{\"rules\": [{\"type\": \"SURCHARGE\", \"id\": \"E\", \"zh\": \"a\", \"en\": \"b\", \"price\": 1, \"baseShare\": 0}]}; rules[0].baseShare",
        "{\"rules\": [{\"type\": \"POWER_FACTOR\", \"id\": \"E\", \"zh\": \"a\", \"en\": \"b\", \"standard\": 87}]}; rules[0].standard",
        "{\"rules\": [{\"type\": \"TAX\", \"id\": \"E\", \"zh\": \"a\", \"en\": \"b\", \"percent\": 101}]}; rules[0].percent",
        "[]; document",
        "{\"rules\": ; document"})
    void aRefusalNamesTheField(String document, String field) {
        assertThat(refusal(document)).isEqualTo(field);
    }

    @Test
    void twoPricesByPartsOfTheDayInOneMonthAreRefused() {
        String rule = "{\"type\": \"TIME_OF_USE\", \"id\": \"%s\", \"zh\": \"a\", \"en\": \"b\", \"prices\": {\"PEAK\": 1}%s}";
        assertThat(refusal("{\"rules\": [" + rule.formatted("A", "") + "," + rule.formatted("B", ", \"months\": [7]") + "]}")).isEqualTo("rules[1].months");
        assertThat(refusal("{\"rules\": [" + rule.formatted("A", "") + "," + rule.formatted("A", "") + "]}")).isEqualTo("rules");
    }

    private static String refusal(String document) {
        try {
            TariffDocument.read(document);
            return null;
        } catch (RefusedException e) {
            assertThat(e.getMessage()).startsWith(e.field());
            return e.field();
        }
    }

    /** The examples that ship: each can be read, and one bill of some is known. */
    @Test
    void theExamplesPriceWhatTheirSourcesSay() {
        assertThat(TariffExamples.all()).hasSize(7).allSatisfy(example -> {
            assertThat(example.source()).isNotBlank();
            assertThat(TariffDocument.read(TariffDocument.write(example.rules()))).isEqualTo(example.rules());
        });
        assertThat(price("HOUSEHOLD-STEPS", Register.TOTAL, "100").totalFen()).isEqualTo(5_380);
        assertThat(price("WATER-STEPS", Register.TOTAL, "10").totalFen()).isEqualTo(5_000);
        assertThat(price("DORMITORY", Register.TOTAL, "16").totalFen()).isEqualTo(538);
        assertThat(price("SHOP", Register.TOTAL, "10").totalFen()).isEqualTo(2_000);
    }

    private static Charges price(String code, Register register, String quantity) {
        TariffExamples.Example example = TariffExamples.byCode(code).orElseThrow();
        LocalDate from = LocalDate.of(2026, 11, 1);
        TariffVersion version = new TariffVersion(code, 1, from, Commodity.ELECTRICITY, new Label("a", "b"), example.rules());
        return Pricing.charge(version, List.of(new UsageSpan(from, from.plusMonths(1), List.of(new UsageItem(register, new BigDecimal(quantity), false, List.of())))),
                PricingContext.of(from, from.plusMonths(1)));
    }
}
