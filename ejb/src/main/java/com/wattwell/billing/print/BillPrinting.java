package com.wattwell.billing.print;

import com.wattwell.billing.BillQueries;
import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Prints bills. */
@Stateless
public class BillPrinting {

    /** System property: where residents find their page, such as {@code https://pay.example.cn/}; without it bills carry no code, for it would lead nowhere. */
    public static final String PUBLIC_URL_PROPERTY = "wattwell.public.url";

    @Inject
    private BillQueries bills;

    /** @throws RefusedException NOT_FOUND when the caller sees no such bill */
    public byte[] pdf(Scope scope, long billId, boolean chinese) {
        BillQueries.Row bill = bills.byId(scope, billId).orElseThrow(() -> RefusedException.notFound("bill", billId));
        return new BillPdf(bill, bills.lines(scope, billId), bills.year(bill), payAt(bill.number()), chinese).bytes();
    }

    /** The resident's page of a bill, or {@code null} where there is none. */
    public static String payAt(String billNumber) {
        String base = System.getProperty(PUBLIC_URL_PROPERTY);
        return base == null || base.isBlank() ? null : base + (base.endsWith("/") ? "" : "/") + "resident/bill?number=" + URLEncoder.encode(billNumber, StandardCharsets.UTF_8);
    }
}
