package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterReply;
import java.util.List;

/** Turns the frames of one exchange into what the meter said. */
final class ReplyDecoder {

    private static final byte[] NOTHING = {};

    private static final int RELAY_OPEN = 1 << 4;
    private static final int COMMAND_OPEN = 1 << 6;
    private static final int KEEP_POWER = 1 << 12;
    /** All FF: the meter has no such word. */
    private static final int NO_STATE = 0xFFFF;

    private ReplyDecoder() {
    }

    static MeterReply decode(Edition edition, byte[] request, List<byte[]> replies) {
        int asked = Dlt645Frame.startOfFrame(request, 0, request.length);
        if (replies.isEmpty()) {
            throw new MalformedFrameException("there is no reply to decode");
        }
        byte[] last = replies.getLast();
        int at = Dlt645Frame.startOfFrame(last, 0, last.length);
        int function = request[asked + FrameProbe.CONTROL_AT] & Dlt645Frame.FUNCTION_BITS;
        int control = last[at + FrameProbe.CONTROL_AT] & 0xFF;
        if ((control & Dlt645Frame.FROM_METER) == 0 || !answers(edition, function, control & Dlt645Frame.FUNCTION_BITS)) {
            throw new MalformedFrameException("byte 8 is " + Hex.of(control) + ", expected the answer to function "
                    + Hex.of(function));
        }
        if ((control & Dlt645Frame.ABNORMAL) != 0) {
            return new MeterReply.Refused(ErrorBits.words(edition, control, Dlt645Frame.dataOf(last, at)));
        }
        if (function == Function.READ.code(edition)) {
            int identifier = identifier(edition, request, asked);
            byte[] data = read(edition, identifier, replies);
            return edition == Edition.DLT645_1997 && identifier == RequestEncoder.METER_NUMBER
                    && data.length == FrameProbe.ADDRESS_LENGTH && WireAddress.isOpen(request, asked + FrameProbe.ADDRESS_AT)
                    ? new MeterReply.Address(searched(data, last, at)) : values(edition, identifier, data);
        }
        if (function == Function.SECURITY.code(edition)) {
            int identifier = identifier(edition, request, asked);
            byte[] data = single(edition, identifier, last, at);
            return data.length == 0 ? new MeterReply.Accepted() : values(edition, identifier, data);
        }
        if (function == Function.READ_ADDRESS.code(edition)) {
            return new MeterReply.Address(address(last, at));
        }
        return new MeterReply.Accepted();
    }

    /** The bytes of the item that was read, put together of the frames of its answer. */
    private static byte[] read(Edition edition, int identifier, List<byte[]> replies) {
        byte[] last = replies.getLast();
        int at = Dlt645Frame.startOfFrame(last, 0, last.length);
        boolean whole = replies.size() == 1 && (last[at + FrameProbe.CONTROL_AT] & Dlt645Frame.MORE_FOLLOWS) == 0;
        return whole ? single(edition, identifier, last, at) : FollowUps.join(edition, identifier, replies);
    }

    /** The values of what was read, the state of the supply as one, too; none when it was no read or was refused. */
    static List<ItemValue> valuesRead(Edition edition, byte[] request, List<byte[]> replies) {
        MeterReply reply = decode(edition, request, replies);
        if (!(reply instanceof MeterReply.Values) && !(reply instanceof MeterReply.Supply)) {
            return List.of();
        }
        int identifier = identifier(edition, request, Dlt645Frame.startOfFrame(request, 0, request.length));
        return edition.identifiers().of(identifier).decode(read(edition, identifier, replies));
    }

    private static boolean answers(Edition edition, int asked, int answered) {
        return asked == answered
                || asked == Function.READ.code(edition) && answered == Function.READ_FOLLOWING.code(edition);
    }

    private static int identifier(Edition edition, byte[] request, int at) {
        if ((request[at + FrameProbe.LENGTH_AT] & 0xFF) < edition.identifierLength()) {
            throw new MalformedFrameException("byte 9 of the request is " + Hex.of(request[at + FrameProbe.LENGTH_AT])
                    + ", expected a length of at least " + Hex.of(edition.identifierLength()) + " for the identifier");
        }
        return edition.wireIdentifierAt(request, at + FrameProbe.DATA_AT);
    }

    /** The item's bytes of a reply that is whole, without the identifier; none when the meter sent no data at all. */
    private static byte[] single(Edition edition, int identifier, byte[] reply, int at) {
        int length = reply[at + FrameProbe.LENGTH_AT] & 0xFF;
        if (length == 0) {
            return NOTHING;
        }
        int data = at + FrameProbe.DATA_AT;
        if (length < edition.identifierLength()) {
            throw new MalformedFrameException("byte 9 is " + Hex.of(length)
                    + ", expected a length of at least " + Hex.of(edition.identifierLength()) + " for the identifier");
        }
        if (edition.wireIdentifierAt(reply, data) != identifier) {
            throw new MalformedFrameException("bytes 10 to " + (9 + edition.identifierLength())
                    + " hold another identifier than the one that was asked for");
        }
        return Dlt645Frame.values(reply, data + edition.identifierLength(), data + length);
    }

    private static MeterReply values(Edition edition, int identifier, byte[] data) {
        if (edition == Edition.DLT645_2007 && identifier == RequestEncoder.SUPPLY_STATE && data.length == Short.BYTES) {
            int word = data[0] & 0xFF | (data[1] & 0xFF) << 8;
            if (word != NO_STATE) {
                return new MeterReply.Supply((word & RELAY_OPEN) != 0, (word & COMMAND_OPEN) != 0,
                        (word & KEEP_POWER) != 0);
            }
        }
        return new MeterReply.Values(edition.identifiers().of(identifier).decode(data));
    }

    /** In the 1997 edition a meter is searched by its number; its address is that of the reply unless the reply leaves it open. */
    private static String searched(byte[] number, byte[] reply, int at) {
        return WireAddress.isOpen(reply, at + FrameProbe.ADDRESS_AT) ? WireAddress.read(number, 0)
                : WireAddress.read(reply, at + FrameProbe.ADDRESS_AT);
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
