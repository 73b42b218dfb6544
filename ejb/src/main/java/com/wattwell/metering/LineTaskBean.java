package com.wattwell.metering;

import com.wattwell.platform.RungFor;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Is rung for line tasks. The message is acknowledged after their own transaction; coming twice does no harm. */
@MessageDriven(activationConfig = {
    @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
    @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "java:/jms/queue/WattwellLineTasks"),
    @ActivationConfigProperty(propertyName = "messageSelector", propertyValue = "node = '${jboss.node.name}'"),
    @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "4"),
    @ActivationConfigProperty(propertyName = "acknowledgeMode", propertyValue = "Auto-acknowledge")})
@TransactionManagement(TransactionManagementType.BEAN)
public class LineTaskBean implements MessageListener {

    @Inject
    private LineTasks tasks;

    @Override
    public void onMessage(Message message) {
        try {
            tasks.work(RungFor.ids(message));
        } catch (JMSException e) {
            throw new IllegalArgumentException("A ring without task ids", e);
        }
    }
}
