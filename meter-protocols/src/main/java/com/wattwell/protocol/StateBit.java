package com.wattwell.protocol;

/**
 * What a bit of a state word says, in words: {@code relay open}, {@code 继电器断}.
 *
 * @param abnormal whether a person should look at it
 */
public record StateBit(String nameEn, String nameZh, boolean abnormal) {
}
