package com.wattwell.platform;

import java.util.Properties;

/** The long runs of the installation, started by name. Implemented by the batch jobs' own module, so that nothing here depends on it. */
public interface Jobs {

    /** Global JNDI name of the implementation. */
    String JNDI = "java:app/wattwell-batch-jobs/BatchJobs!com.wattwell.platform.Jobs";

    /** @return the execution's id @throws IllegalArgumentException when there is no such job */
    long start(String job, Properties parameters);

    /**
     * Goes on with an execution that ended with its server, or begins anew where the job repository cannot.
     *
     * @param execution {@code null} when none is known
     * @return the new execution's id
     */
    long goOn(Long execution, String job, Properties parameters);
}
