package com.wattwell.protocol;

import java.util.List;

/**
 * One protocol that meters speak on a line. Implementations are stateless and safe for concurrent use; everything that
 * belongs to one exchange lives in the {@link Dialogue} they open.
 *
 * <p>The rest of Wattwell names values ({@link MeterRequest}, {@link MeterReply}) and carries bytes; only
 * implementations of this interface know how the one becomes the other.
 */
public interface MeterProtocol extends FrameExplainer {

    /** The stable name that is stored beside a meter, for example {@code DLT645_2007}. */
    String name();

    /**
     * The one way in which a meter's address is written, so that two spellings are not two meters.
     *
     * @param written as a person wrote it
     * @throws UnsupportedRequestException when it is no address of one meter: wildcards and broadcasts are not
     */
    String meterAddress(String written);

    /**
     * Judges whether a frame of this protocol starts exactly at {@code from}. Never reads at or past {@code to}, and
     * allocates nothing that grows with the input.
     *
     * @param from index of the first byte of the supposed frame, preamble not included
     * @param to   index after the last byte that is there
     */
    @Override
    Probe probe(byte[] bytes, int from, int to);

    /**
     * Encodes a request, with the preamble that wakes the meter.
     *
     * @throws UnsupportedRequestException when the protocol has no such request or a field is out of range; the message
     *                                     names the field
     */
    byte[] encode(MeterRequest request);

    /** The same protocol, its requests written as a make wants them. Protocols that leave no choice are the same whatever the style. */
    default MeterProtocol styled(RequestStyle style) {
        return this;
    }

    /**
     * What may be asked for to get this single item, the shortest first: the item itself or what holds it, then the blocks of
     * which it is a part. For DL/T 645-2007 {@code 00010100} that is {@code 00010100, 0001FF00}; for CJ/T 188
     * {@code 901F.current} it is {@code 901F}.
     */
    List<String> askedBy(String item);

    /** Opens the exchange that starts with this encoded request. */
    Dialogue dialogue(byte[] request);

    /**
     * Decodes what came back for a request: the frames that {@link Dialogue} kept, in order.
     *
     * @throws MalformedFrameException when the frames do not make sense together; the message names the byte
     */
    MeterReply decode(byte[] request, List<byte[]> replies);

    /**
     * The words in the answer in which the meter tells its own state; none when the frames hold none, or make no sense.
     *
     * @see #stateBits
     */
    List<StateWord> stateWords(byte[] request, List<byte[]> replies);

    /** What the bits of such a word say, lowest first. Bits that the standard leaves open are passed over. */
    List<StateBit> stateBits(StateWord word);

    /** What meters of this protocol can be asked for, as its standard lists it, in that order. */
    List<ItemEntry> items();

    /** One line for people: direction, address, function, item and value, or what is wrong and where. Never a password. */
    String describe(byte[] frame);

    /** The frame with every password and key byte replaced by {@code 00}, and its length unchanged: what may be kept or shown. */
    byte[] redact(byte[] frame);
}
