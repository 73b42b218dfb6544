package com.wattwell.protocol.mbus;

/**
 * What one VIF or VIFE code means: a line of {@code mbus-vif.csv} worked out for this code.
 *
 * @param quantity   what is measured, or what a VIFE says, in English
 * @param quantityZh the same in Chinese; empty for a VIFE
 * @param unit       the base unit, or empty
 * @param exponent   value = data · factor · 10^exponent, in the base unit
 * @param factor     seconds of a minute, hour or day for times; else 1
 */
record ValueInformation(String quantity, String quantityZh, String unit, int exponent, int factor, Coding coding) {
}
