package com.wattwell.control;

import com.wattwell.metermodel.ModelInUse;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes one item and reads it back.
 *
 * @param values in the item's own order, each as the item is read
 */
record WriteOrder(String item, List<String> values) implements Order {

    private static final Pattern TARIFF_TABLE = Pattern.compile("040[12]000[0-8]");

    WriteOrder {
        values = List.copyOf(values);
    }

    @Override
    public int level(ModelInUse model) {
        return model.protocol().name().startsWith("DLT645") ? model.model().writeLevel() : -1;
    }

    @Override
    public List<Question> act(Sending sending) {
        return List.of(Question.of(sending, new MeterRequest.WriteItem(sending.address(), item, values, sending.credentials())));
    }

    @Override
    public boolean looks(ModelInUse model) {
        return true;
    }

    @Override
    public List<Question> look(Sending sending) {
        return List.of(Question.of(sending, new MeterRequest.ReadItem(sending.address(), item)));
    }

    @Override
    public Effect effect(List<MeterReply> looks, boolean accepted, LocalDateTime now) {
        if (!(looks.getFirst() instanceof MeterReply.Values read)) {
            return new Effect.UnderWay("failed.notReadBack");
        }
        if (same(read.values())) {
            return new Effect.Done("confirmed.written");
        }
        return accepted ? new Effect.UnderWay("failed.otherValue|" + read.values().stream().map(WriteOrder::text).toList()) : new Effect.Unheard();
    }

    /** A tariff table may come back longer than it was written: meters fill it up with its last row. */
    private boolean same(List<ItemValue> read) {
        if (read.size() < values.size() || read.size() > values.size() && !TARIFF_TABLE.matcher(item).matches()) {
            return false;
        }
        for (int i = 0; i < read.size(); i++) {
            ItemValue value = read.get(i);
            String wanted = values.get(Math.min(i, values.size() - 1));
            boolean same = value.number() == null ? wanted.equals(value.text()) : value.number().compareTo(new BigDecimal(wanted)) == 0;
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static String text(ItemValue value) {
        return value.number() != null ? value.number().toPlainString() : String.valueOf(value.text());
    }
}
