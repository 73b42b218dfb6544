package com.wattwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class InstallationSettingsTest {

    @Test
    void theServerAsksTheTownsKeyMachineOnlyWhenItIsTold() {
        Installation.Settings settings = new Installation.Settings("1g", "128MB", Map.of("wattwell.log.level", "DEBUG"));

        assertThat(settings.properties()).doesNotContainKey("wattwell.keyMachine.url");
        assertThat(settings.withKeyMachineOfTown(new Ports(300)).properties())
                .containsOnly(Map.entry("wattwell.log.level", "DEBUG"), Map.entry("wattwell.keyMachine.url", "http://127.0.0.1:9010/"));
    }

    @Test
    void theServerPaysThroughTheTownOnlyWhenItIsTold() {
        Installation.Settings settings = new Installation.Settings("1g", "128MB", Map.of());

        assertThat(settings.properties()).isEmpty();
        assertThat(settings.withOutsideWorldOfTown(new Ports(300)).properties()).containsEntry("wattwell.alipay.url", "http://127.0.0.1:9020/gateway.do")
                .containsEntry("wattwell.wechat.url", "http://127.0.0.1:9020").containsEntry("wattwell.callback.url", "http://127.0.0.1:8380/callback");
    }
}
