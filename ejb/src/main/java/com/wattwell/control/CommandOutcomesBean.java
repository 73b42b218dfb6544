package com.wattwell.control;

import com.wattwell.connector.CollectorListener;
import com.wattwell.connector.Delivery;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.platform.PoisonDeliveries;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.ejb3.annotation.ResourceAdapter;

/** Hears how the attempts of commands and of orders to lines ended; they never wait behind readings. */
@MessageDriven(activationConfig = {
    @ActivationConfigProperty(propertyName = "stream", propertyValue = "CONTROL"),
    @ActivationConfigProperty(propertyName = "batchSize", propertyValue = "50")})
@ResourceAdapter("wattwell.ear#wattwell-connector.rar")
public class CommandOutcomesBean implements CollectorListener {

    @Inject
    private CommandOutcomes outcomes;
    @Inject
    private LineOrders lines;
    @Inject
    private PoisonDeliveries poison;

    @Override
    public void onDeliveries(List<? extends Delivery> deliveries) {
        Map<Boolean, List<ExchangeOutcome>> ofLines = deliveries.stream().map(ExchangeOutcome.class::cast)
                .collect(Collectors.partitioningBy(outcome -> outcome.ref().work() < 0));
        outcomes.take(ofLines.get(false));
        lines.take(ofLines.get(true));
    }

    @Override
    public void onPoison(Delivery delivery, String cause) {
        poison.keep(delivery, cause);
    }
}
