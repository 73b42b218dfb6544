package com.wattwell.portal.control;

import com.wattwell.protocol.ItemEntry;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Protocols;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the library says of a frame's bytes, in Chinese. The library tells them in English, piece by piece behind commas; items and states have
 * their Chinese names in its own tables, all else stands in {@code meanings-zh.txt}: a line for each, English and Chinese on both sides
 * of a tab, where {@code {0}} stands for what is another text or a number. What is in none of them stays as it is.
 */
public final class Meanings {

    private static final String TABLE = "meanings-zh.txt";
    private static final Pattern LETTERS = Pattern.compile("[A-Za-z]{2}");
    /** An item or state word by its digits, and behind them its name or what its bits say. */
    private static final Pattern ITEM = Pattern.compile("((?:[0-9A-F]{4}){1,2}:?) (.+)");
    private static final Pattern OPENING = Pattern.compile("\\{(\\d)}");
    private static final Meanings CHINESE = new Meanings();

    private final Map<String, String> exact = new HashMap<>();
    private final List<Form> forms = new ArrayList<>();

    /** A text with openings. */
    private record Form(Pattern english, String chinese) {
    }

    private Meanings() {
        for (MeterProtocol protocol : Protocols.all()) {
            for (ItemEntry item : protocol.items()) {
                exact.putIfAbsent(item.nameEn(), item.nameZh());
            }
        }
        try (InputStream in = Meanings.class.getResourceAsStream(TABLE);
             BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(line -> line.split("\t")).forEach(this::take);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(String[] pair) {
        Matcher openings = OPENING.matcher(pair[0]);
        if (!openings.find()) {
            exact.put(pair[0], pair[1]);
            return;
        }
        StringBuilder pattern = new StringBuilder();
        int at = 0;
        do {
            pattern.append(Pattern.quote(pair[0].substring(at, openings.start()))).append("([^,]+?)");
            at = openings.end();
        } while (openings.find());
        forms.add(new Form(Pattern.compile(pattern.append(Pattern.quote(pair[0].substring(at))).toString()), pair[1]));
    }

    /** The same in Chinese, as far as it is known. */
    public static String chinese(String english) {
        return english == null ? "" : CHINESE.told(english);
    }

    private String told(String english) {
        String whole = find(english);
        if (whole != null) {
            return whole;
        }
        String[] pieces = english.split(", ");
        StringBuilder told = new StringBuilder();
        for (int i = 0; i < pieces.length;) {
            int to = pieces.length;
            String found = null;
            while (to > i && found == null) { // names have commas themselves: the longest that is known
                found = find(String.join(", ", Arrays.copyOfRange(pieces, i, to)));
                to -= found == null ? 1 : 0;
            }
            told.append(told.isEmpty() ? "" : "，").append(found == null ? pieces[i] : found);
            i = found == null ? i + 1 : to;
        }
        return told.toString();
    }

    /** @return {@code null} when it is known neither as it stands nor by a form */
    private String find(String english) {
        if (!LETTERS.matcher(english).find()) {
            return english;
        }
        String found = exact.get(english);
        Matcher item = ITEM.matcher(english);
        if (found == null && item.matches() && find(item.group(2)) != null) {
            return item.group(1) + " " + find(item.group(2));
        }
        for (int i = 0; found == null && i < forms.size(); i++) {
            Matcher matcher = forms.get(i).english().matcher(english);
            if (matcher.matches()) {
                found = filled(forms.get(i).chinese(), matcher);
            }
        }
        return found;
    }

    private String filled(String chinese, Matcher matcher) {
        return OPENING.matcher(chinese).replaceAll(opening -> Matcher.quoteReplacement(told(matcher.group(Integer.parseInt(opening.group(1)) + 1))));
    }
}
