package com.wattwell.bench;

import com.wattwell.bench.library.Dlt645Decoding;
import com.wattwell.bench.library.MbusDecoding;
import com.wattwell.bench.library.MbusTelegrams;
import com.wattwell.bench.library.Scanning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The library alone, measured with JMH on one thread, each run in a JVM of its own: frames decoded to values, M-Bus
 * beside {@code jmbus} turn by turn, bytes allocated for each, and the scanner.
 */
final class LibraryBench implements Benchmark {

    private static final double AIM_FRAMES = 5e6;
    private static final double AIM_TIMES_JMBUS = 3;
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final int WARM_UP = 5;
    private static final int ITERATIONS = 5;

    /** Operations a second and bytes of each, a value a run. */
    private record Measured(List<Double> rates, List<Double> bytes) {

        Measured() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        Samples rate() {
            return new Samples(rates);
        }

        Samples size() {
            return new Samples(bytes);
        }
    }

    @Override
    public String name() {
        return "library";
    }

    @Override
    public Duration atMost() {
        return Duration.ofMinutes(30);
    }

    @Override
    public List<Figure> run(Run run) throws RunnerException {
        Map<String, Measured> all = new LinkedHashMap<>();
        for (int i = 0; i < run.options().runs(); i++) {
            run.goOn("while the library was measured");
            for (RunResult result : measure(run)) {
                Measured measured = all.computeIfAbsent(key(result), key -> new Measured());
                measured.rates().add(result.getPrimaryResult().getScore());
                Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
                measured.bytes().add(allocated == null ? Double.NaN : allocated.getScore());
            }
            run.say("run " + (i + 1) + " of " + run.options().runs() + ": " + rates(all));
        }
        List<Figure> figures = new ArrayList<>();
        figures.addAll(frames("DL/T 645, replies of one value decoded", all.get("Dlt645Decoding.oneValue"), true));
        figures.addAll(frames("DL/T 645, blocks of five values decoded", all.get("Dlt645Decoding.fiveValues"), false));
        figures.addAll(frames("DL/T 645, sixteen kinds of reply in turn", all.get("Dlt645Decoding.manyKinds"), true));
        figures.addAll(mbus(all.get("MbusDecoding.wattwell"), all.get("MbusDecoding.jmbus")));
        figures.add(scanned("frames of all four protocols one behind the other", all.get("Scanning.piece 0")));
        figures.add(scanned("the same, half of the bytes noise", all.get("Scanning.piece 50")));
        return figures;
    }

    private Collection<RunResult> measure(Run run) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        for (Class<?> each : List.of(Dlt645Decoding.class, MbusDecoding.class, Scanning.class)) {
            options.include(each.getName());
        }
        TimeValue time = TimeValue.milliseconds(run.size(1_000, 50));
        options.forks(1).threads(1).warmupIterations(run.size(WARM_UP, 1)).warmupTime(time)
                .measurementIterations(run.size(ITERATIONS, 1)).measurementTime(time).addProfiler(GCProfiler.class).shouldFailOnError(true);
        return new Runner(options.build(), OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT)).run();
    }

    /** {@code Scanning.piece 50}: class, method and parameter. */
    private static String key(RunResult result) {
        String[] words = result.getParams().getBenchmark().split("\\.");
        String noise = result.getParams().getParam("noise");
        return words[words.length - 2] + "." + words[words.length - 1] + (noise == null ? "" : " " + noise);
    }

    private static String rates(Map<String, Measured> all) {
        List<String> words = new ArrayList<>();
        all.forEach((key, measured) -> words.add(key + " " + Report.text(measured.rates().getLast()) + "/s"));
        return String.join(", ", words);
    }

    private List<Figure> frames(String what, Measured measured, boolean aimed) {
        Figure rate = Figure.plain(name(), what, "/s", measured.rate());
        return List.of(aimed ? rate.aiming("≥ 5 million/s", measured.rate().median() >= AIM_FRAMES) : rate,
                Figure.plain(name(), what + ": allocated for each", "bytes", measured.size()));
    }

    private List<Figure> mbus(Measured ours, Measured theirs) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < ours.rates().size(); i++) {
            times.add(ours.rates().get(i) / theirs.rates().get(i));
        }
        double share = new Samples(times).median();
        return List.of(
                Figure.plain(name(), "M-Bus, telegrams decoded", "/s", ours.rate(), MbusTelegrams.words()
                                + "; of every record the quantity, the unit and the value in that unit; the share is the median of the runs' shares")
                        .beside("jmbus 3.3.0, the same telegrams", theirs.rate(), share).aiming("≥ 3 ×", share >= AIM_TIMES_JMBUS),
                Figure.plain(name(), "M-Bus: allocated for each", "bytes", ours.size())
                        .beside("jmbus 3.3.0", theirs.size(), ours.size().median() / theirs.size().median()));
    }

    private Figure scanned(String what, Measured measured) {
        Samples megabytes = new Samples(measured.rates().stream().map(pieces -> pieces * Scanning.PIECE / 1e6).toList());
        return Figure.plain(name(), "scanner, " + what, "MB/s", megabytes, "in pieces of " + Scanning.PIECE + " bytes that end anywhere");
    }
}
