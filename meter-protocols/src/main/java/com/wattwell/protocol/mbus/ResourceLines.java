package com.wattwell.protocol.mbus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lines of a table beside this class: neither comments ({@code #}) nor the first line, which names the columns. */
final class ResourceLines {

    private ResourceLines() {
    }

    static List<String> of(String resource) {
        try (InputStream stream = ResourceLines.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + resource + " is missing");
            }
            return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)).lines()
                    .filter(line -> !line.startsWith("#")).skip(1).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("resource " + resource + " cannot be read", unreadable);
        }
    }
}
