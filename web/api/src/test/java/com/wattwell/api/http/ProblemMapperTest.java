package com.wattwell.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.platform.DatabaseException;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.EJBException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ProblemMapperTest {

    @Test
    void eachKindOfRefusalHasItsStatus() {
        assertThat(ProblemMapper.problem(RefusedException.invalid("code", "key", "code is wrong")).status()).isEqualTo(400);
        assertThat(ProblemMapper.problem(RefusedException.notFound("meter", 5)).status()).isEqualTo(404);
        assertThat(ProblemMapper.problem(new RefusedException(RefusedException.Kind.CONFLICT, "code", "key", "taken")).status()).isEqualTo(409);
        assertThat(ProblemMapper.problem(new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "key", "no")).status()).isEqualTo(403);
    }

    @Test
    void aRefusalIsFoundInsideWhatTheContainerWrapsAroundIt() {
        Problem problem = ProblemMapper.problem(new EJBException(new IllegalStateException(RefusedException.invalid("cron", "key", "cron is wrong"))));
        assertThat(problem.field()).isEqualTo("cron");
        assertThat(problem.detail()).isEqualTo("cron is wrong");
    }

    @Test
    void theFieldOfAnUnknownIdIsNotTold() {
        assertThat(new String(Problem.of(RefusedException.notFound("meter", 5)).json(), StandardCharsets.UTF_8))
                .isEqualTo("{\"type\":\"urn:wattwell:problem:not-found\",\"title\":\"Not found\",\"status\":404,\"detail\":\"There is no meter 5.\"}");
    }

    @Test
    void twoWhoMakeTheSameAtOnceAreAConflict() {
        assertThat(ProblemMapper.problem(new DatabaseException(new SQLException("duplicate key value", "23505"))).status()).isEqualTo(409);
    }

    @Test
    void aDatabaseThatIsAwayIsUnavailableAndSaysWhenToTryAgain() {
        for (String state : new String[] {"08006", "53300", "57P01", null}) {
            Problem problem = ProblemMapper.problem(new DatabaseException(new SQLException("away", state)));
            assertThat(problem.status()).as(state).isEqualTo(503);
            assertThat(problem.headers()).containsKey("Retry-After");
        }
    }

    @Test
    void ourOwnMistakesGoToTheLogUnderANumberAndNotToTheCaller() {
        Logger logger = Logger.getLogger(ProblemMapper.class.getName());
        StringBuilder logged = new StringBuilder();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.append(entry.getMessage());
            }

            @Override
            public void flush() {
                // nothing is kept back
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            Problem problem = ProblemMapper.problem(new DatabaseException(new SQLException("column secret does not exist", "42703")));
            assertThat(problem.status()).isEqualTo(500);
            assertThat(problem.detail()).doesNotContain("secret");
            String number = problem.detail().replaceAll(".*under (.*)\\.", "$1");
            assertThat(logged).contains(number);
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
    }
}
