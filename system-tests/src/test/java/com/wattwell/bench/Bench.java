package com.wattwell.bench;

import com.wattwell.server.Layout;
import com.wattwell.server.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The figures: {@code ./wattwell bench [--quick] [--runs N] [--archive-rows N] [name…]}. One table on standard output,
 * progress on standard error, and one JSON file a benchmark in {@code system-tests/target/bench}.
 */
public final class Bench {

    private static final List<Benchmark> ALL = List.of(new LineEfficiencyBench(), new MixedLinesBench(), new EndToEndBench(), new SocketsBench(), new StartBench(),
            new ArchiveBench(), new CeilingBench(), new RechargeToPowerBench(), new OnlinePostingsBench(), new SettlementBench(), new LibraryBench(), new CorrectnessBench());

    private Bench() {
    }

    static Path directory(Path project) {
        return project.resolve("system-tests/target/bench");
    }

    public static void main(String[] words) {
        Options options;
        List<Benchmark> wanted;
        try {
            options = Options.parse(words);
            wanted = chosen(options.names());
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            return;
        }
        boolean complete = run(options, wanted);
        System.exit(complete ? 0 : 1);
    }

    private static List<Benchmark> chosen(List<String> names) {
        if (names.isEmpty()) {
            return ALL;
        }
        return names.stream().map(name -> ALL.stream().filter(each -> each.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no benchmark " + name + ", only "
                        + String.join(", ", ALL.stream().map(Benchmark::name).toList()) + "."))).toList();
    }

    /** @return whether every benchmark came to its figures */
    private static boolean run(Options options, List<Benchmark> wanted) {
        Path project = Layout.ofSourceTree().project();
        Progress progress = new Progress(System.err);
        AtomicReference<String> postgresql = new AtomicReference<>("not used");
        List<Figure> figures = new ArrayList<>();
        Map<String, String> failed = new LinkedHashMap<>();
        for (Benchmark benchmark : wanted) {
            progress.say(benchmark.name() + ": begins, at a load of " + Report.text(Machine.load()));
            try {
                figures.addAll(benchmark.run(new Run(options, project, progress, benchmark.name(), benchmark.atMost(), postgresql)));
            } catch (Exception e) {
                // one that fails must not cost the others their figures
                e.printStackTrace();
                failed.put(benchmark.name(), e.getMessage() == null ? e.toString() : e.getMessage().lines().findFirst().orElse(""));
            }
        }
        Report report = new Report(options.toString(), Machine.here(project, postgresql.get()), figures, failed);
        report.write(directory(project));
        report.print(System.out);
        return failed.isEmpty();
    }
}
