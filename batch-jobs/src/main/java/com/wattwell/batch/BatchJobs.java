package com.wattwell.batch;

import com.wattwell.platform.Jobs;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.JobStartException;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Properties;

/** Starts the jobs whose XML lies in this module. */
@Stateless
@Local(Jobs.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BatchJobs implements Jobs {

    @Override
    public long start(String job, Properties parameters) {
        JobOperator operator = BatchRuntime.getJobOperator();
        try {
            return operator.start(job, parameters);
        } catch (JobStartException e) {
            throw new IllegalArgumentException("The job " + job + " does not start: " + e.getMessage(), e);
        }
    }
}
