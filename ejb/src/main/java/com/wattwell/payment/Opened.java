package com.wattwell.payment;

/**
 * What the channel made of an order.
 *
 * @param code what the QR shows, the address of the page, or the session of the app; {@code null} for a scanned payment code
 * @param paid when a scanned code was paid at once, else {@code null}
 */
public record Opened(String code, Trade.Paid paid) {
}
