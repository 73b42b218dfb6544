package com.wattwell.calendar;

import java.util.Arrays;
import java.util.Optional;

/** The festivals of the law in both languages, so that who writes one in Chinese need not translate it. */
enum HolidayNames {

    NEW_YEAR("元旦", "New Year's Day"),
    SPRING_FESTIVAL("春节", "Spring Festival"),
    QINGMING("清明节", "Qingming Festival"),
    LABOUR_DAY("劳动节", "Labour Day"),
    DRAGON_BOAT("端午节", "Dragon Boat Festival"),
    MID_AUTUMN("中秋节", "Mid-Autumn Festival"),
    NATIONAL_DAY("国庆节", "National Day");

    private static final String MADE_UP_ZH = "调休";
    private static final String MADE_UP_EN = "Made up for ";

    private final String zh;
    private final String en;

    HolidayNames(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    String zh() {
        return zh;
    }

    String en() {
        return en;
    }

    /** The English name of a festival, or of a day made up for one ({@code 春节调休}); a name that is not known stays as it is. */
    static String english(String name) {
        boolean madeUp = name.endsWith(MADE_UP_ZH);
        String festival = madeUp ? name.substring(0, name.length() - MADE_UP_ZH.length()) : name;
        Optional<HolidayNames> known = Arrays.stream(values()).filter(each -> each.zh.equals(festival)).findFirst();
        return known.map(each -> madeUp ? MADE_UP_EN + each.en : each.en).orElse(name);
    }
}
