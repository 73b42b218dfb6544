package com.wattwell.message;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One attempt to send a message.
 *
 * @param reference  ours, which the supplier keeps and by which it is found again
 * @param recipient  phone without country code for SMS
 * @param templateId the supplier's own
 * @param variables  by their names
 * @param order      of the names, as Tencent counts them
 */
public record Letter(String reference, String recipient, String templateId, Map<String, String> variables, List<String> order, Instant began) {

    public Letter {
        variables = new LinkedHashMap<>(variables);
    }

    @Override
    public String toString() {
        return reference;
    }
}
