package com.wattwell.bench;

import com.wattwell.simulator.RunningTown;
import com.wattwell.simulator.Town;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an idle collector costs the server, as many as one process may hold, and whether all may come back at once. */
final class SocketsBench implements Benchmark {

    private static final double AIM_HEAP_KILOBYTES = 10;
    /** Files that the server keeps for connections to the database, pages and itself while sockets take the rest. */
    private static final int FILES_KEPT = 300;
    /** A town dials from one address, and a port may be used once: fewer than the 28,232 that Linux hands out. */
    private static final int MOST = 27_000;
    private static final Duration SETTLING = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "sockets";
    }

    @Override
    public Duration atMost() {
        return Duration.ofMinutes(20);
    }

    @Override
    public List<Figure> run(Run run) throws SQLException, IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        List<RunningTown> running = new ArrayList<>();
        try (BenchServer server = new BenchServer(run)) {
            ProcessHandle process = server.serverProcess();
            int first = run.size(5_000, 200);
            int limit = Math.min(MOST, Math.min(Memory.filesLeft(process), Memory.filesLeft(ProcessHandle.current())) - FILES_KEPT);
            int all = Math.max(2 * first, run.size(limit, 3 * first));
            List<Town> towns = List.of(BenchTown.zeroDelay(1, first, 1), BenchTown.zeroDelay(first + 1, first, 1),
                    BenchTown.zeroDelay(2 * first + 1, all - 2 * first, 1));
            insert(server, towns);
            try {
                Map<Integer, List<Memory>> memory = new LinkedHashMap<>();
                memory.put(0, look(run, process));
                int count = 0;
                for (Town town : towns) {
                    long begun = System.nanoTime();
                    running.add(server.dial(town));
                    count += town.collectors().size();
                    run.say(count + " collectors, the last " + town.collectors().size() + " let in within "
                            + Report.text((System.nanoTime() - begun) / 1e9) + " s");
                    memory.put(count, look(run, process));
                }
                figures.addAll(memory(memory, Memory.filesLeft(process)));
                running.removeLast().close();
                figures.addAll(new Reconnecting(run, server, List.copyOf(running)).figures());
            } finally {
                running.forEach(RunningTown::close);
            }
        }
        return figures;
    }

    private static void insert(BenchServer server, List<Town> towns) throws SQLException {
        try (Connection connection = server.connect()) {
            for (Town town : towns) {
                BenchTown.insert(connection, town);
            }
        }
    }

    private static List<Memory> look(Run run, ProcessHandle process) throws IOException, InterruptedException {
        run.pause(run.options().quick() ? Duration.ofSeconds(1) : SETTLING, "while sockets came to rest");
        List<Memory> looks = new ArrayList<>();
        for (int i = 0; i < run.options().runs(); i++) {
            looks.add(Memory.of(process));
        }
        return looks;
    }

    private List<Figure> memory(Map<Integer, List<Memory>> memory, int filesLeft) {
        List<Figure> figures = new ArrayList<>();
        List<Integer> counts = List.copyOf(memory.keySet());
        double heapBefore = median(memory.get(0).stream().map(Memory::heapBytes).toList());
        double residentBefore = median(memory.get(0).stream().map(Memory::residentBytes).toList());
        for (int count : counts.subList(1, counts.size())) {
            Samples heap = new Samples(memory.get(count).stream().map(look -> (look.heapBytes() - heapBefore) / count / 1e3).toList());
            String limit = count == counts.getLast() ? "; as many as one process may open here: " + filesLeft + " of its open files are left" : "";
            figures.add(Figure.plain(name(), "heap of each of " + count + " idle collectors", "kB", heap,
                            "live objects after a full collection, above the " + Report.text(heapBefore / 1e6) + " MB without collectors" + limit)
                    .aiming("≤ 10 kB", heap.median() <= AIM_HEAP_KILOBYTES));
            figures.add(Figure.plain(name(), "resident memory of each of " + count + " idle collectors", "kB",
                    new Samples(memory.get(count).stream().map(look -> (look.residentBytes() - residentBefore) / count / 1e3).toList()),
                    "above " + Report.text(residentBefore / 1e6) + " MB; moves with the size of the heap, which the JVM chooses"));
        }
        int from = counts.get(1);
        int to = counts.getLast();
        Samples slope = Samples.of((median(memory.get(to).stream().map(Memory::heapBytes).toList())
                - median(memory.get(from).stream().map(Memory::heapBytes).toList())) / (to - from) / 1e3);
        figures.add(Figure.plain(name(), "heap of each further collector from " + from + " to " + to, "kB", slope)
                .aiming("≤ 10 kB", slope.median() <= AIM_HEAP_KILOBYTES));
        return figures;
    }

    private static double median(List<Double> values) {
        return new Samples(values).median();
    }
}
