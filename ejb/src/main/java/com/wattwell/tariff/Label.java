package com.wattwell.tariff;

/** What something is called on a bill. */
public record Label(String zh, String en) {

    public Label {
        if (zh == null || zh.isBlank() || en == null || en.isBlank()) {
            throw new IllegalArgumentException("a name in Chinese and in English");
        }
    }
}
