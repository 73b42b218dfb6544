package com.wattwell.system;

import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one {@link TestServer} of the suite, started by the first that asks and stopped after the last. Tests
 * that stop or kill a server take that of {@link KilledServer}.
 */
public final class SharedServer implements ParameterResolver {

    private static final Namespace SUITE = Namespace.create(SharedServer.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(SUITE)
                .getOrComputeIfAbsent(TestServer.class, type -> new TestServer("shared", Map.of()).start(), TestServer.class);
    }
}
