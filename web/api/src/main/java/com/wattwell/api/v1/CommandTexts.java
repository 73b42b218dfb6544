package com.wattwell.api.v1;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** The steps of a command's story are kept as a key with arguments behind {@code |}; here they become English sentences. */
final class CommandTexts {

    private static final ResourceBundle SENTENCES = ResourceBundle.getBundle("command-sentences", Locale.ROOT);

    private CommandTexts() {
    }

    static String sentence(String kept) {
        String[] parts = kept.split("\\|", -1);
        try {
            Object[] arguments = Arrays.copyOfRange(parts, 1, parts.length, Object[].class);
            return new MessageFormat(SENTENCES.getString(parts[0]), Locale.ROOT).format(arguments);
        } catch (MissingResourceException e) {
            return kept; // written by a newer version of the application on another node
        }
    }
}
