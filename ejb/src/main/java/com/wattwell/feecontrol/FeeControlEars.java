package com.wattwell.feecontrol;

import com.wattwell.control.CommandEnded;
import com.wattwell.platform.Aside;
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

    /** Looks for what nobody told, and at what failed. */
    public void lookAgain() {
        restores.due().forEach(id -> restore(id, null, null));
        restores.tellLate();
    }

    private void restore(long id, Instant paidAt, String entryKey) {
        try {
            restores.restore(id, paidAt, entryKey);
        } catch (RefusedException e) {
            restores.refused(id, paidAt, "refused|" + e.messageKey());
        }
    }

    public void ended(@Observes CommandEnded ended) {
        restores.ended(ended);
    }
}
