package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterReply;
import java.util.List;

/** Turns the frames of one exchange into what the meter said. */
final class ReplyDecoder {

    private static final int IDENTIFIER_LENGTH = Dlt645Frame.IDENTIFIER_LENGTH;
    private static final byte[] NOTHING = {};

    private static final int RELAY_OPEN = 1 << 4;
    private static final int COMMAND_OPEN = 1 << 6;
    private static final int KEEP_POWER = 1 << 12;
    /** All FF: the meter has no such word. */
    private static final int NO_STATE = 0xFFFF;

    private ReplyDecoder() {
    }

    static MeterReply decode(byte[] request, List<byte[]> replies) {
        int asked = Dlt645Frame.startOfFrame(request, 0, request.length);
        if (replies.isEmpty()) {
            throw new MalformedFrameException("there is no reply to decode");
        }
        byte[] last = replies.getLast();
        int at = Dlt645Frame.startOfFrame(last, 0, last.length);
        int function = request[asked + FrameProbe.CONTROL_AT] & Dlt645Frame.FUNCTION_BITS;
        int control = last[at + FrameProbe.CONTROL_AT] & 0xFF;
        if ((control & Dlt645Frame.FROM_METER) == 0 || !answers(function, control & Dlt645Frame.FUNCTION_BITS)) {
            throw new MalformedFrameException("byte 8 is " + Hex.of(control) + ", expected the answer to function "
                    + Hex.of(function));
        }
        if ((control & Dlt645Frame.ABNORMAL) != 0) {
            return new MeterReply.Refused(ErrorBits.words(control & Dlt645Frame.FUNCTION_BITS, Dlt645Frame.dataOf(last, at)));
        }
        if (function == Function.READ.code()) {
            boolean whole = replies.size() == 1 && (control & Dlt645Frame.MORE_FOLLOWS) == 0;
            int identifier = identifier(request, asked);
            return values(identifier, whole ? single(identifier, last, at) : FollowUps.join(identifier, replies));
        }
        if (function == Function.READ_ADDRESS.code()) {
            return new MeterReply.Address(address(last, at));
        }
        return new MeterReply.Accepted();
    }

    private static boolean answers(int asked, int answered) {
        return asked == answered || asked == Function.READ.code() && answered == Function.READ_FOLLOWING.code();
    }

    private static int identifier(byte[] request, int at) {
        if ((request[at + FrameProbe.LENGTH_AT] & 0xFF) < IDENTIFIER_LENGTH) {
            throw new MalformedFrameException("byte 9 of the request is " + Hex.of(request[at + FrameProbe.LENGTH_AT])
                    + ", expected a length of at least 04 for the identifier");
        }
        return Dlt645Frame.wireIdentifierAt(request, at + FrameProbe.DATA_AT);
    }

    /** The item's bytes of a reply that is whole, without the identifier; none when the meter sent no data at all. */
    private static byte[] single(int identifier, byte[] reply, int at) {
        int length = reply[at + FrameProbe.LENGTH_AT] & 0xFF;
        if (length == 0) {
            return NOTHING;
        }
        int data = at + FrameProbe.DATA_AT;
        if (length < IDENTIFIER_LENGTH) {
            throw new MalformedFrameException("byte 9 is " + Hex.of(length)
                    + ", expected a length of at least 04 for the identifier");
        }
        if (Dlt645Frame.wireIdentifierAt(reply, data) != identifier) {
            throw new MalformedFrameException("bytes 10 to 13 hold another identifier than the one that was asked for");
        }
        return Dlt645Frame.values(reply, data + IDENTIFIER_LENGTH, data + length);
    }

    private static MeterReply values(int identifier, byte[] data) {
        if (identifier == RequestEncoder.SUPPLY_STATE && data.length == Short.BYTES) {
            int word = data[0] & 0xFF | (data[1] & 0xFF) << 8;
            if (word != NO_STATE) {
                return new MeterReply.Supply((word & RELAY_OPEN) != 0, (word & COMMAND_OPEN) != 0,
                        (word & KEEP_POWER) != 0);
            }
        }
        return new MeterReply.Values(DataIdentifiers.of(identifier).decode(data));
    }

    /** The data hold the address; a reply without data still has it in its head. */
    private static String address(byte[] reply, int at) {
        byte[] data = Dlt645Frame.dataOf(reply, at);
        return switch (data.length) {
            case 0 -> WireAddress.read(reply, at + FrameProbe.ADDRESS_AT);
            case FrameProbe.ADDRESS_LENGTH -> WireAddress.read(data, 0);
            default -> throw new MalformedFrameException("byte 9 is " + Hex.of(data.length)
                    + ", expected 06 for an address");
        };
    }
}
