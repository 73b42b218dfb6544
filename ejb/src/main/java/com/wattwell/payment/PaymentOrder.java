package com.wattwell.payment;

import com.wattwell.platform.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** A payment order (支付订单): somebody is to pay this amount for this account through this channel. */
public record PaymentOrder(long id, int companyId, int merchantAccountId, Channel channel, Product product, String number, long customerAccountId, long amountFen, String subject,
                           String payer, OrderState state, String code, String failure, Instant createdAt, String createdBy, Instant expiresAt, Instant endedAt, int queries) {

    static final String SELECT = "select o.* from payment_order o ";

    static PaymentOrder read(ResultSet row) throws SQLException {
        return new PaymentOrder(row.getLong("id"), row.getInt("company_id"), row.getInt("merchant_account_id"), Channel.valueOf(row.getString("channel")),
                Product.valueOf(row.getString("product")), row.getString("number"), row.getLong("customer_account_id"), row.getLong("amount_fen"), row.getString("subject"),
                row.getString("payer"), OrderState.valueOf(row.getString("state")), row.getString("code"), row.getString("failure"), Database.instant(row, "created_at"),
                row.getString("created_by"), Database.instant(row, "expires_at"), Database.instant(row, "ended_at"), row.getInt("queries"));
    }
}
