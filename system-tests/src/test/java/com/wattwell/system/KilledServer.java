package com.wattwell.system;

import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests that stop and kill their server the second {@link TestServer} of the suite; it is started again when a test left it dead. */
public final class KilledServer implements ParameterResolver {

    private static final Namespace SUITE = Namespace.create(KilledServer.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestServer server = context.getRoot().getStore(SUITE)
                .getOrComputeIfAbsent(TestServer.class, type -> new TestServer("killed", Map.of()).start(), TestServer.class);
        if (!server.installation().server().isAlive()) {
            server.startServer();
        }
        return server;
    }
}
