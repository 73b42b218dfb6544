package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import com.wattwell.protocol.dtu.Dialect;
import com.wattwell.protocol.dtu.DialectKind;
import com.wattwell.protocol.dtu.DialectSettings;
import com.wattwell.protocol.dtu.RegistrationPattern;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The boxes of the town talk to the library's side of their dialects, over real sockets. */
class BoxTest {

    private static final String CODE = "13066668888";
    private static final String TOWN = "round-trip 0\npacking-gap 0\nbaud unlimited\nreply-delay 0\npreamble 4\nheartbeat none\n"
            + "registration text:{code}\ndialect %s\ncompany T Test\nestate E\ncollector " + CODE + " B\nmeters 1 from 161 household\n";

    @ParameterizedTest
    @EnumSource(Box.class)
    void everyKindRegistersAndCarriesAQuestionAndItsAnswer(Box box) throws Exception {
        String code = box == Box.GDW_1376_1 ? "02001234" : CODE;
        Dialect dialect = DialectKind.valueOf(box.name()).open(new DialectSettings(
                List.of(RegistrationPattern.parse("ascii:{id:11d}", Protocols.all())), List.of(), Protocols.all(), 4096));
        try (Switchboard server = new Switchboard();
             RunningTown town = TownFile.parse("t.town", TOWN.formatted(box.word()).replace(CODE, code)).dial("127.0.0.1", server.port())) {
            Awaitility.await().until(() -> server.sockets.size() == 1 && town.connected() == 1);
            Socket socket = server.sockets.getFirst();
            socket.setSoTimeout(250);
            assertThat(until(dialect, socket, Dialect.Event.Registered.class).id()).isEqualTo(code);

            Switchboard.send(socket, dialect.wrap(Dlt645Frame.request("000000000161", 0x11, Dlt645Frame.itemData(0x00010000)).encode(4)));
            byte[] payload = until(dialect, socket, Dialect.Event.Payload.class).bytes();

            assertThat(Dlt645Frame.parse(payload).identifier()).isEqualTo(0x00010000);
        }
    }

    @Test
    void fourFaithEscapesTheWakeUpBytesOfAMeter() {
        FourFaithWrapping wrapping = new FourFaithWrapping();

        assertThat(Hex.of(wrapping.up(Hex.parse("FEFE68FD16")))).isEqualTo("FDEEFDEE68FDED16");
        assertThat(Hex.of(wrapping.down(Hex.parse("FEFDEE68FD"), null)) + Hex.of(wrapping.down(Hex.parse("ED16"), null))).isEqualTo("FE68FD16");
    }

    @Test
    void hongdianTakesPacketsInPiecesAndAcknowledgesThem() {
        HongdianWrapping wrapping = new HongdianWrapping("15821049734");
        List<String> answers = new ArrayList<>();

        assertThat(wrapping.down(Hex.parse("7B890012313538323130"), bytes -> answers.add(Hex.of(bytes)))).isEmpty();
        assertThat(Hex.of(wrapping.down(Hex.parse("343937333401017B7B810010"), bytes -> answers.add(Hex.of(bytes))))).isEqualTo("0101");
        assertThat(answers).containsExactly("7B05001031353832313034393733347B");
        assertThat(Hex.of(wrapping.up(Hex.parse("0101")))).isEqualTo("7B0900123135383231303439373334" + "01017B");
    }

    @Test
    void aConcentratorLogsInWithThePublishedFrames() {
        assertThat(Hex.of(GdwWrapping.link("02001234", GdwWrapping.LOGIN))).isEqualTo("6832003200" + "68C900023412000271000001008516");
        assertThat(Hex.of(GdwWrapping.link("02001234", GdwWrapping.HEARTBEAT))).isEqualTo("6832003200" + "68C900023412000271000004008816");
    }

    @ParameterizedTest
    @CsvSource({"FOUR_FAITH_PROT, FE", "INHAND_BRIDGE, 55AA55AA0300001165", "HONGDIAN_DDP, 7B01001631333036363636383838380A0A0A0A13887B"})
    void makersHaveHeartbeatsOfTheirOwn(Box box, String bytes) {
        assertThat(Hex.of(box.heartbeat(CODE, new Heartbeat("text:ping", 60)).bytes())).isEqualTo(bytes);
    }

    @Test
    void aCodeThatADialectCannotSayIsRefused() {
        assertThatThrownBy(() -> TownFile.parse("t.town", TOWN.formatted("hongdian-ddp").replace(CODE, "CJ0101")))
                .hasMessage("t.town:11: collector: code CJ0101 has not the eleven digits of this dialect");
    }

    private static <E extends Dialect.Event> E until(Dialect dialect, Socket socket, Class<E> wanted) throws Exception {
        byte[] buffer = new byte[512];
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < deadline) {
            List<Dialect.Event> events;
            try {
                events = dialect.received(buffer, 0, socket.getInputStream().read(buffer));
            } catch (SocketTimeoutException quiet) {
                events = dialect.paused();
            }
            for (Dialect.Event event : events) {
                if (wanted.isInstance(event)) {
                    return wanted.cast(event);
                }
            }
        }
        throw new AssertionError("no " + wanted.getSimpleName() + " came");
    }
}
