package com.wattwell.protocol;

/**
 * A word in which a meter tells its own state (运行状态字), as it came.
 *
 * @param item what it is called: {@code 04000503}, {@code C020}, {@code 901F.st}, {@code STATUS}
 * @param raw  its bytes in wire order, freed of the wire's offset
 */
public record StateWord(String item, byte[] raw) {
}
