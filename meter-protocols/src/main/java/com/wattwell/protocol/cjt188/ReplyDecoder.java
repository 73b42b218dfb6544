package com.wattwell.protocol.cjt188;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.StateWord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns the answer of one exchange into what the meter said. */
final class ReplyDecoder {

    private ReplyDecoder() {
    }

    static MeterReply decode(byte[] request, List<byte[]> replies) {
        Cjt188Frame asked = Cjt188Frame.parse(request);
        if (replies.isEmpty()) {
            throw new MalformedFrameException("there is no reply to decode");
        }
        Cjt188Frame reply = Cjt188Frame.parse(replies.getLast());
        if (!reply.fromMeter() || reply.function() != asked.function()) {
            throw new MalformedFrameException("byte 9 is " + Hex.of(reply.control()) + ", expected the answer to function "
                    + Hex.of(asked.function()));
        }
        if (reply.abnormal()) {
            return new MeterReply.Refused(reasons(reply));
        }
        if (asked.function() == Function.READ_ADDRESS) {
            return new MeterReply.Address(new WireAddress(reply.type(), reply.address()).toString());
        }
        if (Function.writes(asked.function())) {
            return new MeterReply.Accepted();
        }
        return values(asked, reply);
    }

    private static MeterReply values(Cjt188Frame asked, Cjt188Frame reply) {
        if (reply.data().length == 0) {
            return new MeterReply.Values(List.of());
        }
        if (!reply.hasIdentifier()) {
            throw new MalformedFrameException("byte 10 is " + Hex.of(reply.data().length)
                    + ", expected a length of at least 03 for DI and SER");
        }
        int identifier = reply.identifier();
        if (asked.hasIdentifier() && identifier != asked.identifier()) {
            throw new MalformedFrameException("bytes 11 and 12 hold the identifier %04X, expected %04X"
                    .formatted(identifier, asked.identifier()));
        }
        ItemData data = ItemData.of(identifier, true, reply.rest());
        FieldValue status = data.value("st");
        if (identifier == DataIdentifiers.METERING_DATA && Sequence.isOfSupply(asked.sequence()) && status != null) {
            return supply(status.status());
        }
        return new MeterReply.Values(data.itemValues());
    }

    /** The status word of an answer with metering data. */
    static List<StateWord> stateWords(List<byte[]> replies) {
        if (replies.isEmpty()) {
            return List.of();
        }
        try {
            Cjt188Frame reply = Cjt188Frame.parse(replies.getLast());
            if (!reply.fromMeter() || reply.abnormal() || !reply.hasIdentifier()) {
                return List.of();
            }
            FieldValue status = ItemData.of(reply.identifier(), true, reply.rest()).value("st");
            return status == null ? List.of() : List.of(new StateWord("%04X.st".formatted(reply.identifier()),
                    Arrays.copyOfRange(status.bytes(), status.at(), status.at() + Status.LENGTH)));
        } catch (MalformedFrameException e) {
            return List.of();
        }
    }

    /** A valve has one state, and the meter keeps no other command. */
    private static MeterReply supply(Status status) {
        if (!status.valveOpen() && !status.valveClosed()) {
            return new MeterReply.Refused(List.of("valve " + status.valve()));
        }
        return new MeterReply.Supply(status.valveClosed(), status.valveClosed(), false);
    }

    private static List<String> reasons(Cjt188Frame reply) {
        List<String> reasons = new ArrayList<>();
        if (reply.refusal()) {
            Status status = Status.at(reply.data(), 1);
            reasons.add("status " + status.raw());
            reasons.add(status.words());
        } else {
            reasons.add("data " + Hex.of(reply.data()));
        }
        return reasons;
    }
}
