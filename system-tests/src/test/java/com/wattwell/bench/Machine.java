package com.wattwell.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the figures were measured on.
 *
 * @param source the commit, with a plus sign when files were changed since
 */
record Machine(int cores, String processor, double memoryGigabytes, String system, String jdk, String postgresql, Instant at, String source) {

    static Machine here(Path project, String postgresql) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(Runtime.getRuntime().availableProcessors(), processorModel(), system.getTotalMemorySize() / 1e9,
                system.getName() + " " + system.getVersion(), System.getProperty("java.vendor") + " " + Runtime.version(), postgresql,
                Instant.now().truncatedTo(ChronoUnit.SECONDS), source(project));
    }

    /** On one line. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d cores (%s), %.0f GB, %s, JDK %s, PostgreSQL %s, %s, commit %s", cores, processor, memoryGigabytes,
                system, jdk, postgresql, at, source);
    }

    /** The load of the machine over the last minute, or a negative number where that is not known. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String processorModel() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            Optional<String> model = lines.filter(line -> line.startsWith("model name")).findFirst();
            return model.map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse("unknown");
        } catch (IOException notLinux) {
            return System.getProperty("os.arch");
        }
    }

    private static String source(Path project) {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty=+", "--exclude=*").directory(project.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String commit = new String(git.getInputStream().readAllBytes()).strip();
            return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0 ? commit : "unknown";
        } catch (IOException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
