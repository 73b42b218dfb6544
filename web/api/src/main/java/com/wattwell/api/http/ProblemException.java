package com.wattwell.api.http;

/** A request that cannot be worked on, for a reason that is HTTP's and not the business's. */
final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
