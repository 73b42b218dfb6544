package com.wattwell.batch;

import com.wattwell.platform.Jobs;
import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.JobStartException;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts the jobs whose XML lies in this module. */
@Stateless
@Local(Jobs.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BatchJobs implements Jobs {

    private static final Logger LOG = Logger.getLogger(BatchJobs.class.getName());

    @Override
    public long start(String job, Properties parameters) {
        JobOperator operator = BatchRuntime.getJobOperator();
        try {
            return operator.start(job, parameters);
        } catch (JobStartException e) {
            throw new IllegalArgumentException("The job " + job + " does not start: " + e.getMessage(), e);
        }
    }

    @Override
    public long goOn(Long execution, String job, Properties parameters) {
        if (execution != null) {
            Properties forced = new Properties();
            forced.putAll(parameters);
            // an execution whose server died stays STARTED for ever, and is not restarted otherwise (JBERET-655)
            forced.setProperty("jberet.restart.mode", "force");
            try {
                return BatchRuntime.getJobOperator().restart(execution, forced);
            } catch (BatchRuntimeException e) {
                LOG.log(Level.INFO, "Execution {0} of {1} is not restarted, a new one is begun: {2}", new Object[] {execution, job, e.getMessage()});
            }
        }
        return start(job, parameters);
    }
}
