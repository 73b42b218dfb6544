package com.wattwell.message;

import com.wattwell.platform.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts variables into a template's text: <code>{yuan}</code>. Pure. */
final class TemplateText {

    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z][a-zA-Z0-9]{0,19})}");
    private static final int MOST_VALUE = 100;

    private TemplateText() {
    }

    /** @throws RefusedException naming the variable that is missing or too long */
    static String fill(String text, Map<String, String> variables) {
        return VARIABLE.matcher(text).replaceAll(match -> {
            String value = variables.get(match.group(1));
            if (value == null || value.length() > MOST_VALUE) {
                throw RefusedException.invalid("variables", "refused.variable", "variables: " + match.group(1) + " must have at most " + MOST_VALUE + " characters.", match.group(1));
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** The names in a text, each once, sorted. */
    static List<String> names(String text) {
        TreeSet<String> names = new TreeSet<>();
        VARIABLE.matcher(text).results().forEach(match -> names.add(match.group(1)));
        return List.copyOf(names);
    }
}
