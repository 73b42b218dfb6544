package com.wattwell.platform;

import java.util.Properties;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The long runs of the installation, started by name. Implemented by the batch jobs' own module, so that nothing here depends on it. */
public interface Jobs {

    /** Global JNDI name of the implementation. */
    String JNDI = "java:app/wattwell-batch-jobs/BatchJobs!com.wattwell.platform.Jobs";

    /** Looked up when it is needed, because the jobs' module is deployed after this one. */
    static Jobs find() {
        try {
            return InitialContext.doLookup(JNDI);
        } catch (NamingException e) {
            throw new IllegalStateException("The batch jobs are not deployed", e);
        }
    }

    /** @return the execution's id @throws IllegalArgumentException when there is no such job */
    long start(String job, Properties parameters);
}
