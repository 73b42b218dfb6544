package com.wattwell.feecontrol;

import com.wattwell.control.CommandEnded;
import com.wattwell.platform.Aside;
import com.wattwell.prepayment.AccountCredited;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Hears what fee control goes by. Money that was posted sets a restore going the moment it is committed, with no waiting for a tick. */
@ApplicationScoped
public class FeeControlEars {

    @Inject
    private Restores restores;
    @Inject
    private Aside aside;

    public void credited(@Observes AccountCredited credited) {
        aside.run(() -> restores.credited(credited));
    }

    public void ended(@Observes CommandEnded ended) {
        restores.ended(ended);
    }
}
