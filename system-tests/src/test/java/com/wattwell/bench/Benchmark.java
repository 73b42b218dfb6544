package com.wattwell.bench;

import java.time.Duration;
import java.util.List;

/** One kind of figure. */
interface Benchmark {

    /** As it is called on the command line. */
    String name();

    /** Longer than this it may not take; then it ends without figures. */
    Duration atMost();

    /** Measures; whatever it starts, it ends. */
    List<Figure> run(Run run) throws Exception;
}
