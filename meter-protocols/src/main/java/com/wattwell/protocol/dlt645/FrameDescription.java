package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MalformedFrameException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.StringJoiner;

/** One line about a frame for people. Passwords and operator codes never stand in it. */
final class FrameDescription {

    private FrameDescription() {
    }

    static String of(byte[] bytes) {
        try {
            Dlt645Frame frame = Dlt645Frame.parse(bytes);
            String who = (frame.fromMeter() ? "from " : "to ") + people(frame.address()) + ": ";
            return who + Function.words(frame.function()) + what(frame);
        } catch (MalformedFrameException malformed) {
            return "not a DL/T 645-2007 frame: " + malformed.getMessage();
        }
    }

    private static String people(String address) {
        return switch (address) {
            case Dlt645Frame.BROADCAST -> "every meter";
            case Dlt645Frame.ANY -> "any meter";
            default -> address;
        };
    }

    private static String what(Dlt645Frame frame) {
        if (frame.abnormal()) {
            return " refused: " + String.join(", ", ErrorBits.words(frame.function(), frame.data()));
        }
        String more = frame.moreFollows() ? ", more follows" : "";
        if (Function.answersWithIdentifier(frame.function()) || frame.function() == Function.WRITE.code()) {
            return item(frame) + more;
        }
        if (frame.function() == Function.READ_ADDRESS.code() && frame.data().length == FrameProbe.ADDRESS_LENGTH) {
            return " = " + WireAddress.read(frame.data(), 0);
        }
        if (frame.function() == Function.BROADCAST_TIME.code() && frame.data().length == WireTime.LENGTH) {
            return " " + time(WireTime.read(frame.data(), 0));
        }
        if (frame.function() == Function.CONTROL.code() && !frame.fromMeter()
                && frame.data().length == ControlCommand.LENGTH) {
            return control(frame.data());
        }
        return (frame.fromMeter() ? " accepted" : "") + more;
    }

    private static String item(Dlt645Frame frame) {
        if (!frame.hasIdentifier()) {
            return frame.data().length == 0 ? (frame.fromMeter() ? " answered without data" : "") : " with a cut identifier";
        }
        DataIdentifier identifier = DataIdentifiers.of(frame.identifier());
        return " " + identifier + values(frame, identifier);
    }

    /** Values of a whole read reply; parts of a long one are cut anywhere, and password items are never shown. */
    private static String values(Dlt645Frame frame, DataIdentifier identifier) {
        boolean whole = frame.fromMeter() && frame.function() == Function.READ.code() && !frame.moreFollows();
        if (!whole || identifier.secret()) {
            return "";
        }
        byte[] data = Arrays.copyOfRange(frame.data(), Dlt645Frame.IDENTIFIER_LENGTH, frame.data().length);
        StringJoiner values = new StringJoiner(", ", " = ", "").setEmptyValue("");
        for (ItemValue value : identifier.decode(data)) {
            values.add(value.absent() ? "absent" : value.number() == null ? value.text()
                    : value.unit().isEmpty() ? value.number().toPlainString()
                    : value.number().toPlainString() + " " + value.unit());
        }
        return values.toString();
    }

    private static String control(byte[] data) {
        try {
            ControlCommand command = ControlCommand.parse(data);
            return " " + command.actionWords() + ", level " + command.credentials().level() + ", accepted until "
                    + time(command.acceptUntil());
        } catch (MalformedFrameException malformed) {
            return " that makes no sense: " + malformed.getMessage();
        }
    }

    private static String time(LocalDateTime time) {
        return time == null ? "(no time)" : time.toString().replace('T', ' ');
    }
}
