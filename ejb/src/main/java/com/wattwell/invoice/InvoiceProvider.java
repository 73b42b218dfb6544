package com.wattwell.invoice;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Who issues electronic invoices (数电票) for a company: the tax platform, or a vendor before it. Every request has a number of ours, under which the provider
 * does the same once, however often it is asked.
 */
public interface InvoiceProvider {

    /** A line of an invoice. @param amountFen tax included */
    record Item(String name, String quantity, String unit, long amountFen, long taxFen) {
    }

    /**
     * What is asked for.
     *
     * @param request        number of ours
     * @param reversedNumber of the invoice that is taken back, or {@code null}
     * @param buyerTaxNumber {@code null} for a person
     */
    record Wanted(String request, String reversedNumber, String reason, String sellerTitle, String sellerTaxNumber, String buyerTitle, String buyerTaxNumber, LocalDate day,
                  long amountFen, long taxFen, List<Item> items) {
        public Wanted {
            items = List.copyOf(items);
        }
    }

    /** What was issued. */
    record Issued(String number, Instant at, byte[] xml, byte[] pdf) {
    }

    /** @throws InvoiceException when it was refused for good, or did not come to an end */
    Issued issue(Wanted wanted) throws InvoiceException;
}
