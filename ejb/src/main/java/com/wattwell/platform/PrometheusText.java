package com.wattwell.platform;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Figures in the text format of Prometheus, version 0.0.4
 * (prometheus.io/docs/instrumenting/exposition_formats). What a family is follows from its names, as its naming rules
 * have it: {@code _total} counts, {@code _bucket} belongs to a histogram, {@code _sum} and {@code _count} to a summary
 * (or that histogram), everything else is a gauge.
 */
final class PrometheusText {

    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String BUCKET = "_bucket";
    private static final List<String> PARTS = List.of(BUCKET, "_sum", "_count");

    private final String prefix;
    private final Function<String, String> help;

    /**
     * @param prefix of every name
     * @param help   a line for people about a family, by its name without the prefix; {@code null} when there is none
     */
    PrometheusText(String prefix, Function<String, String> help) {
        this.prefix = prefix;
        this.help = help;
    }

    private record Sample(String name, String labels, double value) {
        private static final Pattern BOUND = Pattern.compile("le=\"([^\"]*)\"");

        /** The upper bound of a histogram's bucket; everything else stays in its order behind the buckets. */
        double bound() {
            Matcher bound = BOUND.matcher(labels);
            boolean finite = name.endsWith(BUCKET) && bound.find() && !bound.group(1).equals("+Inf");
            return finite ? Double.parseDouble(bound.group(1)) : Double.POSITIVE_INFINITY;
        }
    }

    String write(SortedMap<String, Double> values) {
        // the samples of a family must stand together, whatever other names sort between them
        Map<String, List<Sample>> families = new TreeMap<>();
        values.forEach((key, value) -> {
            int brace = key.indexOf('{');
            String name = brace < 0 ? key : key.substring(0, brace);
            families.computeIfAbsent(family(name), none -> new ArrayList<>()).add(new Sample(name, brace < 0 ? "" : key.substring(brace), value));
        });
        StringBuilder text = new StringBuilder();
        families.forEach((family, samples) -> write(text, family, samples));
        return text.toString();
    }

    private void write(StringBuilder text, String family, List<Sample> samples) {
        String about = help.apply(family);
        String line = about == null ? family.replace('_', ' ') : about.replace("\\", "\\\\").replace("\n", "\\n");
        text.append("# HELP ").append(prefix).append(family).append(' ').append(line).append('\n');
        text.append("# TYPE ").append(prefix).append(family).append(' ').append(type(family, samples)).append('\n');
        samples.sort(Comparator.comparingDouble(Sample::bound)); // buckets must rise
        for (Sample sample : samples) {
            text.append(prefix).append(sample.name()).append(sample.labels()).append(' ').append(number(sample.value())).append('\n');
        }
    }

    private static String family(String name) {
        for (String end : PARTS) {
            if (name.endsWith(end)) {
                return name.substring(0, name.length() - end.length());
            }
        }
        return name;
    }

    private static String type(String family, List<Sample> samples) {
        if (samples.stream().anyMatch(sample -> sample.name().endsWith(BUCKET))) {
            return "histogram";
        }
        if (samples.stream().anyMatch(sample -> !sample.name().equals(family))) {
            return "summary";
        }
        return family.endsWith("_total") ? "counter" : "gauge";
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }
}
