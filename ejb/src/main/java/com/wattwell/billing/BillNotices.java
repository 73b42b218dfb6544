package com.wattwell.billing;

import com.wattwell.message.Medium;
import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Tells customers that their bill is there, by a text message where a mobile number is known, else in the app. All bills of a chunk by one statement: a
 * run publishes hundreds at a time, each of which {@code message.Messages} would put in by itself.
 */
@ApplicationScoped
public class BillNotices {

    /** Quiet hours and limits of a day may hold a message back, but a bill is news for some days. */
    private static final Duration WORTH = Duration.ofDays(3);
    private static final String TEMPLATE = "BILL_READY";

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    void published(@Observes BillsPublished bills) {
        put(Medium.SMS, "c.phone", "c.phone ~ '^1[3-9][0-9]{9}$'", bills.billIds());
        put(Medium.IN_APP, "a.number", "c.phone is null or c.phone !~ '^1[3-9][0-9]{9}$'", bills.billIds());
    }

    private void put(Medium medium, String recipient, String whom, List<Long> bills) {
        Instant now = clock.instant();
        database.update("""
                        insert into message (company_id, channel, recipient, customer_account_id, template_code, language, variables, text, urgent, business_key, state, next_at,
                            expires_at, created_at, created_by)
                        select b.company_id, ?, %s, b.account_id, t.code, 'zh', jsonb_build_object('account', a.number, 'month', v.month, 'yuan', v.yuan, 'day', v.day),
                            left(replace(replace(replace(replace(t.text_zh, '{account}', a.number), '{month}', v.month), '{yuan}', v.yuan), '{day}', v.day), 1000),
                            t.urgent, 'bill:' || b.number, 'WAITING', ?, ?, ?, 'settlement'
                        from bill b join customer_account a on a.id = b.account_id join customer c on c.id = a.customer_id
                        join message_template t on t.company_id = b.company_id and t.code = ?
                        cross join lateral (select to_char(b.period, 'YYYY-MM') as month, to_char(b.total_fen / 100.0, 'FM999999999990.00') as yuan,
                            to_char(b.due_on, 'YYYY-MM-DD') as day) v
                        where b.id = any(?) and b.total_fen > 0 and (%s) on conflict (company_id, business_key) do nothing""".formatted(recipient, whom),
                medium.name(), now, now.plus(WORTH), now, TEMPLATE, bills.stream().mapToLong(Long::longValue).toArray());
    }
}
