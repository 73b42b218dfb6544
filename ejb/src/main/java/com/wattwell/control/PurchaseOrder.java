package com.wattwell.control;

import com.wattwell.metermodel.ModelInUse;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.UnsupportedRequestException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.util.List;

/**
 * Brings a purchase to a meter that counts its own money (购电). The meter numbers its purchases and takes each number once; so its counter is read
 * first, the purchase takes the next number, and whether it is there is told by the counter and the amount of the last purchase.
 *
 * <p>DL/T 645-2007 knows it as an extension: {@code 070102FF} of function 03H, by ciphertext (ESAM) or, with makes without a security module, with fixed
 * codes; CJ/T 188 has its own request ({@code A013}).
 *
 * @param amountFen what was bought
 * @param number    the meter's number of it, or {@code null} until its counter was read
 */
record PurchaseOrder(long amountFen, Integer number) implements Order {

    static final String RECHARGE = "070102FF";
    private static final String COUNT = "03330201";
    private static final String LAST_AMOUNT = "03330301";
    private static final String REMAINING = "00900200";
    private static final String WATER_PURCHASE = "8105";
    /** Amount 4, count 4, MAC1 4, customer number 6, MAC2 4. */
    private static final int RECHARGE_BYTES = 22;
    private static final int CUSTOMER_AT = 12;
    private static final int CUSTOMER_DIGITS = 12;
    /** CJ/T 188 counts in one byte. */
    private static final int WATER_COUNTS = 256;

    private static boolean dlt645(ModelInUse model) {
        return model.protocol().name().equals("DLT645_2007");
    }

    private static boolean cjt188(ModelInUse model) {
        return model.protocol().name().equals("CJT188");
    }

    /** A meter with a security module wants its order sealed; the level says that it is protected at all. */
    @Override
    public int level(ModelInUse model) {
        return model.model().ciphertext() ? model.model().controlLevel() : -1;
    }

    @Override
    public List<Question> act(Sending sending) {
        int which = number == null ? 1 : number;
        if (cjt188(sending.model())) {
            return List.of(Question.of(sending, new MeterRequest.Purchase(sending.address(), which, BigDecimal.valueOf(amountFen, 2))));
        }
        mustBe645(sending.model());
        return List.of(Question.of(sending, new MeterRequest.Secure(sending.address(), RECHARGE, sending.model().model().operator(), data(sending.address()))));
    }

    private static void mustBe645(ModelInUse model) {
        if (!dlt645(model)) {
            throw new UnsupportedRequestException("a purchase is no request of " + model.protocol().name());
        }
    }

    /** With fixed codes: amount in fen and count, low byte first; both codes 0. */
    private byte[] data(String address) {
        ByteBuffer data = ByteBuffer.allocate(RECHARGE_BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(Math.toIntExact(amountFen)).putInt(number == null ? 1 : number);
        byte[] customer = customer(address);
        for (int i = 0; i < customer.length; i++) {
            data.put(CUSTOMER_AT + i, customer[i]);
        }
        return data.array();
    }

    /** The meter's own number stands for the customer's, low byte first. */
    private static byte[] customer(String address) {
        String digits = "0".repeat(Math.max(0, CUSTOMER_DIGITS - address.length())) + address;
        byte[] bytes = new byte[CUSTOMER_DIGITS / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[bytes.length - 1 - i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }

    /** What a key machine seals: amount and count, low byte first. */
    byte[] amountAndCount() {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(Math.toIntExact(amountFen)).putInt(number == null ? 1 : number).array();
    }

    @Override
    public boolean looks(ModelInUse model) {
        return true;
    }

    /** An earlier sending that nobody answered may have been taken, and this one be refused for that very reason: the counter proves it. */
    @Override
    public boolean refusalProves() {
        return false;
    }

    @Override
    public List<Question> look(Sending sending) {
        if (cjt188(sending.model())) {
            return List.of(Question.of(sending, new MeterRequest.ReadItem(sending.address(), WATER_PURCHASE)));
        }
        mustBe645(sending.model());
        return List.of(COUNT, LAST_AMOUNT, REMAINING).stream().map(item -> Question.of(sending, new MeterRequest.ReadItem(sending.address(), item))).toList();
    }

    @Override
    public Effect effect(List<MeterReply> looks, boolean accepted, LocalDateTime now) {
        Told told = told(looks);
        if (told == null) {
            return new Effect.UnderWay("failed.notReadBack");
        }
        int next = looks.size() == 1 ? (told.count() + 1) % WATER_COUNTS : told.count() + 1;
        if (number == null) {
            return new Effect.Numbered(next);
        }
        if (told.count() == number) {
            return told.lastFen() == amountFen ? new Effect.Done("confirmed.credited|" + number + "|" + BigDecimal.valueOf(told.remainingFen(), 2).toPlainString())
                    : new Effect.UnderWay("failed.otherPurchase|" + number + "|" + BigDecimal.valueOf(told.lastFen(), 2).toPlainString());
        }
        if (next == number) {
            return accepted ? new Effect.UnderWay("failed.notCredited|" + number) : new Effect.Unheard();
        }
        return new Effect.UnderWay("failed.purchaseCount|" + number + "|" + told.count());
    }

    /** What a meter says of its purchases. */
    record Told(int count, long lastFen, long remainingFen) {
    }

    /** @return {@code null} when it does not say */
    private static Told told(List<MeterReply> looks) {
        if (looks.size() == 1) {
            if (!(looks.getFirst() instanceof MeterReply.Values(List<ItemValue> values)) || values.size() < 4 || values.stream().limit(4).anyMatch(value -> value.number() == null)) {
                return null;
            }
            return new Told(values.get(0).number().intValue(), fen(values.get(1).number()), fen(values.get(3).number()));
        }
        BigDecimal count = number(looks.get(0));
        BigDecimal last = number(looks.get(1));
        BigDecimal remaining = number(looks.get(2));
        // a meter that never had a purchase has no record of the last one
        return count == null && !(looks.get(0) instanceof MeterReply.Values) ? null
                : new Told(count == null ? 0 : count.intValue(), last == null ? 0 : fen(last), remaining == null ? 0 : fen(remaining));
    }

    private static BigDecimal number(MeterReply reply) {
        return reply instanceof MeterReply.Values(List<ItemValue> values) && !values.isEmpty() ? values.getFirst().number() : null;
    }

    private static long fen(BigDecimal yuan) {
        return yuan.movePointRight(2).longValue();
    }
}
