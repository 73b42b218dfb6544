package com.wattwell.billing;

import com.wattwell.platform.Database;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Keeps for ever the bytes on which charges stand (凭据). The log of bytes is dropped day by day; before that, the exchanges that brought a reading which booked usage
 * stands on are copied. It follows behind the booking, in the order of the spans, so that a settlement does not wait for it; a day is not dropped before all
 * spans are looked at.
 */
@Stateless
public class ChargeEvidence {

    /** Spans looked at in one transaction. */
    private static final int BATCH = 2_000;

    @Inject
    private Database database;

    /** @return whether there may be more */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean keepNext() {
        long reached = database.one("select span_id from charge_evidence_mark for update", row -> row.getLong(1));
        // spans are numbered when they are written and appear when their transaction ends: those that were begun a while ago are all there
        Optional<Long> upto = database.first("""
                        select max(id) from (select id from usage_span where id > ? and booked_at < now() - interval '10 minutes' order by id limit ?) s having max(id) is not null""",
                row -> row.getLong(1), reached, BATCH);
        if (upto.isEmpty()) {
            return false;
        }
        database.update("""
                insert into charge_evidence (meter_id, slot, reading_type, at, company_id, outcome, request, reply)
                select distinct on (r.meter_id, r.slot, t.code) r.meter_id, r.slot, t.code, f.at, f.company_id, f.outcome, f.request, f.reply
                from (select distinct (x->>'meter')::int as meter, x->>'type' as type, (x->>'at')::timestamptz as at from usage_item i
                    cross join lateral jsonb_array_elements(i.readings) x where i.span_id > ? and i.span_id <= ?) s
                join reading_type t on t.code = s.type
                join reading r on r.meter_id = s.meter and r.reading_type = t.id and r.slot = s.at and r.source <> 4
                join frame_log f on f.meter_id = r.meter_id and f.outcome = 'REPLIED' and f.at between r.received_at - interval '30 seconds' and r.received_at + interval '30 seconds'
                order by r.meter_id, r.slot, t.code, abs(extract(epoch from f.at - r.received_at))
                on conflict do nothing""", reached, upto.get());
        database.update("update charge_evidence_mark set span_id = ?", upto.get());
        return true;
    }
}
