package com.wattwell.linesearch;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.cjt188.Cjt188Frame;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import com.wattwell.protocol.mbus.MbusFrame;
import com.wattwell.protocol.mbus.MbusRequest;
import com.wattwell.protocol.mbus.MeterHeader;
import com.wattwell.protocol.mbus.SecondaryAddress;
import com.wattwell.protocol.mbus.Telegram;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions of a search as bytes, and bytes as answers. */
public final class Wording {

    private static final String ANY_TYPE = "AA:";
    private static final int COLD_WATER = 0x10;
    /** The total of each protocol whose meters do not tell it with their address. */
    private static final Map<String, String> TOTALS = Map.of("DLT645_2007", "00010000", "DLT645_1997", "9010", "CJT188", "901F");

    private Wording() {
    }

    /** The bytes of a question. */
    public static byte[] bytes(Question question) {
        MeterProtocol protocol = Protocols.named(question.way().protocol());
        String address = question.address();
        if (question.isSample()) {
            return protocol.encode(new MeterRequest.ReadItem(address, TOTALS.get(protocol.name())));
        }
        return switch (question.way()) {
            case DLT645_2007, DLT645_1997 -> protocol.encode(new MeterRequest.ReadAddress(address));
            case DLT645_2007_BY_READING -> protocol.encode(new MeterRequest.ReadItem(address, TOTALS.get(protocol.name())));
            case CJT188 -> protocol.encode(new MeterRequest.ReadAddress(ANY_TYPE + address));
            case MBUS_SECONDARY -> MbusRequest.probe(SecondaryAddress.parse(address));
            case MBUS_PRIMARY -> MbusRequest.readout(address);
        };
    }

    /** What a reply says, or nothing when it cannot be read: several spoke at once. */
    public static Optional<Answer> answer(Question question, byte[] request, List<byte[]> replies) {
        try {
            byte[] frame = replies.getFirst();
            MeterProtocol protocol = Protocols.named(question.way().protocol());
            Optional<ItemValue> sample = sample(protocol, request, replies);
            String value = sample.map(each -> each.number().toPlainString()).orElse(null);
            String unit = sample.map(ItemValue::unit).orElse(null);
            return switch (protocol.name()) {
                case "MBUS" -> ofMbus(question.way(), frame, value, unit);
                case "CJT188" -> {
                    Cjt188Frame reply = Cjt188Frame.parse(frame);
                    yield Optional.of(new Answer(reply.type() == COLD_WATER ? reply.address() : Hex.of(reply.type()) + ":" + reply.address(), null, value, unit));
                }
                default -> Optional.of(new Answer(Dlt645Frame.parse(frame).address(), null, value, unit));
            };
        } catch (MalformedFrameException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Answer> ofMbus(Way way, byte[] frame, String value, String unit) {
        if (frame.length == 1) {
            return Optional.empty(); // E5 in place of data
        }
        int primary = MbusFrame.parse(frame).address();
        MeterHeader header = Telegram.of(frame).header();
        String secondary = header == null || header.address() == null || !header.address().namesOne() ? null : header.address().toString();
        if (way == Way.MBUS_PRIMARY) {
            return Optional.of(new Answer(String.valueOf(primary), secondary, value, unit));
        }
        boolean both = primary >= 1 && primary <= MbusFrame.LAST_METER_ADDRESS;
        return secondary == null ? Optional.empty() : Optional.of(new Answer(secondary, both ? String.valueOf(primary) : null, value, unit));
    }

    /** The first number with a unit; a meter that refuses, or answers with its address alone, gives none. */
    private static Optional<ItemValue> sample(MeterProtocol protocol, byte[] request, List<byte[]> replies) {
        try {
            return protocol.decode(request, replies) instanceof MeterReply.Values values
                    ? values.values().stream().filter(value -> value.number() != null && !value.unit().isBlank()).findFirst() : Optional.empty();
        } catch (MalformedFrameException unreadable) {
            return Optional.empty();
        }
    }
}
