package com.wattwell.control;

import com.wattwell.identity.Caller;
import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.UnsupportedRequestException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.regex.Pattern;

/** Changes what a meter is spoken to with: passwords, address, speed. Only administrators do. */
@Stateless
public class MeterSettings {

    private static final Pattern PASSWORD = Pattern.compile("[0-9]{6}");
    private static final int LEVELS = 10;

    @Inject
    private Database database;
    @Inject
    private CommandService commands;
    @Inject
    private CommandBatches batches;
    @Inject
    private CommandSecrets secrets;

    /** Changes the password of a level on one meter. @param password six digits @return the command's id */
    public long password(Caller caller, int meterId, int level, String password, String reason) {
        check(level, password);
        long command = commands.change(caller, meterId, CommandKind.SET_PASSWORD, Json.createObjectBuilder().add("level", level).build(), reason);
        secrets.keep(command, password);
        return command;
    }

    /** The same on many meters. @return the batch's id */
    public long passwords(Caller caller, BatchTarget target, int level, String password, String reason) {
        check(level, password);
        long batch = batches.create(caller, CommandKind.SET_PASSWORD, Json.createObjectBuilder().add("level", level).build(), target, reason);
        database.list("select id from command where batch_id = ?", row -> row.getLong(1), batch).forEach(command -> secrets.keep(command, password));
        return batch;
    }

    /** Gives a meter another address; its row has it only after it answered under it. @return the command's id */
    public long address(Caller caller, int meterId, String address, String reason) {
        String written = database.first("select protocol from meter m where m.id = ?" + caller.scope().and("m.company_id"), row -> checked(row.getString(1), address), meterId)
                .orElseThrow(() -> RefusedException.notFound("meter", meterId));
        if (database.one("select exists (select 1 from meter m join meter own on own.line_id = m.line_id where own.id = ? and m.address = ?)", row -> row.getBoolean(1),
                meterId, written)) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "address", "refused.addressTaken", "The line has a meter with the address " + written + " already.", written);
        }
        return commands.change(caller, meterId, CommandKind.SET_ADDRESS, Json.createObjectBuilder().add("address", written).build(), reason);
    }

    /**
     * Changes the speed of a meter's port.
     *
     * @param understood that the meter is lost until its line has the same speed, and the line's other meters then are, unless they were changed, too
     */
    public long baud(Caller caller, int meterId, int baud, boolean understood, String reason) {
        if (!understood) {
            throw RefusedException.invalid("understood", "refused.baudUnconfirmed", "Confirm that the meter is lost until its line has this speed, too.");
        }
        JsonObject parameters = Json.createObjectBuilder().add("baud", baud).build();
        return commands.change(caller, meterId, CommandKind.SET_BAUD, parameters, reason);
    }

    private static void check(int level, String password) {
        if (level < 0 || level >= LEVELS) {
            throw RefusedException.invalid("level", "refused.range", "level must be 0 to " + (LEVELS - 1) + ".", 0, LEVELS - 1);
        }
        if (password == null || !PASSWORD.matcher(password).matches()) {
            throw RefusedException.invalid("password", "refused.sixDigits", "password must be six digits.");
        }
    }

    private static String checked(String protocol, String address) {
        try {
            return Protocols.named(protocol).meterAddress(address == null ? "" : address.strip());
        } catch (UnsupportedRequestException e) {
            throw RefusedException.invalid("address", "refused.unsupported", "address: " + e.getMessage(), e.getMessage());
        }
    }
}
