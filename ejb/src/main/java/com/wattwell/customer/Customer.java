package com.wattwell.customer;

import java.time.Instant;

/**
 * Somebody who takes electricity or water, and pays for it (用户).
 *
 * @param phone             digits alone, perhaps a plus in front; or {@code null}
 * @param identityKnown     whether an identity number is kept, sealed
 * @param invoiceTitle      发票抬头, or {@code null}
 * @param taxNumber         纳税人识别号, or {@code null}
 */
public record Customer(long id, int companyId, String name, String phone, boolean identityKnown, String postalAddress, String invoiceTitle, String taxNumber, String note,
                       Instant createdAt, String createdBy) {
}
