package com.wattwell.platform;

import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Where the batch jobs are found. */
public final class DeployedJobs {

    private DeployedJobs() {
    }

    /** Looked up when it is needed, because the jobs' module is deployed after the one that asks. */
    public static Jobs find() {
        try {
            return InitialContext.doLookup(Jobs.JNDI);
        } catch (NamingException e) {
            throw new IllegalStateException("The batch jobs are not deployed", e);
        }
    }
}
