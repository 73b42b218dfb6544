package com.wattwell.keymachine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyMachinesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void withoutAnAddressThereIsNoneAndTheLineSaysWhatToDo(String url) {
        assertThat(new KeyMachines(url).configured()).isEmpty();
        assertThat(new KeyMachines((String) null).configured()).isEmpty();
        assertThat(new KeyMachines(url).state()).startsWith("no key machine is configured").contains("wattwell.keyMachine.url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://keys.example/wattwell", "http://127.0.0.1:8710", "http://10.1.2.3/", "http://[::1]:9/", "http://[fd00::1]/"})
    void anAddressByHttpsOrInTheInternalNetworkIsTaken(String url) {
        KeyMachines machines = new KeyMachines(url);

        assertThat(machines.configured()).isPresent();
        assertThat(machines.state()).isEqualTo("key machine at " + (url.endsWith("/") ? url : url + "/"));
        machines.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"keys.example, https://host", "ftp://keys.example/, https://host", "https://, is no address", "https:///x, https://host",
            "https://me:secret@keys.example/, https://host", "http://8.8.8.8/, use https", "https://keys.example/?key=1, https://host"})
    void aWrongAddressLeavesTheServerWithoutOneAndSaysWhy(String url, String why) {
        KeyMachines machines = new KeyMachines(url);

        assertThat(machines.configured()).isEmpty();
        assertThat(machines.state()).startsWith("no key machine is configured: wattwell.keyMachine.url ").contains(why).doesNotContain("secret");
    }

    @Test
    void theSameMachineIsGivenEachTime() {
        KeyMachines machines = new KeyMachines("http://127.0.0.1:8710/");

        assertThat(machines.configured().orElseThrow()).isSameAs(machines.configured().orElseThrow());
        machines.close();
    }
}
