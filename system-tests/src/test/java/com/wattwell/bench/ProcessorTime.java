package com.wattwell.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Who used the processors between two moments: server, database, and the town in this process. */
record ProcessorTime(Map<String, Duration> used) {

    static ProcessorTime of(BenchServer server) throws IOException {
        Map<String, Duration> used = new LinkedHashMap<>();
        used.put("server", time(server.serverProcess()));
        used.put("database", Stream.concat(Stream.of(server.databaseProcess()), server.databaseProcess().descendants())
                .map(ProcessorTime::time).reduce(Duration.ZERO, Duration::plus));
        used.put("town", time(ProcessHandle.current()));
        return new ProcessorTime(used);
    }

    private static Duration time(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** What was used since then, in words. @param rows what it was used for */
    String since(ProcessorTime before, long rows) {
        StringBuilder text = new StringBuilder("processor time a reading:");
        used.forEach((who, now) -> text.append(String.format(Locale.ROOT, " %s %.1f µs,", who,
                now.minus(before.used().get(who)).toNanos() / 1e3 / rows)));
        return text.substring(0, text.length() - 1);
    }
}
