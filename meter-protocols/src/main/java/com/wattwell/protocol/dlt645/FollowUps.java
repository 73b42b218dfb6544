package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Joins a reply that came in several frames: the first is {@code DI part}, the others are {@code DI part SEQ} (without SEQ
 * in the 1997 edition), and all but the last say that more follows. A border may fall inside a field, so nothing is decoded before.
 */
final class FollowUps {

    private FollowUps() {
    }

    /** The item's bytes, identifiers and sequence numbers taken off. */
    static byte[] join(Edition edition, int identifier, List<byte[]> replies) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (int i = 0; i < replies.size(); i++) {
            Dlt645Frame reply = Dlt645Frame.parse(replies.get(i));
            String which = "frame " + (i + 1) + " of " + replies.size() + ": ";
            boolean last = i == replies.size() - 1;
            if (reply.moreFollows() == last) {
                throw new MalformedFrameException(which + "byte 8 is " + Hex.of(reply.control())
                        + (last ? ", but more was to follow" : ", expected bit 5 (more follows)"));
            }
            int end = reply.data().length - (i == 0 || !edition.hasSequence() ? 0 : 1);
            if (end < edition.identifierLength()) {
                throw new MalformedFrameException(which + "byte 9 is " + Hex.of(reply.data().length)
                        + ", too short for identifier and sequence");
            }
            if (i > 0 && edition.hasSequence() && (reply.data()[end] & 0xFF) != i) {
                throw new MalformedFrameException(which + "sequence is " + Hex.of(reply.data()[end]) + ", expected "
                        + Hex.of(i));
            }
            if (edition.identifierAt(reply.data(), 0) != identifier) {
                throw new MalformedFrameException(which
                        + "bytes 10 to " + (9 + edition.identifierLength()) + " hold another identifier than the one that was asked for");
            }
            joined.write(reply.data(), edition.identifierLength(), end - edition.identifierLength());
        }
        return joined.toByteArray();
    }
}
