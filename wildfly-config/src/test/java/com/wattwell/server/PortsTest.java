package com.wattwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void theOffsetMovesEveryPort() {
        Ports ports = new Ports(300);

        assertThat(ports.http()).isEqualTo(8380);
        assertThat(ports.management()).isEqualTo(10290);
        assertThat(ports.collectors()).isEqualTo(8900);
        assertThat(ports.database()).isEqualTo(15732);
        assertThat(ports.town()).isEqualTo(9000);
        assertThat(ports.keyMachine()).isEqualTo(9010);
        assertThat(ports.keyMachineUrl()).isEqualTo("http://127.0.0.1:9010/");
        assertThat(ports.outsideUrl()).isEqualTo("http://127.0.0.1:9020");
        assertThat(ports.url()).isEqualTo("http://127.0.0.1:8380/");
    }

    @Test
    void aPortInUseIsNamedWithTheWayOut() throws IOException {
        Ports ports = Ports.firstFree(20_000, 37);
        assertThatCode(ports::requireFree).doesNotThrowAnyException();
        try (ServerSocket taken = new ServerSocket(ports.collectors(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(ports::requireFree)
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()))
                    .hasMessageContaining("collectors")
                    .hasMessageContaining("--port-offset");
        }
    }

    @Test
    void thePortThatBrowsersRefuseIsWarnedAbout() {
        assertThat(new Ports(2000).warning()).hasValueSatisfying(text -> assertThat(text).contains("10080"));
        assertThat(new Ports(0).warning()).isEmpty();
    }

    @Test
    void anOffsetBeyondThePortsIsRefused() {
        assertThatThrownBy(() -> new Ports(-1)).isInstanceOf(LaunchException.class).hasMessageContaining("0 to 50000");
        assertThatThrownBy(() -> new Ports(50_001)).isInstanceOf(LaunchException.class);
    }
}
