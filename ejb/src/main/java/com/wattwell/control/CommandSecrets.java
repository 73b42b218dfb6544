package com.wattwell.control;

import com.wattwell.metermodel.MeterPasswords;
import com.wattwell.platform.Database;
import com.wattwell.platform.Vault;
import com.wattwell.protocol.UnsupportedRequestException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** What of a command nobody may read: sealed in its row until it ends, opened only to be written into a frame. */
@ApplicationScoped
public class CommandSecrets {

    @Inject
    private Database database;
    @Inject
    private Vault vault;
    @Inject
    private MeterPasswords passwords;

    void keep(long commandId, String secret) {
        database.update("update command set secret = ? where id = ?", vault.seal(purpose(commandId), secret), commandId);
    }

    /** The command's order with its secret, when it needs one. @throws UnsupportedRequestException when that is missing */
    Order complete(Command command) {
        if (command.kind() != CommandKind.SET_PASSWORD) {
            return command.order();
        }
        return command.order().with(secret(command).orElseThrow(() -> new UnsupportedRequestException("the new password is missing")));
    }

    /** A password that the meter took is the meter's own from now on; what is over keeps no secret. */
    void ended(Command command, CommandState state) {
        if (!(command.order() instanceof PasswordOrder order)) {
            return;
        }
        if (state == CommandState.CONFIRMED) {
            secret(command).ifPresent(taken -> passwords.keepForMeter(command.meterId(), command.companyId(), order.passwordLevel(), taken));
        }
        database.update("update command set secret = null where id = ?", command.id());
    }

    private Optional<String> secret(Command command) {
        return database.first("select secret from command where id = ? and secret is not null", row -> vault.open(purpose(command.id()), row.getBytes(1)), command.id());
    }

    private static String purpose(long commandId) {
        return "command/" + commandId;
    }
}
