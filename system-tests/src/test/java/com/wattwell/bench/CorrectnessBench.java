package com.wattwell.bench;

import com.wattwell.bench.library.Correctness;
import com.wattwell.bench.library.Facts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many frames of others are understood, by this library and by {@code jmbus}: right, rightly refused, wrong, crashed.
 * The frames are in the folder that {@code -Dwattwell.protocols=…} names.
 */
final class CorrectnessBench implements Benchmark {

    @Override
    public String name() {
        return "correctness";
    }

    @Override
    public Duration atMost() {
        return Duration.ofMinutes(1);
    }

    @Override
    public List<Figure> run(Run run) {
        List<Figure> figures = new ArrayList<>();
        if (Facts.has(Correctness.VECTORS)) {
            Correctness.ofVectors().forEach(tally -> figures.add(figure(tally)));
        } else {
            missing(run, Correctness.VECTORS);
        }
        if (Facts.has(Correctness.CORPUS)) {
            Correctness.ofCorpus().forEach(tally -> figures.add(figure(tally)));
        } else {
            missing(run, Correctness.CORPUS);
        }
        return figures;
    }

    private void missing(Run run, String file) {
        run.say(file + " is not here: ./wattwell bench -D" + Facts.PROPERTY + "=<its folder> " + name());
    }

    private Figure figure(Correctness.Tally tally) {
        int good = tally.right() + tally.refused();
        Figure figure = Figure.plain(name(), tally.library() + ", " + tally.frames() + ": " + tally.right() + " right, " + tally.refused()
                        + " rightly refused, " + tally.wrong() + " wrong, " + tally.crashed() + " crashed", "frames", Samples.of(good))
                .beside("of", Samples.of(tally.all()), (double) good / tally.all());
        return tally.failures().isEmpty() ? figure : figure.remark(String.join("; ", tally.failures()));
    }
}
