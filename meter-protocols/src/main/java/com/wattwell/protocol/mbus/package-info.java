/**
 * Wired M-Bus: frames of EN 13757-2, the application layer of EN 13757-3 and the dialogue of master and meter.
 *
 * <p>A telegram goes from {@link com.wattwell.protocol.mbus.Telegram} (header and records) down to
 * {@link com.wattwell.protocol.mbus.DataRecord} (one value with its quantity and unit); what a VIF means stands in the
 * table {@code mbus-vif.csv} beside these classes.
 */
package com.wattwell.protocol.mbus;
