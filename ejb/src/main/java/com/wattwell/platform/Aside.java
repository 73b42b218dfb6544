package com.wattwell.platform;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Does something slow, such as asking a machine elsewhere, in a thread and outside of any transaction of the caller, once that one has
 * committed. What is lost with a crash, or has no room, must be begun again from its row.
 */
@ApplicationScoped
public class Aside {

    private static final Logger LOG = Logger.getLogger(Aside.class.getName());

    @Resource
    private ManagedExecutorService threads;
    @Inject
    private AfterCommit afterCommit;

    public void run(Runnable work) {
        afterCommit.run(() -> {
            try {
                threads.execute(work);
            } catch (RejectedExecutionException e) {
                LOG.log(Level.WARNING, "No thread for what is to be done aside; its row is found again", e);
            }
        });
    }
}
