package com.wattwell.control;

import java.time.Instant;

/**
 * A command has come to its end; fired in the transaction that writes it.
 *
 * @param detail key of the portal's texts below {@code command.}, its arguments behind {@code |}
 */
public record CommandEnded(long commandId, int companyId, int meterId, CommandKind kind, CommandState state, String detail, Instant at) {
}
