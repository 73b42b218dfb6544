package com.wattwell.feecontrol;

import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Trips that are not fee control's: a person's, or a plan's. Money does not end them; who ordered them does. */
@ApplicationScoped
public class OtherTrips {

    /** Of the meter of {@code k}: ordered, carried out or perhaps carried out, and neither followed by a close nor seen closed by the meter since. */
    static final String STANDING = """
            select t.id, t.requested_by from command t where t.meter_id = k.meter_id and t.kind = 'TRIP'
                and not exists (select 1 from fee_control_case o where o.trip_command = t.id)
                and (t.state in ('WAITING', 'SENT', 'ACCEPTED', 'CONFIRMED') or t.state = 'FAILED' and t.failure ~ '^failed[.](notReadBack|unknown|unverifiable)')
                and not exists (select 1 from command g where g.meter_id = t.meter_id and g.id > t.id and g.kind in ('CLOSE', 'PERMIT_CLOSE') and g.state = 'CONFIRMED')
                and not exists (select 1 from meter_state s where s.meter_id = t.meter_id and t.state in ('CONFIRMED', 'FAILED') and s.closed_seen_at > t.acted_at)
            """;

    @Inject
    private Database database;

    /** @return who tripped the meter of a case so that it stays off whatever is paid */
    Optional<String> of(long caseId) {
        return database.first("select y.requested_by from fee_control_case k cross join lateral (" + STANDING + " order by t.id desc limit 1) y where k.id = ?", row -> row.getString(1), caseId);
    }
}
