package com.wattwell.billing;

import com.wattwell.platform.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Starts the job of a run. */
@ApplicationScoped
public class SettlementJobs {

    /** Name of the job's XML. */
    public static final String JOB = "settlement";
    private static final Logger LOG = Logger.getLogger(SettlementJobs.class.getName());

    /** A first execution, or one more where the run stands. What fails here is found by the sweep when the lease runs out. */
    public void start(long runId, int chunk) {
        try {
            jobs().start(JOB, parameters(runId, chunk));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The job of settlement run " + runId + " does not start; it is tried again", e);
        }
    }

    /** Goes on with what a server that died left behind. @param execution as the job repository knows it, or {@code null} */
    public void goOn(long runId, int chunk, Long execution) {
        try {
            jobs().goOn(execution, JOB, parameters(runId, chunk));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The job of settlement run " + runId + " cannot be gone on with; it is tried again", e);
        }
    }

    /** Another of the jobs of money, with the parameters that it has by itself. */
    public void start(String job) {
        jobs().start(job, new Properties());
    }

    private static Properties parameters(long runId, int chunk) {
        Properties parameters = new Properties();
        parameters.setProperty("run", Long.toString(runId));
        parameters.setProperty("chunk", Integer.toString(chunk));
        return parameters;
    }

    /** Looked up when it is needed, because the jobs' module is deployed after this one. */
    private static Jobs jobs() {
        try {
            return InitialContext.doLookup(Jobs.JNDI);
        } catch (NamingException e) {
            throw new IllegalStateException("The batch jobs are not deployed", e);
        }
    }
}
