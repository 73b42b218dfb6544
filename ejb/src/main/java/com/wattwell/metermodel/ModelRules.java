package com.wattwell.metermodel;

import com.wattwell.platform.RefusedException;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.MeterRequest.SupplyAction;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.UnsupportedRequestException;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold of a meter model before it is kept. */
final class ModelRules {

    private static final Pattern CODE = Pattern.compile("[A-Z0-9._-]{1,64}");
    private static final Pattern OPERATOR = Pattern.compile("[0-9A-F]{8}");
    private static final Pattern PASSWORD = Pattern.compile("[0-9]{6}");
    private static final int MAX_NAME = 100;
    private static final int MAX_NOTE = 2_000;
    private static final int MAX_ITEMS = 200;
    private static final int MAX_REPLY_MILLIS = 10_000;
    private static final int MAX_LEVEL = 9;
    private static final int MAX_DECIMALS = 8;
    private static final String ANY_METER = "1";

    private ModelRules() {
    }

    /** @throws RefusedException naming the field that is wrong */
    static void check(MeterModel model) {
        text("make", model.make());
        text("name", model.name());
        if (!CODE.matcher(model.code()).matches()) {
            throw ModelDocument.refused("code", "refused.modelCode", "must be 1 to 64 capital letters, digits or one of . _ -");
        }
        if (Protocols.all().stream().noneMatch(protocol -> protocol.name().equals(model.protocol()))) {
            throw oneOf("protocol", Protocols.all().stream().map(MeterProtocol::name).toList().toString());
        }
        if (!MeterModel.BAUDS.contains(model.baud())) {
            throw oneOf("baud", MeterModel.BAUDS.toString());
        }
        range("replyMillis", model.replyMillis(), MAX_REPLY_MILLIS);
        range("controlLevel", model.controlLevel(), MAX_LEVEL);
        range("writeLevel", model.writeLevel(), MAX_LEVEL);
        if (!OPERATOR.matcher(model.operator()).matches()) {
            throw ModelDocument.refused("operator", "refused.modelOperator", "must be eight hex digits");
        }
        if (model.note().length() > MAX_NOTE || model.note().chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
            throw ModelDocument.refused("note", "refused.modelNote", "has at most " + MAX_NOTE + " characters, and of control characters only line breaks", MAX_NOTE);
        }
        items(model);
        supply(model);
    }

    private static RefusedException oneOf(String field, String these) {
        return ModelDocument.refused(field, "refused.modelOneOf", "must be one of " + these, these);
    }

    private static void text(String field, String text) {
        if (text.isBlank() || text.length() > MAX_NAME || text.chars().anyMatch(Character::isISOControl)) {
            throw ModelDocument.refused(field, "refused.modelName", "must have 1 to " + MAX_NAME + " characters on one line", MAX_NAME);
        }
    }

    private static void range(String field, int value, int most) {
        if (value < 0 || value > most) {
            throw ModelDocument.refused(field, "refused.modelRange", "must be from 0 to " + most, most);
        }
    }

    private static void items(MeterModel model) {
        if (model.items().size() > MAX_ITEMS) {
            throw ModelDocument.refused("items", "refused.modelItems", "has at most " + MAX_ITEMS + " entries", MAX_ITEMS);
        }
        MeterProtocol protocol = Protocols.named(model.protocol());
        Set<String> seen = new HashSet<>();
        for (MeterModel.Item item : model.items()) {
            String field = "items." + item.item();
            if (!seen.add(item.item())) {
                throw ModelDocument.refused(field, "refused.modelTwice", "stands there twice");
            }
            if (item.decimals() != null && (item.decimals() < 0 || item.decimals() > MAX_DECIMALS)) {
                throw ModelDocument.refused(field, "refused.modelDecimals", "has decimals that are not 0 to " + MAX_DECIMALS, MAX_DECIMALS);
            }
            try {
                protocol.encode(new MeterRequest.ReadItem(ANY_METER, protocol.askedBy(item.item()).getFirst()));
            } catch (UnsupportedRequestException | IllegalArgumentException e) {
                throw ModelDocument.refused(field, "refused.modelItem", "is no item of the protocol: " + e.getMessage(), e.getMessage());
            }
        }
    }

    /** A model that says it switches supply must have a protocol that can. */
    private static void supply(MeterModel model) {
        if (model.supply() == MeterModel.Supply.NONE) {
            return;
        }
        MeterProtocol protocol = Protocols.named(model.protocol()).styled(model.style());
        try {
            protocol.encode(new MeterRequest.SwitchSupply(ANY_METER, SupplyAction.TRIP, new MeterRequest.Credentials(model.controlLevel(), "000000", model.operator()),
                    LocalDateTime.of(2000, 1, 1, 0, 0)));
            protocol.encode(new MeterRequest.ReadSupply(ANY_METER));
        } catch (UnsupportedRequestException e) {
            throw ModelDocument.refused("supply", "refused.modelSupply", "must be NONE, for the protocol switches nothing: " + e.getMessage(), e.getMessage());
        }
    }

    static void check(int level, String password) {
        range("level", level, MAX_LEVEL);
        if (!PASSWORD.matcher(password == null ? "" : password).matches()) {
            throw ModelDocument.refused("password", "refused.modelPassword", "must have six digits");
        }
    }

    static void check(Map<Integer, String> passwords) {
        passwords.forEach((level, password) -> {
            if (!PASSWORD.matcher(password).matches()) {
                throw ModelDocument.refused("passwords", "refused.modelPasswordLevel", "must have six digits each; that of level " + level + " has not", level);
            }
        });
    }
}
