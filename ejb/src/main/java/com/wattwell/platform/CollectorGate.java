package com.wattwell.platform;

import com.wattwell.connector.CollectorConnection;
import com.wattwell.connector.CollectorConnectionFactory;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.resource.ResourceException;
import java.util.function.Consumer;
import java.util.function.Function;

/** The way out to this node's resource adapter. */
@ApplicationScoped
public class CollectorGate {

    @Resource(lookup = "java:/eis/Collectors")
    private CollectorConnectionFactory factory;

    public void use(Consumer<CollectorConnection> action) {
        ask(connection -> {
            action.accept(connection);
            return null;
        });
    }

    public <T> T ask(Function<CollectorConnection, T> question) {
        try (CollectorConnection connection = factory.getConnection()) {
            return question.apply(connection);
        } catch (ResourceException e) {
            throw new IllegalStateException("The resource adapter gives no connection", e);
        }
    }
}
