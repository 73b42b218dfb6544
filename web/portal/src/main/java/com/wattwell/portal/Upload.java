package com.wattwell.portal;

import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A file that came with a form. */
public final class Upload {

    private Upload() {
    }

    /** Its bytes, at most one more than allowed, or {@code null} when none was chosen. */
    public static byte[] bytes(Part part, int most) {
        if (part == null || part.getSize() == 0) {
            return null;
        }
        try (InputStream stream = part.getInputStream()) {
            return stream.readNBytes(most + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
