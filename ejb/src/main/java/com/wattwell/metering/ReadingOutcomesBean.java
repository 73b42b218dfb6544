package com.wattwell.metering;

import com.wattwell.connector.CollectorListener;
import com.wattwell.connector.Delivery;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.platform.PoisonDeliveries;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import java.util.List;
import org.jboss.ejb3.annotation.ResourceAdapter;

/** Hears how the exchanges of line tasks ended. */
@MessageDriven(activationConfig = {
    @ActivationConfigProperty(propertyName = "stream", propertyValue = "READINGS"),
    @ActivationConfigProperty(propertyName = "batchSize", propertyValue = "1000"),
    @ActivationConfigProperty(propertyName = "gatherMillis", propertyValue = "200"),
    @ActivationConfigProperty(propertyName = "workers", propertyValue = "2")})
@ResourceAdapter("wattwell.ear#wattwell-connector.rar")
public class ReadingOutcomesBean implements CollectorListener {

    @Inject
    private ReadingOutcomes outcomes;
    @Inject
    private PoisonDeliveries poison;

    @Override
    public void onDeliveries(List<? extends Delivery> deliveries) {
        outcomes.take(deliveries.stream().map(ExchangeOutcome.class::cast).toList());
    }

    @Override
    public void onPoison(Delivery delivery, String cause) {
        poison.keep(delivery, cause);
        outcomes.putAside((ExchangeOutcome) delivery);
    }
}
