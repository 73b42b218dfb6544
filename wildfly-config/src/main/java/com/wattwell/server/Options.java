package com.wattwell.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What {@code ./wattwell run} was asked for.
 *
 * @param fresh     forget all data first
 * @param town      whether the virtual town runs
 * @param otherTown its description, as an absolute path, or the name of one that comes along; the default one when empty
 */
record Options(boolean fresh, int portOffset, boolean town, Optional<String> otherTown) {

    private static final Pattern NAME_OF_A_TOWN = Pattern.compile("[a-z-]+");

    static Options parse(List<String> words) {
        boolean fresh = false;
        int portOffset = 0;
        boolean town = true;
        Optional<String> otherTown = Optional.empty();
        for (Iterator<String> rest = words.iterator(); rest.hasNext();) {
            String word = rest.next();
            switch (word) {
                case "--fresh" -> fresh = true;
                case "--no-town" -> town = false;
                case "--port-offset" -> portOffset = number(word, argument(word, rest));
                case "--town" -> otherTown = Optional.of(town(argument(word, rest)));
                default -> throw new LaunchException("Unknown option " + word
                        + ": run takes --fresh, --port-offset N, --town FILE and --no-town.");
            }
        }
        return new Options(fresh, portOffset, town, otherTown);
    }

    private static String argument(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new LaunchException(option + " needs a value after it.");
        }
        return rest.next();
    }

    private static int number(String option, String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw new LaunchException(option + " takes a number, not " + word + ".", e);
        }
    }

    private static String town(String word) {
        Path file = Path.of(word).toAbsolutePath();
        if (Files.isReadable(file)) {
            return file.toString();
        }
        if (NAME_OF_A_TOWN.matcher(word).matches()) {
            return word;
        }
        throw new LaunchException("There is no town file " + file + ".");
    }
}
