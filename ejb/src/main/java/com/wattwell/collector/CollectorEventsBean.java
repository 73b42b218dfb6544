package com.wattwell.collector;

import com.wattwell.connector.CollectorEvent;
import com.wattwell.connector.CollectorListener;
import com.wattwell.connector.Delivery;
import com.wattwell.platform.PoisonDeliveries;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import java.util.List;
import org.jboss.ejb3.annotation.ResourceAdapter;

/** Hears of logins, losses and signs of life. */
@MessageDriven(activationConfig = {
    @ActivationConfigProperty(propertyName = "stream", propertyValue = "EVENTS"),
    @ActivationConfigProperty(propertyName = "batchSize", propertyValue = "500")})
@ResourceAdapter("wattwell.ear#wattwell-connector.rar")
public class CollectorEventsBean implements CollectorListener {

    @Inject
    private CollectorLogins logins;
    @Inject
    private PoisonDeliveries poison;

    @Override
    public void onDeliveries(List<? extends Delivery> deliveries) {
        logins.happened(deliveries.stream().map(CollectorEvent.class::cast).toList());
    }

    @Override
    public void onPoison(Delivery delivery, String cause) {
        poison.keep(delivery, cause);
    }
}
