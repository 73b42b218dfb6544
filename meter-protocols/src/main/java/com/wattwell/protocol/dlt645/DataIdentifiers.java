package com.wattwell.protocol.dlt645;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The identifier table of DL/T 645-2007 ({@code dlt645-2007-di.csv} beside this class): 872 patterns, 38,484 identifiers.
 *
 * <p>Read once, into an open-addressing table of codes; an identifier's object is made when it is first asked for and
 * kept. Two threads may make it twice, which does no harm, as it is immutable.
 */
public final class DataIdentifiers {

    private static final String RESOURCE = "dlt645-2007-di.csv";
    private static final String HEADER = "di,";
    /** A power of two, so full that a search takes one or two steps. */
    private static final int SLOTS = 1 << 16;
    private static final int BLOCK = 0xFF;

    private static final int[] CODES = new int[SLOTS];
    private static final IdentifierRow[] ROWS = new IdentifierRow[SLOTS];
    private static final DataIdentifier[] MADE = new DataIdentifier[SLOTS];
    private static final List<IdentifierRow> TABLE = read();

    private DataIdentifiers() {
    }

    /** The identifier with this code, DI3 in the highest byte; one that the table does not have is not {@linkplain DataIdentifier#known() known}. */
    public static DataIdentifier of(int code) {
        int slot = slot(code);
        if (ROWS[slot] == null) {
            return new DataIdentifier(code, IdentifierRow.UNKNOWN, List.of());
        }
        DataIdentifier made = MADE[slot];
        if (made == null) {
            made = new DataIdentifier(code, ROWS[slot], parts(code));
            MADE[slot] = made;
        }
        return made;
    }

    /** The lines of the table, in its order. */
    static List<IdentifierRow> rows() {
        return TABLE;
    }

    /** The single items of a block: those of the table with another value where FF stands, as DI1 or else as DI0. */
    private static List<DataIdentifier> parts(int code) {
        int shift = (code >> 8 & 0xFF) == BLOCK ? 8 : 0;
        List<DataIdentifier> parts = new ArrayList<>();
        if ((code >> shift & 0xFF) == BLOCK) {
            for (int value = 0; value < BLOCK; value++) {
                int part = code & ~(BLOCK << shift) | value << shift;
                if (ROWS[slot(part)] != null) {
                    parts.add(of(part));
                }
            }
        }
        return parts;
    }

    /** Where the code stands, or the empty slot where it would. */
    private static int slot(int code) {
        int slot = (code * 0x9E3779B9) >>> 16;
        while (ROWS[slot] != null && CODES[slot] != code) {
            slot = slot + 1 & SLOTS - 1;
        }
        return slot;
    }

    private static List<IdentifierRow> read() {
        List<IdentifierRow> rows = new ArrayList<>();
        try (InputStream stream = DataIdentifiers.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + RESOURCE + " is missing");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#") && !line.startsWith(HEADER)) {
                    rows.add(put(IdentifierRow.parse(line)));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("resource " + RESOURCE + " cannot be read", unreadable);
        }
        return List.copyOf(rows);
    }

    private static IdentifierRow put(IdentifierRow row) {
        row.forEach(code -> {
            int slot = slot(code);
            CODES[slot] = code;
            ROWS[slot] = row;
        });
        return row;
    }
}
