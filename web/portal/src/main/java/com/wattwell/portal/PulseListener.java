package com.wattwell.portal;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.faces.push.Push;
import jakarta.faces.push.PushContext;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/**
 * Hands the pulse on to the browsers of this node. It names only what changed, by number; what it shows of that each
 * page asks for itself, with the rights of its person.
 */
@MessageDriven(activationConfig = {
    @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Topic"),
    @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "java:/jms/topic/WattwellPulse"),
    @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "1"),
    @ActivationConfigProperty(propertyName = "acknowledgeMode", propertyValue = "Auto-acknowledge")})
@TransactionManagement(TransactionManagementType.BEAN)
public class PulseListener implements MessageListener {

    @Inject
    @Push(channel = "pulse")
    private PushContext pulse;

    @Override
    public void onMessage(Message message) {
        try {
            pulse.send(message.getBody(String.class));
        } catch (JMSException e) {
            throw new IllegalArgumentException("A pulse that is no text", e);
        }
    }
}
