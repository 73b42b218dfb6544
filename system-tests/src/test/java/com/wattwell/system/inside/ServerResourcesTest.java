package com.wattwell.system.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.annotation.Resource;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.naming.InitialContext;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the scripts of wildfly-config promise to the application, looked up from within it. */
@ExtendWith(ArquillianExtension.class)
class ServerResourcesTest {

    @Resource
    private DataSource standard;

    @Resource(lookup = "java:jboss/DefaultJMSConnectionFactory")
    private ConnectionFactory connections;

    @Deployment
    static EnterpriseArchive application() {
        return WholeApplication.with(ServerResourcesTest.class);
    }

    @Test
    void theDataSourceReachesTheDatabaseAsTheApplicationsRole() throws Exception {
        DataSource named = InitialContext.doLookup("java:jboss/datasources/WattwellDS");
        try (Connection connection = named.getConnection(); Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery("SELECT current_user");
            assertTrue(rows.next());
            assertEquals("wattwell", rows.getString(1));
        }
    }

    @Test
    void theStandardDataSourceIsTheSame() throws Exception {
        try (Connection connection = standard.getConnection()) {
            assertTrue(connection.getMetaData().getURL().endsWith("/wattwell"));
        }
    }

    @Test
    void theQueuesAndTheTopicAreThere() throws Exception {
        Queue tasks = InitialContext.doLookup("java:/jms/queue/WattwellLineTasks");
        assertEquals("WattwellLineTasks", tasks.getQueueName());
        assertTrue(InitialContext.doLookup("java:/jms/queue/WattwellCommands") instanceof Queue);
        assertTrue(InitialContext.doLookup("java:/jms/topic/WattwellPulse") instanceof jakarta.jms.Topic);
    }

    @Test
    void aMessageSentOutsideOfATransactionArrives() {
        try (JMSContext context = connections.createContext()) {
            Queue own = context.createTemporaryQueue();
            context.createProducer().send(own, "wake up");
            assertEquals("wake up", context.createConsumer(own).receiveBody(String.class, 10_000));
        }
    }
}
