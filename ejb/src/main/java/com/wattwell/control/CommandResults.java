package com.wattwell.control;

import com.wattwell.metermodel.ModelInUse;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.Probe;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What came of a command, as its row keeps it. */
final class CommandResults {

    private CommandResults() {
    }

    /** As a meter's supply is written everywhere; the portal has words for it. */
    static String word(MeterReply.Supply supply) {
        return supply.relayOpen() ? "OPEN" : "CLOSED";
    }

    /** The answer to a question for the word that holds the supply's state, under the item that was asked for. */
    static String json(String item, MeterReply.Supply supply) {
        return Json.createArrayBuilder().add(Json.createObjectBuilder().add("item", item == null ? "" : item)
                .add("nameEn", "state of the supply").add("nameZh", "供电状态").add("unit", "")
                .add("value", word(supply))).build().toString();
    }

    /** The values with as many places as the model says the make sends. */
    static String json(ModelInUse model, MeterReply.Values values) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (ItemValue value : values.values()) {
            JsonObjectBuilder entry = Json.createObjectBuilder().add("item", value.item()).add("nameEn", ItemNames.english(value)).add("nameZh", ItemNames.chinese(value))
                    .add("unit", value.unit());
            if (value.absent()) {
                entry.addNull("value");
            } else {
                entry.add("value", value.number() != null ? model.number(value).toPlainString() : value.text());
            }
            array.add(entry);
        }
        return array.build().toString();
    }

    /** What kept bytes say: the frames of an answer lie one behind the other. @return {@code null} when they make no sense together */
    static MeterReply decoded(MeterProtocol protocol, byte[] request, byte[] reply) {
        List<byte[]> frames = new ArrayList<>();
        int from = 0;
        while (from < reply.length && protocol.probe(reply, from, reply.length) instanceof Probe.Frame frame) {
            frames.add(Arrays.copyOfRange(reply, from, from + frame.length()));
            from += frame.length();
        }
        try {
            return frames.isEmpty() ? null : protocol.decode(request, frames);
        } catch (MalformedFrameException e) {
            return null;
        }
    }
}
