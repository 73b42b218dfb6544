package com.wattwell.connector.ra;

import com.wattwell.protocol.dtu.DialectKind;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.TransactionSupport.TransactionSupportLevel;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Objects;
import javax.transaction.xa.XAResource;

/**
 * The resource adapter of collectors' sockets and lines.
 *
 * <p>Inbound a message-driven bean implements {@link com.wattwell.connector.CollectorListener} for one stream
 * ({@link CollectorActivation}); outbound the application gets a {@link com.wattwell.connector.CollectorConnection} from
 * {@code java:/eis/Collectors}.
 */
@Connector(displayName = "Wattwell collectors", description = "Sockets and lines of meter collectors", vendorName = "Wattwell",
        eisType = "Meter collectors", version = "1.0", transactionSupport = TransactionSupportLevel.NoTransaction)
public class CollectorResourceAdapter extends AdapterProperties implements ResourceAdapter {

    private volatile RunningAdapter running;

    @Override
    public void start(BootstrapContext server) throws ResourceAdapterInternalException {
        try {
            running = new RunningAdapter(this, server, Clock.systemUTC());
        } catch (IOException | GeneralSecurityException | ResourceException | RuntimeException e) {
            throw new ResourceAdapterInternalException("the collectors' adapter cannot start: " + e.getMessage(), e);
        }
    }

    @Override
    public void stop() {
        RunningAdapter stopping = running;
        running = null;
        if (stopping != null) {
            stopping.stop();
        }
    }

    @Override
    public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec) throws ResourceException {
        if (!(spec instanceof CollectorActivation activation)) {
            throw new NotSupportedException("not an activation of this adapter: " + spec);
        }
        activation.validate();
        running().activate(factory, activation);
    }

    @Override
    public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
        RunningAdapter current = running;
        if (current != null && spec instanceof CollectorActivation activation) {
            current.deactivate(activation.deliveryStream());
        }
    }

    /** Nothing of ours is ever in doubt. */
    @Override
    public XAResource[] getXAResources(ActivationSpec[] specs) {
        return new XAResource[0];
    }

    /** The address that boxes dial, with the port that was taken. */
    InetSocketAddress listensAt() throws ResourceException {
        return running().listensAt();
    }

    InetSocketAddress listensAt(DialectKind dialect) throws ResourceException {
        return running().listensAt(dialect);
    }

    InetSocketAddress listensWithTlsAt() throws ResourceException {
        return running().listensWithTlsAt();
    }

    CollectorCalls calls() throws ResourceException {
        return running().calls();
    }

    private RunningAdapter running() throws ResourceException {
        RunningAdapter current = running;
        if (current == null) {
            throw new ResourceException("the collectors' adapter is not running");
        }
        return current;
    }

    /** Two adapters are the same when boxes dial them at the same place. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CollectorResourceAdapter adapter && dialledAt().equals(adapter.dialledAt());
    }

    @Override
    public int hashCode() {
        return Objects.hash(CollectorResourceAdapter.class, dialledAt());
    }
}
