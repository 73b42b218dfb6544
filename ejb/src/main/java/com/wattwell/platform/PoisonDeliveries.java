package com.wattwell.platform;

import com.wattwell.connector.Delivery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;

/** Sets aside what could not be taken from the adapter, where a person finds it. */
@ApplicationScoped
public class PoisonDeliveries {

    private static final int MAX_TEXT = 4_000;

    @Inject
    private Database database;
    @Inject
    private Notices notices;
    @Inject
    private Clock clock;

    public void keep(Delivery delivery, String cause) {
        database.update("insert into poison_delivery (at, node, cause, delivery) values (?, ?, ?, ?)",
                clock.instant(), Node.NAME, cut(cause), cut(delivery.toString()));
        notices.write(Notices.Severity.ALARM, "poison", null, null, null, clock.instant(), cut(cause));
    }

    private static String cut(String text) {
        String value = String.valueOf(text).replace("\u0000", "");
        return value.length() <= MAX_TEXT ? value : value.substring(0, MAX_TEXT);
    }
}
