package com.wattwell.connector.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.wattwell.connector.CollectorConnectionFactory;
import com.wattwell.connector.CollectorEvent.Started;
import com.wattwell.connector.DeliveryStream;
import com.wattwell.connector.ra.AdapterBench.Member;
import com.wattwell.connector.ra.fake.FakeBox;
import com.wattwell.connector.ra.fake.FakeServer;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdapterLifeTest {

    private final AdapterBench bench = new AdapterBench();

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    @Test
    void aStoppedAdapterClosesItsSocketsFreesItsPortAndEndsItsThreads() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        int port = bench.address().getPort();
        bench.adapter.stop();

        assertThat(member.box().isClosedByServer()).isTrue();
        await().until(() -> bench.server.works.running.get() == 0);
        assertThat(Thread.getAllStackTraces().keySet()).noneMatch(thread -> thread.isAlive() && thread.getName().startsWith("wattwell-collectors"));
        bench.adapter.setPort(port);
        bench.start();
        assertThat(bench.address().getPort()).isEqualTo(port);
    }

    @Test
    void aTakenPortStopsTheStartAndIsNamed() throws Exception {
        bench.start();
        CollectorResourceAdapter second = new CollectorResourceAdapter();
        second.setPort(bench.address().getPort());

        assertThatThrownBy(() -> second.start(new FakeServer())).isInstanceOf(ResourceAdapterInternalException.class)
                .hasMessageContaining(Integer.toString(bench.address().getPort()));
    }

    @Test
    void aSettingOutOfRangeStopsTheStartAndIsNamed() {
        bench.adapter.setMaxBytesKept(7);

        assertThatThrownBy(bench::start).isInstanceOf(ResourceAdapterInternalException.class).hasMessageContaining("bytesKept");
    }

    @Test
    void aPatternThatIsNoneStopsTheStartAndIsNamed() {
        bench.adapter.setRegistrations("ascii:{id} ascii:{nonsense}");

        assertThatThrownBy(bench::start).isInstanceOf(ResourceAdapterInternalException.class).hasMessageContaining("nonsense");
    }

    @Test
    void boxesAreLetInOnlyOnceSomebodyListensToEvents() throws Exception {
        bench.startDeaf();
        FakeBox early = bench.dial().send("LOGIN7\r\n");
        assertThat(early.isSilentFor(300)).isTrue();
        assertThat(bench.metric("connections_accepted_total")).isZero();
        bench.listen(DeliveryStream.EVENTS);

        bench.awaitLogin("LOGIN7");
    }

    @Test
    void aStreamHasOneListenerAndAfterItAnother() throws Exception {
        bench.start();
        assertThatThrownBy(() -> bench.listen(DeliveryStream.CONTROL)).isInstanceOf(NotSupportedException.class);
        bench.endListening(DeliveryStream.READINGS);
        bench.listen(DeliveryStream.READINGS);
        assertThat(bench.server.works.running.get()).isLessThanOrEqualTo(4);
        await().until(() -> bench.server.works.running.get() == 3);
    }

    @Test
    void startedComesOnceForEachStart() throws Exception {
        bench.start();
        await().until(() -> bench.events.size() == 1);
        bench.endListening(DeliveryStream.EVENTS);
        bench.listen(DeliveryStream.EVENTS);
        bench.dial().send("LOGIN7\r\n");
        bench.awaitLogin("LOGIN7");

        assertThat(bench.events.stream().filter(Started.class::isInstance)).hasSize(1);
    }

    @Test
    void anActivationSaysWhatIsWrongWithIt() {
        CollectorActivation spec = new CollectorActivation();
        spec.setStream("READING");
        assertThatThrownBy(spec::validate).isInstanceOf(InvalidPropertyException.class).hasMessageContaining("READING");
        spec.setStream("READINGS");
        spec.setBatchSize(0);
        assertThatThrownBy(spec::validate).isInstanceOf(InvalidPropertyException.class).hasMessageContaining("batchSize");
        spec.setBatchSize(1);
        spec.setWorkers(99);
        assertThatThrownBy(spec::validate).isInstanceOf(InvalidPropertyException.class).hasMessageContaining("workers");
        spec.setStream("EVENTS");
        spec.setWorkers(2);
        assertThatThrownBy(spec::validate).isInstanceOf(InvalidPropertyException.class).hasMessageContaining("order");
    }

    @Test
    void adaptersAndFactoriesAreEqualByWhatTheyLeadTo() throws Exception {
        CollectorResourceAdapter one = new CollectorResourceAdapter();
        CollectorResourceAdapter same = new CollectorResourceAdapter();
        CollectorResourceAdapter other = new CollectorResourceAdapter();
        other.setPort(8601);

        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
        assertThat(factory(one)).isEqualTo(factory(same)).hasSameHashCodeAs(factory(same)).isNotEqualTo(factory(other));
    }

    @Test
    void anAdapterThatDoesNotRunSaysSo() throws Exception {
        CollectorManagedConnectionFactory factory = factory(bench.adapter);
        CollectorConnectionFactory connections = (CollectorConnectionFactory) factory.createConnectionFactory(bench.server.connections);

        assertThatThrownBy(() -> connections.getConnection().park(1)).isInstanceOf(IllegalStateException.class).hasMessageContaining("not running");
        assertThatThrownBy(() -> factory.setResourceAdapter(null)).isInstanceOf(ResourceException.class);
    }

    @Test
    void thePoolGetsItsPlaceBackWhenAHandleIsClosed() throws Exception {
        bench.start();
        CollectorManagedConnectionFactory factory = factory(bench.adapter);
        ManagedConnection managed = factory.createManagedConnection(null, null);
        int[] closed = new int[1];
        managed.addConnectionEventListener(new ClosedListener(() -> closed[0]++));
        CollectorConnectionHandle handle = (CollectorConnectionHandle) managed.getConnection(null, null);
        handle.close();
        handle.close();

        assertThat(closed[0]).isEqualTo(1);
        assertThat(factory.matchManagedConnections(Set.of(managed), null, null)).isSameAs(managed);
        CollectorConnectionHandle moved = (CollectorConnectionHandle) managed.getConnection(null, null);
        ManagedConnection second = factory.createManagedConnection(null, null);
        second.associateConnection(moved);
        managed.cleanup();
        assertThat(moved.metrics()).isNotEmpty();
        second.cleanup();
        assertThatThrownBy(moved::metrics).isInstanceOf(IllegalStateException.class);
    }

    private static CollectorManagedConnectionFactory factory(CollectorResourceAdapter adapter) throws ResourceException {
        CollectorManagedConnectionFactory factory = new CollectorManagedConnectionFactory();
        factory.setResourceAdapter(adapter);
        return factory;
    }
}
