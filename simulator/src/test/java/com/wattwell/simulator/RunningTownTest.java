package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import com.wattwell.simulator.Statistics.Counter;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The town over real sockets on loopback. */
class RunningTownTest {

    private static final String QUICK = "round-trip 0\npacking-gap 0\nbaud unlimited\nreply-delay 0\npreamble 0\nreconnect 10-20 ms\nheartbeat none\nregistration text:{code}\n";

    private Switchboard server;
    private RunningTown town;

    @BeforeEach
    void openTheDoor() throws IOException {
        server = new Switchboard();
    }

    @AfterEach
    void closeAll() throws IOException {
        if (town != null) {
            town.close();
        }
        server.close();
    }

    @Test
    void aCollectorRegistersAndItsMetersAnswer() throws Exception {
        dial(QUICK, 1);
        Socket socket = socket(0);
        assertThat(Switchboard.text(socket, 3)).isEqualTo("C01");

        Switchboard.send(socket, request("000000000162", 0x00010000));
        byte[] reply = Switchboard.read(socket, 20);

        Dlt645Frame frame = Dlt645Frame.parse(reply);
        assertThat(frame.address()).isEqualTo("000000000162");
        assertThat(frame.control()).isEqualTo(0x91);
        assertThat(town.statistics().of(Counter.REPLIES)).isEqualTo(1);
        assertThat(town.collector("C01").meters()).hasSize(4);
    }

    @Test
    void anAnswerOverTcpTakesAtLeastItsIdealTime() throws Exception {
        dial(QUICK + "round-trip 40\npacking-gap 10\nbaud 9600\nreply-delay 30\n", 1);
        Socket socket = socket(0);
        Switchboard.text(socket, 3);

        long sent = System.nanoTime();
        Switchboard.send(socket, request("000000000161", 0x00010000));
        Switchboard.read(socket, 20);

        assertThat(Duration.ofNanos(System.nanoTime() - sent)).isGreaterThan(IdealSweep.of(town.town()).slowestLine().dividedBy(4));
    }

    @Test
    void aCollectorComesBackAfterItsSocketWasClosed() throws Exception {
        dial(QUICK, 1);
        socket(0).close();

        assertThat(Switchboard.text(socket(1), 3)).isEqualTo("C01");
        assertThat(town.statistics().of(Counter.LOST_CONNECTIONS)).isEqualTo(1);
    }

    @Test
    void aCollectorKeepsDiallingWhileNobodyAnswers() throws Exception {
        int port = server.port();
        server.close();
        town = TownFile.parse("t.town", town(QUICK, 1)).dial("127.0.0.1", port);

        await().until(() -> town.statistics().of(Counter.FAILED_CONNECTIONS) >= 3);
        assertThat(town.connected()).isZero();
    }

    @Test
    void aSilentCollectorSaysNothingOnItsOldSocketAndReturnsOnANewOne() throws Exception {
        dial(QUICK, 1);
        Socket old = socket(0);
        Switchboard.text(old, 3);
        town.collector("C01").goSilent(50);

        assertThat(Switchboard.text(socket(1), 3)).isEqualTo("C01");
        Switchboard.send(old, request("000000000161", 0x00010000));
        Switchboard.send(socket(1), request("000000000162", 0x00010000));
        assertThat(Dlt645Frame.parse(Switchboard.read(socket(1), 20)).address()).isEqualTo("000000000162");
        assertThat(old.getInputStream().available()).isZero();
        assertThat(town.statistics().of(Counter.LOST_CONNECTIONS)).isZero();
    }

    @Test
    void theWholeTownReconnectsAtOnce() throws Exception {
        dial(QUICK, 40);
        await().until(() -> server.sockets.size() == 40);

        town.reconnectAll();

        await().until(() -> server.sockets.size() == 80 && town.connected() == 40);
        assertThat(town.statistics().of(Counter.CONNECTIONS)).isEqualTo(80);
    }

    @Test
    void heartbeatsComeByThemselves() throws Exception {
        dial(QUICK.replace("heartbeat none", "heartbeat text:ping every 1 s"), 1);

        assertThat(Switchboard.text(socket(0), 11)).isEqualTo("C01pingping");
    }

    @Test
    void aTokenComesWithTheRegistration() throws Exception {
        dial(QUICK + "token secret-{code}\nregistration text:{code},{token}\n", 1);

        assertThat(Switchboard.text(socket(0), 14)).isEqualTo("C01,secret-C01");
    }

    @Test
    void aTripOverTcpOpensTheRelay() throws Exception {
        dial(QUICK + "relay-time 0\n", 1);
        Socket socket = socket(0);
        Switchboard.text(socket, 3);
        VirtualMeter meter = town.collector("C01").meter("000000000163");
        var protocol = Protocols.named("DLT645_2007");
        byte[] trip = protocol.encode(new MeterRequest.SwitchSupply("000000000163", MeterRequest.SupplyAction.TRIP,
                new MeterRequest.Credentials(2, "000000", "00000000"), meter.localTime(System.currentTimeMillis()).plusMinutes(5)));

        Switchboard.send(socket, trip);
        MeterReply accepted = protocol.decode(trip, List.of(Switchboard.read(socket, 12)));

        assertThat(accepted).isInstanceOf(MeterReply.Accepted.class);
        assertThat(meter.relayOpen()).isTrue();
        assertThat(meter.executions()).isEqualTo(1);
    }

    @Test
    void faultRatesChangeWhileTheTownRuns() throws Exception {
        dial(QUICK, 1);
        Socket socket = socket(0);
        Switchboard.text(socket, 3);
        town.setFaults(rates -> rates.with(Fault.LOST, 1));
        Switchboard.send(socket, request("000000000161", 0x00010000));
        await().until(() -> town.statistics().of(Fault.LOST) == 1);
        town.setFaults(rates -> FaultRates.NONE);

        Switchboard.send(socket, request("000000000162", 0x00010000));

        assertThat(Dlt645Frame.parse(Switchboard.read(socket, 20)).address()).isEqualTo("000000000162");
    }

    @Test
    void socketsGoSilentAsOftenAsTheRateSays() {
        dial(QUICK + "faults half-open=0.25\n", 40);
        await().until(() -> town.connected() == 40);

        for (int minute = 0; minute < 100; minute++) {
            town.minute();
        }

        assertThat(town.statistics().of(Fault.HALF_OPEN)).isBetween(900L, 1100L);
    }

    @Test
    void aBreakDownOfTheNetworkBringsEveryoneBackAtOnce() {
        dial(QUICK + "faults mass-reconnect=1\n", 20);
        await().until(() -> server.sockets.size() == 20 && town.connected() == 20);

        town.minute();

        await().until(() -> server.sockets.size() == 40 && town.connected() == 20);
        assertThat(town.statistics().of(Fault.MASS_RECONNECT)).isEqualTo(1);
    }

    private void dial(String settings, int collectors) {
        town = TownFile.parse("t.town", town(settings, collectors)).dial("127.0.0.1", server.port());
    }

    private static String town(String settings, int collectors) {
        return settings + "company T Test\nestate E\ncollectors " + collectors + " from C01 B{n}\nmeters 4 from 161 household\n";
    }

    private Socket socket(int index) {
        await().until(() -> server.sockets.size() > index);
        return server.sockets.get(index);
    }

    private static byte[] request(String address, int item) {
        return Dlt645Frame.request(address, 0x11, Dlt645Frame.itemData(item)).encode(4);
    }
}
