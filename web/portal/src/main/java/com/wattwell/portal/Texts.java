package com.wattwell.portal;

import com.wattwell.metering.ReadingType;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.control.Meanings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of the pages, in the language of the browser. What is not in them is shown as it is, never a failure. */
@Named
@RequestScoped
public class Texts {

    static final String BUNDLE = "com.wattwell.portal.Messages";

    @Inject
    private Language language;

    private ResourceBundle bundle;

    public static Texts in(Locale locale) {
        Texts texts = new Texts();
        texts.bundle = ResourceBundle.getBundle(BUNDLE, locale);
        return texts;
    }

    /** The text of a key with its arguments. */
    public String of(String key, Object... arguments) {
        if (!bundle().containsKey(key)) {
            return key;
        }
        String text = bundle().getString(key);
        return arguments.length == 0 ? text : new MessageFormat(text, bundle().getLocale()).format(arguments);
    }

    /** A word of a family, such as {@code supply} and {@code OPEN}; one that is not known is shown as it is. */
    public String word(String family, Object word) {
        if (word == null) {
            return "";
        }
        String key = family + "." + word;
        return bundle().containsKey(key) ? bundle().getString(key) : String.valueOf(word);
    }

    /** A field of a frame by its name in the standard; digits behind the name, as in {@code data 00010000}, stay. */
    public String field(String name) {
        int last = name.lastIndexOf(' ') + 1;
        boolean item = last > 0 && name.substring(last).chars().anyMatch(Character::isDigit) && !bundle().containsKey(fieldKey(name));
        return item ? field(name.substring(0, last - 1)) + " " + name.substring(last) : bundle().containsKey(fieldKey(name)) ? bundle().getString(fieldKey(name)) : name;
    }

    /** What bytes of a frame say, which the library tells in English. */
    public String meaning(String english) {
        return type(english, Meanings.chinese(english));
    }

    private static String fieldKey(String name) {
        return "field." + name.replace(' ', '_').replace(",", "");
    }

    /** A step of a command: a key below {@code command.}, its arguments behind {@code |}; words of the adapter are told. */
    public String step(String detail) {
        return told("command", detail);
    }

    /** Why something is as it is: a key below the family, its arguments behind {@code |}: words of how something ended, or of things. */
    public String told(String family, String detail) {
        if (detail == null) {
            return "";
        }
        String[] parts = detail.split("\\|");
        String words = family.equals("prepaid") ? "held.reason" : "end";
        Object[] arguments = Arrays.stream(parts).skip(1).map(part -> word(bundle().containsKey(words + "." + part) ? words : "thing", part)).toArray();
        String key = family + "." + parts[0];
        return bundle().containsKey(key) ? new MessageFormat(bundle().getString(key), bundle().getLocale()).format(arguments) : detail;
    }

    /** What happened: a key below {@code notice.} with its one argument. */
    public String notice(String kind, String detail) {
        return bundle().containsKey("notice." + kind) ? of("notice." + kind, detail) : kind + " " + detail;
    }

    /** Why a scheduled value did not come: a word, and behind a colon what the meter or the decoder said. */
    public String reason(String reason) {
        return explained("end", reason);
    }

    /** Why a gap cannot be filled. */
    public String gap(String reason) {
        return explained("gap", reason);
    }

    private String explained(String kind, String reason) {
        int colon = reason.indexOf(": ");
        return colon < 0 ? word(kind, reason) : word(kind, reason.substring(0, colon)) + " (" + reason.substring(colon + 2) + ")";
    }

    public String refused(RefusedException refused) {
        return bundle().containsKey(refused.messageKey()) ? of(refused.messageKey(), Arrays.stream(refused.arguments())
                .map(argument -> argument instanceof String word ? word("thing", word) : argument).toArray()) : refused.getMessage();
    }

    public String type(ReadingType type) {
        return type(type.nameEn(), type.nameZh());
    }

    public String type(String nameEn, String nameZh) {
        return Locale.CHINESE.getLanguage().equals(bundle().getLocale().getLanguage()) ? nameZh : nameEn;
    }

    private ResourceBundle bundle() {
        if (bundle == null) {
            bundle = ResourceBundle.getBundle(BUNDLE, language.getLocale());
        }
        return bundle;
    }
}
