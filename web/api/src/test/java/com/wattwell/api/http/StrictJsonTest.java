package com.wattwell.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.platform.RefusedException;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrictJsonTest {

    record Order(@Required String code, Integer count, Boolean urgent, List<String> items) {
    }

    private static Order read(String json) {
        return StrictJson.read(json.getBytes(StandardCharsets.UTF_8), Order.class);
    }

    private static void assertRefused(String json, String field, String words) {
        assertThatThrownBy(() -> read(json)).as(json).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.kind()).isEqualTo(RefusedException.Kind.INVALID);
            assertThat(refused.field()).isEqualTo(field);
        }).hasMessageContaining(words);
    }

    private static void assertNoJson(byte[] body, String words) {
        assertThatThrownBy(() -> StrictJson.read(body, Order.class)).isInstanceOfSatisfying(ProblemException.class,
                refused -> assertThat(refused.problem().status()).isEqualTo(400)).hasMessageContaining(words);
    }

    private static void assertNoJson(String body, String words) {
        assertNoJson(body.getBytes(StandardCharsets.UTF_8), words);
    }

    @Test
    void everyFieldIsRead() {
        assertThat(read("{\"code\":\"湖滨-1\",\"count\":3,\"urgent\":true,\"items\":[\"a\",\"b\"]}"))
                .isEqualTo(new Order("湖滨-1", 3, true, List.of("a", "b")));
    }

    @Test
    void whatIsMissingOrNullIsNull() {
        assertThat(read("{\"code\":\"A\",\"count\":null}")).isEqualTo(new Order("A", null, null, null));
    }

    @Test
    void aRequiredFieldMustBeThere() {
        assertRefused("", "code", "code is missing");
        assertRefused("{}", "code", "code is missing");
        assertRefused("{\"code\":null}", "code", "code is missing");
    }

    @Test
    void anUnknownFieldIsRefusedByItsName() {
        assertRefused("{\"code\":\"A\",\"urgnet\":true}", "urgnet", "code, count, urgent, items");
        assertRefused("{\"code\":\"A\",\"" + "x".repeat(10_000) + "\":1}", "x".repeat(60) + "…", "no field");
    }

    @Test
    void aFieldThatStandsTwiceIsRefused() {
        assertRefused("{\"code\":\"A\",\"code\":\"B\"}", "code", "twice");
        assertRefused("{\"code\":\"A\",\"code\":null}", "code", "twice");
    }

    @Test
    void aFieldOfAnotherTypeIsRefused() {
        assertRefused("{\"code\":5}", "code", "a string");
        assertRefused("{\"code\":{}}", "code", "a string");
        assertRefused("{\"code\":\"A\",\"count\":\"3\"}", "count", "a whole number");
        assertRefused("{\"code\":\"A\",\"count\":3.5}", "count", "whole number");
        assertRefused("{\"code\":\"A\",\"count\":99999999999}", "count", "whole number");
        assertRefused("{\"code\":\"A\",\"count\":1e999999}", "count", "whole number");
        assertRefused("{\"code\":\"A\",\"urgent\":\"true\"}", "urgent", "true or false");
        assertRefused("{\"code\":\"A\",\"items\":\"a\"}", "items", "a list of strings");
        assertRefused("{\"code\":\"A\",\"items\":[1]}", "items", "a list of strings");
    }

    @Test
    void textsThatNoDatabaseTakesAreRefused() {
        assertRefused("{\"code\":\"a\\u0000b\"}", "code", "control characters");
        assertRefused("{\"code\":\"a\\u001bb\"}", "code", "control characters");
        assertRefused("{\"code\":\"a\\ud800b\"}", "code", "half characters");
        assertRefused("{\"code\":\"A\",\"items\":[\"\\n\"]}", "items", "control characters");
        assertThat(read("{\"code\":\"𠮷\"}").code()).isEqualTo("𠮷");
    }

    /** A body with numbers of other things. */
    record Numbers(List<Integer> meters) {
    }

    @Test
    void aListOfNumbersHoldsWholeNumbersAndNothingElse() {
        assertThat(StrictJson.read("{\"meters\":[1,2,3]}".getBytes(StandardCharsets.UTF_8), Numbers.class).meters()).containsExactly(1, 2, 3);
        for (String wrong : List.of("[\"1\"]", "[1.5]", "[null]", "1")) {
            assertThatThrownBy(() -> StrictJson.read(
                    ("{\"meters\":" + wrong + "}").getBytes(StandardCharsets.UTF_8), Numbers.class)).as(wrong)
                    .isInstanceOf(RefusedException.class).hasMessageContaining("whole number");
        }
    }

    @Test
    void charactersThatTurnThePageAroundAreRefused() {
        assertRefused("{\"code\":\"x\u202eevil\"}", "code", "direction");
        assertRefused("{\"code\":\"x\u2066y\"}", "code", "direction");
    }

    @Test
    void textsAndListsHaveAnEnd() {
        assertRefused("{\"code\":\"" + "x".repeat(1_001) + "\"}", "code", "far too long");
        assertRefused("{\"code\":\"A\",\"items\":[" + "\"a\",".repeat(100) + "\"a\"]}", "items", "at most 100");
    }

    @Test
    void whatIsNoJsonObjectSaysWhere() {
        assertNoJson("{\"code\":", "line 1");
        assertNoJson("code=A", "line 1");
        assertNoJson("[]", "must be a JSON object");
        assertNoJson("\"A\"", "must be a JSON object");
        assertNoJson("{} {}", "line 1, column 4");
        assertNoJson("{\"code\":" + "[".repeat(60_000), "nested too deeply");
        assertNoJson("{\"code\":\"湖\"}".getBytes(StandardCharsets.UTF_16), "not UTF-8");
    }

    public record Held(@Required JsonObject model) {
    }

    @Test
    void anObjectThatAServiceReadsByItselfComesAsItIsAndNothingElseInItsPlace() {
        assertThat(StrictJson.read("{\"model\":{\"a\":{\"b\":1}}}".getBytes(StandardCharsets.UTF_8), Held.class).model().getJsonObject("a").getInt("b")).isEqualTo(1);
        for (String wrong : List.of("{\"model\":[]}", "{\"model\":\"a\"}", "{\"model\":null}", "{}")) {
            assertThatThrownBy(() -> StrictJson.read(wrong.getBytes(StandardCharsets.UTF_8), Held.class))
                    .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.field()).as(wrong).isEqualTo("model"));
        }
    }

    public record Pair(@Required String name, Integer size) {
    }

    public record Pairs(List<Pair> pairs) {
    }

    @Test
    void aListOfObjectsIsReadAsStrictlyAsTheObjectAround() {
        assertThat(StrictJson.read("{\"pairs\":[{\"name\":\"a\",\"size\":1},{\"name\":\"b\"}]}".getBytes(StandardCharsets.UTF_8), Pairs.class))
                .isEqualTo(new Pairs(List.of(new Pair("a", 1), new Pair("b", null))));
        for (String wrong : List.of("{\"pairs\":[{\"size\":1}]}|name", "{\"pairs\":[{\"name\":\"a\",\"colour\":1}]}|colour", "{\"pairs\":[{\"name\":1}]}|name",
                "{\"pairs\":[\"a\"]}|pairs", "{\"pairs\":{}}|pairs")) {
            String[] parts = wrong.split("\\|");
            assertThatThrownBy(() -> StrictJson.read(parts[0].getBytes(StandardCharsets.UTF_8), Pairs.class))
                    .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.field()).as(wrong).isEqualTo(parts[1]));
        }
    }
}
