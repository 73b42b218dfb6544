package com.wattwell.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What Prometheus reads: the figures of every part of the application on this node. */
@ApplicationScoped
public class MetricsPage {

    public static final String CONTENT_TYPE = PrometheusText.CONTENT_TYPE;

    private static final Logger LOG = Logger.getLogger(MetricsPage.class.getName());
    private static final String HELP = "/metrics-help.properties";

    private final Iterable<Figures> sources;
    private final PrometheusText format;
    private final LongAdder failures = new LongAdder();

    @Inject
    public MetricsPage(@Any Instance<Figures> sources) {
        this((Iterable<Figures>) sources);
    }

    MetricsPage(Iterable<Figures> sources) {
        this.sources = sources;
        this.format = new PrometheusText("wattwell_", help()::getProperty);
    }

    protected MetricsPage() {
        this((Iterable<Figures>) null); // the container's proxy wants it
    }

    /** The page. A part that cannot tell its figures, because the database is away, say, is left out and counted. */
    public String text() {
        SortedMap<String, Double> values = new TreeMap<>();
        for (Figures source : sources) {
            try {
                values.putAll(source.values());
            } catch (RuntimeException e) {
                failures.increment();
                LOG.log(Level.FINE, "A part of the metrics is missing", e);
            }
        }
        values.put("metrics_failures_total", failures.doubleValue());
        return format.write(values);
    }

    private static Properties help() {
        Properties lines = new Properties();
        try (InputStream file = MetricsPage.class.getResourceAsStream(HELP)) {
            lines.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
