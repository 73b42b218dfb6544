package com.wattwell.connector.ra;

import com.wattwell.connector.CollectorListener;
import com.wattwell.connector.DeliveryStream;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.Activation;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.util.Arrays;
import java.util.Objects;

/**
 * What a message-driven bean says when it wants to hear of collectors, by {@code @ActivationConfigProperty}: which
 * {@code stream} (EVENTS, CONTROL or READINGS), and if it likes {@code batchSize}, {@code gatherMillis} and {@code workers}.
 */
@Activation(messageListeners = CollectorListener.class)
public class CollectorActivation implements ActivationSpec {

    private static final int MAX_BATCH = 10_000;
    private static final int MAX_GATHER_MILLIS = 5_000;
    private static final int MAX_WORKERS = 16;

    @ConfigProperty(description = "EVENTS, CONTROL or READINGS")
    private String stream;

    @ConfigProperty(defaultValue = "256", description = "Deliveries in one call at most, 1 to 10000")
    private Integer batchSize = 256;

    @ConfigProperty(defaultValue = "0", description = "How long a batch that is not full waits for more, 0 to 5000 ms")
    private Integer gatherMillis = 0;

    @ConfigProperty(defaultValue = "1", description = "Threads that deliver, 1 to 16; EVENTS has one, to keep order")
    private Integer workers = 1;

    private ResourceAdapter resourceAdapter;

    @Override
    public void validate() throws InvalidPropertyException {
        if (Arrays.stream(DeliveryStream.values()).noneMatch(each -> each.name().equals(stream))) {
            throw new InvalidPropertyException("stream must be one of " + Arrays.toString(DeliveryStream.values()) + " and is " + stream);
        }
        if (batchSize < 1 || batchSize > MAX_BATCH) {
            throw new InvalidPropertyException("batchSize must be 1 to " + MAX_BATCH + " and is " + batchSize);
        }
        if (gatherMillis < 0 || gatherMillis > MAX_GATHER_MILLIS) {
            throw new InvalidPropertyException("gatherMillis must be 0 to " + MAX_GATHER_MILLIS + " and is " + gatherMillis);
        }
        if (workers < 1 || workers > MAX_WORKERS) {
            throw new InvalidPropertyException("workers must be 1 to " + MAX_WORKERS + " and is " + workers);
        }
        if (deliveryStream() == DeliveryStream.EVENTS && workers != 1) {
            throw new InvalidPropertyException("EVENTS are told in order, by one worker, and not by " + workers);
        }
    }

    DeliveryStream deliveryStream() {
        return DeliveryStream.valueOf(stream);
    }

    public String getStream() {
        return stream;
    }

    public void setStream(String stream) {
        this.stream = stream;
    }

    public Integer getBatchSize() {
        return batchSize;
    }

    public void setBatchSize(Integer batchSize) {
        this.batchSize = batchSize;
    }

    public Integer getGatherMillis() {
        return gatherMillis;
    }

    public void setGatherMillis(Integer gatherMillis) {
        this.gatherMillis = gatherMillis;
    }

    public Integer getWorkers() {
        return workers;
    }

    public void setWorkers(Integer workers) {
        this.workers = workers;
    }

    @Override
    public ResourceAdapter getResourceAdapter() {
        return resourceAdapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
        resourceAdapter = adapter;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CollectorActivation activation && Objects.equals(stream, activation.stream)
                && Objects.equals(resourceAdapter, activation.resourceAdapter);
    }

    @Override
    public int hashCode() {
        return Objects.hash(stream, resourceAdapter);
    }
}
