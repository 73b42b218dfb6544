package com.wattwell.feecontrol;

import com.wattwell.control.CommandEnded;
import com.wattwell.platform.Aside;
import com.wattwell.platform.Clockwork;
import com.wattwell.platform.RefusedException;
import com.wattwell.prepayment.AccountCredited;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/** Hears what fee control goes by. Money that was posted sets a restore going the moment it is committed, with no waiting for a tick. */
@ApplicationScoped
public class FeeControlEars {

    private static final int AT_ONCE = 1_000;

    private final Clockwork clockwork = new Clockwork(FeeControlEars.class);

    @Inject
    private Restores restores;
    @Inject
    private Standing standing;
    @Inject
    private Aside aside;

    public void credited(@Observes AccountCredited credited) {
        aside.run(() -> {
            restores.ofAccount(credited.accountId()).forEach(id -> restore(id, credited.paidAt(), credited.entryKey()));
            standing.judge(List.of(credited.accountId()));
        });
    }

    /** Looks for what nobody told, and at what failed; one that cannot be given back holds up no other. */
    public void lookAgain() {
        restores.due().forEach(id -> clockwork.attempt("giving supply back in case " + id, () -> restore(id, null, null)));
    }

    private void restore(long id, Instant paidAt, String entryKey) {
        try {
            restores.restore(id, paidAt, entryKey);
        } catch (RefusedException e) {
            restores.refused(id, paidAt, "refused|" + e.messageKey());
        }
    }

    /** Other limits are other limits for everybody at once, and not only for who is read next. */
    public void changed(@Observes FeeControlChanged changed) {
        aside.run(() -> {
            List<Long> accounts = standing.behind(changed.companyId(), 0, AT_ONCE);
            while (!accounts.isEmpty()) {
                standing.judge(accounts);
                accounts = standing.behind(changed.companyId(), accounts.getLast(), AT_ONCE);
            }
        });
    }

    public void ended(@Observes CommandEnded ended) {
        restores.ended(ended);
    }
}
