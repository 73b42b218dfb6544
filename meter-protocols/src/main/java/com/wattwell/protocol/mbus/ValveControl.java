package com.wattwell.protocol.mbus;

import java.math.BigDecimal;

/**
 * How a meter's valve is moved and how its state is read. The words differ from make to make, so they are a part of the
 * meter's model; {@link #REMOTE_CONTROL} is what EN 13757-3 (2013) has for it.
 *
 * @param cut       records that close the valve (no supply)
 * @param restore   records that open it
 * @param permit    records that let the resident open it, or {@code null} where the meter has no such thing
 * @param selection records that ask for the state (DIF 08 and its VIF)
 * @param stateKey  {@link DataRecord#key()} of the record that holds the state
 * @param closed    that record's value when the valve is closed
 */
public record ValveControl(byte[] cut, byte[] restore, byte[] permit, byte[] selection, String stateKey, BigDecimal closed) {

    /** VIF FD 1F: 0 closes, 1 opens, 2 permits opening. */
    public static final ValveControl REMOTE_CONTROL = new ValveControl(
            new byte[] {0x01, (byte) 0xFD, 0x1F, 0}, new byte[] {0x01, (byte) 0xFD, 0x1F, 1},
            new byte[] {0x01, (byte) 0xFD, 0x1F, 2}, new byte[] {0x08, (byte) 0xFD, 0x1F}, "Remote control", BigDecimal.ZERO);

    public ValveControl {
        cut = cut.clone();
        restore = restore.clone();
        permit = permit == null ? null : permit.clone();
        selection = selection.clone();
    }
}
