package com.wattwell.protocol.cjt188;

import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.RequestStyle;
import com.wattwell.protocol.UnsupportedRequestException;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;

/** Turns requests into frames of CJ/T 188; every refusal names the field. */
final class RequestEncoder {

    static final int OPEN_VALVE = 0x55;
    static final int CLOSE_VALVE = 0x99;

    private static final int ITEM_DIGITS = 4;
    private static final int MAX_PURCHASE_NUMBER = 0xFF;

    private final int preamble;
    private final DiOrder diOrder;
    private final RequestStyle style;
    private final Sequence sequence = new Sequence();

    RequestEncoder(RequestStyle style) {
        this.style = style;
        this.preamble = style.preamble();
        this.diOrder = style.diHighFirst() ? DiOrder.HIGH_BYTE_FIRST : DiOrder.LOW_BYTE_FIRST;
    }

    byte[] encode(MeterRequest request) {
        Cjt188Frame frame = switch (request) {
            case MeterRequest.ReadItem read -> read(read.address(), item(read.item()), sequence.any());
            case MeterRequest.ReadSupply read ->
                    read(read.address(), DataIdentifiers.METERING_DATA, sequence.ofSupply());
            case MeterRequest.ReadAddress read -> read(read.address(), DataIdentifiers.ADDRESS, sequence.any());
            case MeterRequest.BroadcastTime broadcast -> write(WireAddress.parse(Cjt188Frame.ANY, true),
                    DataIdentifiers.WRITE_TIME, time(broadcast.time()));
            case MeterRequest.SwitchSupply control -> write(one(control.address()), DataIdentifiers.VALVE, valve(control));
            case MeterRequest.SetClock set -> write(one(set.address()), DataIdentifiers.WRITE_TIME, time(set.time()));
            case MeterRequest.Purchase purchase -> write(one(purchase.address()), DataIdentifiers.WRITE_PURCHASE, data(purchase));
            case MeterRequest.WriteItem write -> write(one(write.address()), item(write.item()),
                    data(item(write.item()), write.values()));
            case MeterRequest.WriteAddress write -> write(WireAddress.parse(write.address(), true), DataIdentifiers.WRITE_ADDRESS,
                    newAddress(write.newAddress()));
            default -> throw new UnsupportedRequestException(request.getClass().getSimpleName() + " is no request of CJ/T 188");
        };
        return frame.encode(preamble);
    }

    private Cjt188Frame read(String address, int identifier, int ser) {
        WireAddress to = WireAddress.parse(address, true);
        return new Cjt188Frame(to.type(), to.digits(), Function.of(identifier, false),
                Cjt188Frame.data(identifier, diOrder, ser));
    }

    private Cjt188Frame write(WireAddress to, int identifier, byte[] data) {
        return new Cjt188Frame(to.type(), to.digits(), Function.of(identifier, true),
                Cjt188Frame.data(identifier, diOrder, sequence.any(), data));
    }

    private static WireAddress one(String address) {
        return WireAddress.parse(address, false);
    }

    /** The meter keeps its type, so only the digits are sent. */
    private static byte[] newAddress(String address) {
        byte[] data = new byte[FrameProbe.ADDRESS_LENGTH];
        WireAddress.write(one(address).digits(), data, 0);
        return data;
    }

    private static int item(String item) {
        if (item == null || !item.matches("[0-9A-Fa-f]{" + ITEM_DIGITS + "}")) {
            throw new UnsupportedRequestException("item '" + item + "' is not four hex digits such as 901F");
        }
        return Integer.parseInt(item, 16);
    }

    private static byte[] time(LocalDateTime time) {
        if (time == null || time.getYear() < WireTime.FIRST_YEAR || time.getYear() > WireTime.LAST_YEAR) {
            throw new UnsupportedRequestException("time " + time + " is not between 2000 and 2099");
        }
        byte[] data = new byte[WireTime.LENGTH];
        WireTime.write(time, data, 0);
        return data;
    }

    private byte[] valve(MeterRequest.SwitchSupply control) {
        if (control.action() == null) {
            throw new UnsupportedRequestException("action is missing");
        }
        return new byte[] {(byte) switch (control.action()) {
            case TRIP -> style.word(control.action(), CLOSE_VALVE);
            case CLOSE -> style.word(control.action(), OPEN_VALVE);
            case PERMIT_CLOSE -> throw new UnsupportedRequestException(
                    "action PERMIT_CLOSE: a valve has no key of the resident's, CLOSE opens it");
            case ALARM_ON, ALARM_OFF, KEEP_POWER_ON, KEEP_POWER_OFF -> throw new UnsupportedRequestException(
                    "action " + control.action() + " is none of a valve");
        }};
    }

    private static byte[] data(MeterRequest.Purchase purchase) {
        if (purchase.number() < 0 || purchase.number() > MAX_PURCHASE_NUMBER) {
            throw new UnsupportedRequestException("number " + purchase.number() + " is not 0 to " + MAX_PURCHASE_NUMBER);
        }
        if (purchase.amount() == null) {
            throw new UnsupportedRequestException("amount is missing");
        }
        return data(DataIdentifiers.WRITE_PURCHASE, List.of(Integer.toString(purchase.number()),
                purchase.amount().toPlainString()));
    }

    private static byte[] data(int identifier, List<String> values) {
        ItemRow row = DataIdentifiers.of(identifier, false, -1);
        if (!row.writable()) {
            throw new UnsupportedRequestException("item %04X is not one that is written".formatted(identifier));
        }
        List<Field> fields = row.layout().fields();
        if (values.size() != fields.size()) {
            throw new UnsupportedRequestException("item %04X takes %s, %d values were given".formatted(identifier,
                    fields.stream().map(Field::name).toList(), values.size()));
        }
        byte[] data = new byte[row.layout().length()];
        int at = 0;
        for (int i = 0; i < fields.size(); i++) {
            FieldWriting.write(fields.get(i), values.get(i), data, at);
            at += fields.get(i).wireLength();
        }
        return data;
    }
}
