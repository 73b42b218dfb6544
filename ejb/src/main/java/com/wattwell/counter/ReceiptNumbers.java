package com.wattwell.counter;

import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** Numbers of receipts: the local day and a count in the company that has no gap, as nobody else counts until the transaction ends. */
@ApplicationScoped
public class ReceiptNumbers {

    @Inject
    private Database database;

    String next(int companyId, LocalDate day) {
        int last = database.one("""
                insert into receipt_number as n (company_id, day, last) values (?, ?, 1) on conflict (company_id, day) do update set last = n.last + 1 returning last""",
                row -> row.getInt(1), companyId, day);
        return "%s-%05d".formatted(DateTimeFormatter.BASIC_ISO_DATE.format(day), last);
    }
}
