package com.wattwell.protocol.mbus;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.Explanation;
import com.wattwell.protocol.ItemEntry;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.Probe;
import com.wattwell.protocol.StateBit;
import com.wattwell.protocol.StateWord;
import com.wattwell.protocol.UnsupportedRequestException;
import java.util.ArrayList;
import java.util.List;

/**
 * Wired M-Bus, EN 13757-2 and -3: water, heat and some electricity meters.
 *
 * <p>A meter sends all it has at once, so a request for one item reads them all; the item wanted is found in the answer
 * under its {@linkplain DataRecord#key() key}, such as {@code Volume} or {@code Volume:s1}. The request's own bytes are
 * the frames that are sent one after the other ({@link MbusRequest}); a meter's address is {@code 1} to {@code 250}, or
 * its secondary address of sixteen hex digits.
 *
 * <p>M-Bus has neither passwords nor an expiry for commands: of a request to switch, only address and action travel.
 */
public final class MbusProtocol implements MeterProtocol {

    public static final String NAME = "MBUS";
    /** The item that stands for everything a meter sends. */
    public static final String ALL = "*";

    private static final int MAX_ITEM = 200;
    private static final MbusExplainer EXPLAINER = new MbusExplainer();

    private final ValveControl valve;
    private final ReplyDecoder decoder;

    /** Valves are moved by the record that the standard has for it. */
    public MbusProtocol() {
        this(ValveControl.REMOTE_CONTROL);
    }

    /** @param valve the words of the make */
    public MbusProtocol(ValveControl valve) {
        this.valve = valve;
        this.decoder = new ReplyDecoder(valve);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** {@inheritDoc} {@code 1} to {@code 250} without leading zeros, or sixteen upper-case hex digits. */
    @Override
    public String meterAddress(String written) {
        return MbusAddress.parse(written).canonical();
    }

    /** {@inheritDoc} The single character E5 is never a frame here; see {@link Dialogue#awaitedCharacter()}. */
    @Override
    public Probe probe(byte[] bytes, int from, int to) {
        return FrameProbe.at(bytes, from, to);
    }

    @Override
    public byte[] encode(MeterRequest request) {
        return switch (request) {
            case MeterRequest.ReadItem read -> MbusRequest.readout(addressed(read.address(), read.item()));
            case MeterRequest.ReadAddress any -> MbusRequest.readoutOfAny();
            case MeterRequest.ReadSupply read -> MbusRequest.selectedReadout(read.address(), valve.selection());
            case MeterRequest.BroadcastTime broadcast -> MbusRequest.broadcastClock(broadcast.time());
            case MeterRequest.SwitchSupply control -> MbusRequest.dataSend(control.address(), word(control.action()));
            case MeterRequest.SetClock clock -> MbusRequest.setClock(clock.address(), clock.time());
            case MeterRequest.ChangeBaudRate speed -> MbusRequest.setBaud(speed.address(), speed.baud());
            case MeterRequest.WriteAddress write -> MbusRequest.setPrimaryAddress(write.address(), MbusAddress.parse(write.newAddress()).primary());
            default -> throw new UnsupportedRequestException("M-Bus has no request " + request.getClass().getSimpleName());
        };
    }

    @Override
    public List<String> askedBy(String item) {
        return List.of(ALL);
    }

    private static String addressed(String address, String item) {
        if (item == null || item.isBlank() || item.length() > MAX_ITEM) {
            throw new UnsupportedRequestException("item '" + item + "' is not the key of a record, such as Volume or Volume:s1");
        }
        return address;
    }

    private byte[] word(MeterRequest.SupplyAction action) {
        if (action == null) {
            throw new UnsupportedRequestException("action is missing");
        }
        byte[] records = switch (action) {
            case TRIP -> valve.cut();
            case CLOSE -> valve.restore();
            case PERMIT_CLOSE -> valve.permit();
            case ALARM_ON, ALARM_OFF, KEEP_POWER_ON, KEEP_POWER_OFF -> null;
        };
        if (records == null) {
            throw new UnsupportedRequestException("action " + action + " is none that this meter's valve has");
        }
        return records;
    }

    /** @throws com.wattwell.protocol.MalformedFrameException when the bytes are not frames of a master */
    @Override
    public Dialogue dialogue(byte[] request) {
        return new MbusDialogue(request);
    }

    @Override
    public MeterReply decode(byte[] request, List<byte[]> replies) {
        return decoder.decode(request, replies);
    }

    /** {@inheritDoc} A meter sends all it has whatever is asked; each quantity also has keys for its past and its parts. */
    @Override
    public List<StateWord> stateWords(byte[] request, List<byte[]> replies) {
        return ReplyDecoder.stateWords(replies);
    }

    @Override
    public List<StateBit> stateBits(StateWord word) {
        return StatusBits.of(word);
    }

    @Override
    public List<ItemEntry> items() {
        List<ItemEntry> items = new ArrayList<>();
        items.add(new ItemEntry(ALL, "everything that the meter sends", "表计发送的全部数据", "", true));
        items.addAll(VifTable.quantities());
        return items;
    }

    @Override
    public String notation() {
        return EXPLAINER.notation();
    }

    @Override
    public Explanation explain(byte[] frame) {
        return EXPLAINER.explain(frame);
    }

    @Override
    public String describe(byte[] frame) {
        return FrameDescription.of(frame);
    }

    /** {@inheritDoc} The checksum is computed anew, for it would give the password's sum away. */
    @Override
    public byte[] redact(byte[] frame) {
        return Redaction.redact(frame);
    }
}
