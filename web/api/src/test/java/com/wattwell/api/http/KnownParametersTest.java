package com.wattwell.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.api.v1.MeterResource;
import com.wattwell.platform.RefusedException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownParametersTest {

    private static Set<String> of(String name) {
        Method method = Arrays.stream(MeterResource.class.getDeclaredMethods()).filter(each -> each.getName().equals(name)).findFirst().orElseThrow();
        return KnownParameters.of(method);
    }

    private static void assertRefused(String field, Set<String> known, Map<String, List<String>> given) {
        assertThatThrownBy(() -> KnownParameters.check(known, given)).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.field()).isEqualTo(field));
    }

    @Test
    void aMethodKnowsItsOwnParametersAndThoseOfItsBeans() {
        assertThat(of("list")).containsExactly("collector", "page", "q", "size");
        assertThat(of("readings")).containsExactly("from", "page", "size", "to", "type");
        assertThat(of("get")).isEmpty();
    }

    @Test
    void aMistypedParameterIsRefusedByName() {
        assertRefused("onlin", of("list"), Map.of("onlin", List.of("true")));
        assertRefused("x", Set.of(), Map.of("x", List.of("")));
    }

    @Test
    void aParameterGivenTwiceIsRefused() {
        assertRefused("page", of("list"), Map.of("page", List.of("1", "2")));
    }

    @Test
    void whatIsKnownPasses() {
        assertThatCode(() -> KnownParameters.check(of("list"), Map.of("page", List.of("1"), "q", List.of("")))).doesNotThrowAnyException();
    }
}
