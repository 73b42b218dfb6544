package com.wattwell.system.inside;

import com.wattwell.system.TestServer;
import java.util.Map;
import org.jboss.arquillian.container.spi.Container;
import org.jboss.arquillian.container.spi.ContainerRegistry;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;

/**
 * Gives Arquillian a server that is configured like every other of ours: it runs already, without the application, when
 * Arquillian connects to it and deploys.
 */
public final class ServerInside implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Lifecycle.class);
    }

    /** Starts the server when Arquillian has read its configuration, and stops it after the last test. */
    public static final class Lifecycle {

        private TestServer server;

        /** Completes the configuration with what is known only now. */
        public void start(@Observes ContainerRegistry registry) {
            server = new TestServer("inside", Map.of()).startBare();
            for (Container container : registry.getContainers()) {
                container.getContainerConfiguration()
                        .property("jbossHome", server.installation().layout().wildfly().toString())
                        .property("managementPort", Integer.toString(server.ports().management()))
                        .property("allowConnectingToRunningServer", "true");
            }
        }

        public void stop(@Observes(precedence = -1000) AfterSuite event) {
            server.close();
        }
    }
}
