package com.wattwell.control;

import com.wattwell.protocol.ItemValue;

/**
 * Names of the items of DL/T 645-2007 as a person reads them. A line of the standard's table stands for many items, so its
 * name leaves open which tariff (费率, byte DI1) and how long ago (上n结算日, 上n次, byte DI0); the item itself tells.
 */
final class ItemNames {

    private static final int ITEM_DIGITS = 8;

    private ItemNames() {
    }

    static String english(ItemValue value) {
        if (!named(value)) {
            return value.nameEn();
        }
        return value.nameEn().replace("tariff n", "tariff " + tariff(value)).replace("tariff (DI1=tariff", "tariff " + tariff(value) + " (DI1=tariff")
                .replace("settlement day -n", "settlement day -" + back(value)).replace("n-th last", last(back(value)))
                .replaceFirst(" \\(DI[01]=[^)]*\\)$", "");
    }

    static String chinese(ItemValue value) {
        if (!named(value)) {
            return value.nameZh();
        }
        String name = value.nameEn().contains("DI1=tariff") ? value.nameZh().replace("费率", "费率n") : value.nameZh();
        return name.replace("费率n", "费率" + tariff(value)).replace("上n", "上" + back(value));
    }

    private static boolean named(ItemValue value) {
        return value.item().length() == ITEM_DIGITS && value.item().chars().allMatch(digit -> Character.digit(digit, 16) >= 0);
    }

    private static int tariff(ItemValue value) {
        return Integer.parseInt(value.item(), 4, 6, 16);
    }

    private static String last(int back) {
        return switch (back) {
            case 1 -> "last";
            case 2 -> "2nd last";
            case 3 -> "3rd last";
            default -> back + "th last";
        };
    }

    private static int back(ItemValue value) {
        return Integer.parseInt(value.item(), 6, 8, 16);
    }
}
