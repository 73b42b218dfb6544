package com.wattwell.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a protocol's table of items, which may stand for many: where the standard counts tariffs, months or records,
 * the pattern leaves hex digits open.
 *
 * <pre>
 *   00010000            one item
 *   0001[01-3F][01-0C]  tariff 01H to 3FH, settlement 01H to 0CH ago: item(2, 1) is 00010201
 *   901[1-E]            the last digit
 * </pre>
 *
 * @param pattern  the item's digits; what stands in brackets is a range of as many hex digits
 * @param unit     as the standard prints it, or the empty string
 * @param readable whether a meter may be asked for it
 */
public record ItemEntry(String pattern, String nameEn, String nameZh, String unit, boolean readable) {

    private static final Pattern OPENING = Pattern.compile("\\[([0-9A-F]{1,2})-([0-9A-F]{1,2})]");

    /** Numbers that one opening takes, both ends included. */
    public record Range(int first, int last, int digits) {
    }

    /** The openings from left to right; none when this is one item. */
    public List<Range> openings() {
        List<Range> openings = new ArrayList<>();
        Matcher matcher = OPENING.matcher(pattern);
        while (matcher.find()) {
            openings.add(new Range(Integer.parseInt(matcher.group(1), 16), Integer.parseInt(matcher.group(2), 16), matcher.group(1).length()));
        }
        return openings;
    }

    /**
     * The item with these numbers in the openings.
     *
     * @throws IllegalArgumentException when there are more or fewer of them, or one is outside its range
     */
    public String item(int... numbers) {
        List<Range> openings = openings();
        if (numbers.length != openings.size()) {
            throw new IllegalArgumentException(pattern + " has " + openings.size() + " openings, not " + numbers.length);
        }
        StringBuilder item = new StringBuilder();
        Matcher matcher = OPENING.matcher(pattern);
        for (int i = 0; matcher.find(); i++) {
            Range range = openings.get(i);
            if (numbers[i] < range.first() || numbers[i] > range.last()) {
                throw new IllegalArgumentException(numbers[i] + " is not " + range.first() + " to " + range.last());
            }
            matcher.appendReplacement(item, range.digits() == 1 ? Integer.toHexString(numbers[i]).toUpperCase() : Hex.of(numbers[i]));
        }
        matcher.appendTail(item);
        return item.toString();
    }

    /** The numbers that make this item of the pattern, or {@code null} when it is none of it. */
    public int[] numbersOf(String item) {
        Matcher openings = OPENING.matcher(pattern);
        StringBuilder expression = new StringBuilder();
        int literal = 0;
        while (openings.find()) {
            expression.append(Pattern.quote(pattern.substring(literal, openings.start()))).append("([0-9A-F]{").append(openings.group(1).length()).append("})");
            literal = openings.end();
        }
        expression.append(Pattern.quote(pattern.substring(literal)));
        Matcher matcher = Pattern.compile(expression.toString()).matcher(item);
        if (!matcher.matches()) {
            return null;
        }
        List<Range> ranges = openings();
        int[] numbers = new int[ranges.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Integer.parseInt(matcher.group(i + 1), 16);
            if (numbers[i] < ranges.get(i).first() || numbers[i] > ranges.get(i).last()) {
                return null;
            }
        }
        return numbers;
    }
}
