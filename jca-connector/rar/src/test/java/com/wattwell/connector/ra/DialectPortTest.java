package com.wattwell.connector.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.protocol.dtu.DialectKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialectPortTest {

    @Test
    void noEntryMeansNoPort() {
        assertThat(parse("")).isEmpty();
        assertThat(parse("  ")).isEmpty();
    }

    @Test
    void eachEntryIsAPortADialectAndPerhapsTls() {
        assertThat(parse("8601 four-faith, 8602 hongdian tls,8603  gdw-3761.1 , 8604 inhand, 8605 id-in-every-packet, 8606 transparent"))
                .containsExactly(new DialectPort(8601, DialectKind.FOUR_FAITH_PROT, false),
                        new DialectPort(8602, DialectKind.HONGDIAN_DDP, true),
                        new DialectPort(8603, DialectKind.GDW_1376_1, false),
                        new DialectPort(8604, DialectKind.INHAND_BRIDGE, false),
                        new DialectPort(8605, DialectKind.ID_IN_EVERY_PACKET, false),
                        new DialectPort(8606, DialectKind.TRANSPARENT, false));
    }

    @Test
    void aWrongEntryIsRefusedByNameWithTheReason() {
        refused("8601 four-faith, 8602 hongdain", "entry '8602 hongdain': no dialect is named 'hongdain'; there are transparent,");
        refused("70000 inhand", "entry '70000 inhand': '70000' is no port, 0 to 65535");
        refused("inhand 8604", "entry 'inhand 8604': 'inhand' is no port");
        refused("8604 inhand ssl", "entry '8604 inhand ssl': expected a port, a dialect and perhaps the word tls");
        refused("8604", "entry '8604': expected");
        refused("8604 inhand,", "entry '': expected");
    }

    @Test
    void aPortThatIsTakenIsRefused() {
        refused("8601 inhand, 8601 hongdian", "entry '8601 hongdian': port 8601 is taken");
        refused("8600 hongdian", "entry '8600 hongdian': port 8600 is taken");
        assertThat(parse("0 inhand, 0 hongdian")).as("any free one").hasSize(2);
    }

    @Test
    void anAdapterWithAWrongEntryDoesNotStart() throws Exception {
        try (AdapterBench bench = new AdapterBench()) {
            bench.adapter.setDialectPorts("0 nonsense");
            assertThatThrownBy(bench::start).hasMessageContaining("entry '0 nonsense'");
        }
    }

    private static List<DialectPort> parse(String text) {
        return DialectPort.parseAll(text, List.of(8600, 0));
    }

    private static void refused(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(text)).withMessageContaining("dialectPorts: " + message);
    }
}
