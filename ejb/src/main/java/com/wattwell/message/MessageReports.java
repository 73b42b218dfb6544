package com.wattwell.message;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Optional;

/** Delivery reports that suppliers push (状态报告). They are not signed: what a report is of is asked from the supplier itself. */
@Stateless
public class MessageReports {

    private static final int MOST = 500;

    @Inject
    private MessageSuppliers suppliers;
    @Inject
    private MessageWork work;

    /** @return whether the address was ours and the body a list of reports */
    public boolean take(Supplier supplier, int supplierId, String token, String body) {
        Optional<Integer> company = suppliers.companyOfReports(supplier, supplierId, token);
        if (company.isEmpty()) {
            return false;
        }
        String number = supplier == Supplier.ALIYUN ? "biz_id" : "sid";
        try (var reader = Json.createReader(new StringReader(body))) {
            for (JsonValue each : reader.readArray().stream().limit(MOST).toList()) {
                if (each instanceof JsonObject report && report.containsKey(number)) {
                    work.askSoon(company.get(), report.getString(number));
                }
            }
            return true;
        } catch (JsonException | ClassCastException noReports) {
            return false;
        }
    }
}
