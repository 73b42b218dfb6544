package com.wattwell.bench;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What {@code ./wattwell bench} was asked for.
 *
 * @param names       benchmarks to run, in this order; all when empty
 * @param quick       small sizes, to try whether it works: the figures mean nothing
 * @param runs        of each figure
 * @param archiveRows of the archive benchmark
 */
record Options(List<String> names, boolean quick, int runs, long archiveRows) {

    static final long ARCHIVE_ROWS = 100_000_000;
    static final long QUICK_ARCHIVE_ROWS = 2_000_000;

    Options {
        names = List.copyOf(names);
    }

    static Options parse(String... words) {
        List<String> names = new ArrayList<>();
        boolean quick = false;
        int runs = 3;
        long archiveRows = 0;
        for (Iterator<String> rest = List.of(words).iterator(); rest.hasNext();) {
            String word = rest.next();
            switch (word) {
                case "--quick" -> quick = true;
                case "--runs" -> runs = (int) number(word, rest, 1, 100);
                case "--archive-rows" -> archiveRows = number(word, rest, 1_000_000, 1_000_000_000);
                default -> {
                    if (word.startsWith("-")) {
                        throw new IllegalArgumentException("Unknown option " + word + ": bench takes --quick, --runs N, --archive-rows N and names.");
                    }
                    names.add(word);
                }
            }
        }
        return new Options(names, quick, runs, archiveRows > 0 ? archiveRows : quick ? QUICK_ARCHIVE_ROWS : ARCHIVE_ROWS);
    }

    private static long number(String option, Iterator<String> rest, long least, long most) {
        String word = rest.hasNext() ? rest.next() : "";
        if (!word.matches("\\d{1,10}") || Long.parseLong(word) < least || Long.parseLong(word) > most) {
            throw new IllegalArgumentException(option + " takes a number from " + least + " to " + most + ".");
        }
        return Long.parseLong(word);
    }

    /** As it would be typed. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>(List.of("./wattwell", "bench"));
        if (quick) {
            words.add("--quick");
        }
        if (runs != 3) {
            words.addAll(List.of("--runs", Integer.toString(runs)));
        }
        if (archiveRows != (quick ? QUICK_ARCHIVE_ROWS : ARCHIVE_ROWS)) {
            words.addAll(List.of("--archive-rows", Long.toString(archiveRows)));
        }
        words.addAll(names);
        return String.join(" ", words);
    }
}
