package com.wattwell.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of a run: as a Markdown table for people and as JSON for whatever compares two runs. */
record Report(String command, Machine machine, List<Figure> figures, Map<String, String> failed) {

    /** The table, the machine below it, and the remarks. */
    void print(PrintStream out) {
        out.println("| Figure | Measured, median (least–most) | Ceiling or ideal of the same run | Share | Aim | |");
        out.println("|---|---|---|---|---|---|");
        for (Figure figure : figures) {
            Figure.Reference reference = figure.reference();
            out.printf("| %s: %s | %s %s | %s | %s | %s | %s |%n", figure.benchmark(), figure.what(), text(figure.measured()), figure.unit(),
                    reference == null ? "" : reference.what() + " " + text(reference.values()) + " " + figure.unit(),
                    figure.share() == null ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * figure.share()),
                    figure.aim() == null ? "" : figure.aim(), figure.aim() == null ? "" : figure.met() ? "met" : "**missed**");
        }
        failed.forEach((name, why) -> out.printf("| %s | no figure: %s | | | | |%n", name, why));
        out.println();
        out.println("`" + command + "` on " + machine);
        out.println();
        for (Figure figure : figures) {
            for (String remark : figure.remarks()) {
                out.println("- " + figure.benchmark() + ", " + figure.what() + ": " + remark);
            }
        }
    }

    /** One file a benchmark, so that running one again leaves the others. */
    void write(Path directory) {
        try {
            Files.createDirectories(directory);
            for (String name : figures.stream().map(Figure::benchmark).distinct().toList()) {
                try (JsonWriter writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                        .createWriter(Files.newBufferedWriter(directory.resolve(name + ".json")))) {
                    writer.write(json(name).build());
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Cannot write below " + directory, e);
        }
    }

    private JsonObjectBuilder json(String name) {
        JsonArrayBuilder rows = Json.createArrayBuilder();
        figures.stream().filter(figure -> figure.benchmark().equals(name)).map(Report::json).forEach(rows::add);
        return Json.createObjectBuilder()
                .add("benchmark", name)
                .add("command", command)
                .add("machine", Json.createObjectBuilder()
                        .add("cores", machine.cores())
                        .add("processor", machine.processor())
                        .add("memoryGigabytes", machine.memoryGigabytes())
                        .add("system", machine.system())
                        .add("jdk", machine.jdk())
                        .add("postgresql", machine.postgresql())
                        .add("at", machine.at().toString())
                        .add("commit", machine.source()))
                .add("figures", rows);
    }

    private static JsonObjectBuilder json(Figure figure) {
        Figure.Reference reference = figure.reference();
        return Json.createObjectBuilder()
                .add("what", figure.what())
                .add("unit", figure.unit())
                .add("measured", json(figure.measured()))
                .add("reference", reference == null ? JsonValue.NULL
                        : Json.createObjectBuilder().add("what", reference.what()).addAll(json(reference.values())).build())
                .add("share", figure.share() == null ? JsonValue.NULL : Json.createValue(figure.share()))
                .add("aim", figure.aim() == null ? JsonValue.NULL : Json.createValue(figure.aim()))
                .add("met", figure.aim() == null ? JsonValue.NULL : figure.met() ? JsonValue.TRUE : JsonValue.FALSE)
                .add("remarks", Json.createArrayBuilder(figure.remarks()));
    }

    private static JsonObjectBuilder json(Samples samples) {
        return Json.createObjectBuilder()
                .add("median", samples.median())
                .add("least", samples.least())
                .add("most", samples.most())
                .add("runs", Json.createArrayBuilder(samples.values()));
    }

    private static String text(Samples samples) {
        if (samples.values().size() == 1) {
            return text(samples.median());
        }
        return text(samples.median()) + " (" + text(samples.least()) + "–" + text(samples.most()) + ")";
    }

    /** Three figures that count, thousands set apart. */
    static String text(double value) {
        double size = Math.abs(value);
        String format = size == 0 || size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
