package com.wattwell.api.http;

import com.wattwell.platform.RefusedException;

/** What every text that comes from outside must be: of sane length, and characters that a person could have typed. */
final class PlainText {

    private PlainText() {
    }

    /** @throws RefusedException naming the field */
    static String checked(String field, String text, int most) {
        if (text.length() > most) {
            throw RefusedException.invalid(field, "refused.tooLong", field + " has at most " + most + " characters.", most);
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                throw RefusedException.invalid(field, "refused.characters", field + " must not hold control characters or half characters.");
            }
        }
        return text;
    }

    /** The same for what is kept and shown later. @throws RefusedException naming the field */
    static String kept(String field, String text, int most) {
        if (checked(field, text, most).chars().anyMatch(PlainText::turnsTheText)) {
            throw RefusedException.invalid(field, "refused.characters", field + " must not hold characters that change the direction of what follows.");
        }
        return text;
    }

    /** Embeddings, overrides and isolates of Unicode's bidirectional algorithm: a name with one turns the page behind it around. */
    private static boolean turnsTheText(int c) {
        return c >= '\u202A' && c <= '\u202E' || c >= '\u2066' && c <= '\u2069';
    }
}
