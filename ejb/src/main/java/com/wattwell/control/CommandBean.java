package com.wattwell.control;

import com.wattwell.platform.RungFor;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Is rung for a command, or for an order to a line: its number is below zero. The message is acknowledged after the command's own transaction; coming twice does no harm. */
@MessageDriven(activationConfig = {
    @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
    @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "java:/jms/queue/WattwellCommands"),
    @ActivationConfigProperty(propertyName = "messageSelector", propertyValue = "node = '${jboss.node.name}'"),
    @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "4"),
    @ActivationConfigProperty(propertyName = "acknowledgeMode", propertyValue = "Auto-acknowledge")})
@TransactionManagement(TransactionManagementType.BEAN)
public class CommandBean implements MessageListener {

    @Inject
    private CommandWork work;
    @Inject
    private LineOrders lines;

    @Override
    public void onMessage(Message message) {
        try {
            for (long id : RungFor.ids(message)) {
                if (id < 0) {
                    lines.work(-id);
                } else {
                    work.work(id);
                }
            }
        } catch (JMSException e) {
            throw new IllegalArgumentException("A ring without a command id", e);
        }
    }
}
