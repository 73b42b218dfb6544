package com.wattwell.billing;

import com.wattwell.platform.DeployedJobs;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts the job of a run. */
@ApplicationScoped
public class SettlementJobs {

    /** Name of the job's XML. */
    public static final String JOB = "settlement";
    private static final Logger LOG = Logger.getLogger(SettlementJobs.class.getName());

    /** A first execution, or one more where the run stands. What fails here is found by the sweep when the lease runs out. */
    public void start(long runId, int chunk) {
        try {
            DeployedJobs.find().start(JOB, parameters(runId, chunk));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The job of settlement run " + runId + " does not start; it is tried again", e);
        }
    }

    /** Goes on with what a server that died left behind. @param execution as the job repository knows it, or {@code null} */
    public void goOn(long runId, int chunk, Long execution) {
        try {
            DeployedJobs.find().goOn(execution, JOB, parameters(runId, chunk));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The job of settlement run " + runId + " cannot be gone on with; it is tried again", e);
        }
    }

    /** Another of the jobs of money, with the parameters that it has by itself. */
    public void start(String job) {
        DeployedJobs.find().start(job, new Properties());
    }

    private static Properties parameters(long runId, int chunk) {
        Properties parameters = new Properties();
        parameters.setProperty("run", Long.toString(runId));
        parameters.setProperty("chunk", Integer.toString(chunk));
        return parameters;
    }
}
