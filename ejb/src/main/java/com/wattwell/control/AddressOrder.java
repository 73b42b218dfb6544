package com.wattwell.control;

import com.wattwell.metermodel.ModelInUse;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import java.time.LocalDateTime;
import java.util.List;

/** Gives a meter of DL/T 645-2007 another address. It is the meter's only when it answers under it. */
record AddressOrder(String newAddress) implements Order {

    private static final String ADDRESS = "04000401";

    @Override
    public int level(ModelInUse model) {
        return model.model().writeLevel();
    }

    @Override
    public List<Question> act(Sending sending) {
        return List.of(Question.of(sending, new MeterRequest.WriteItem(sending.address(), ADDRESS, List.of(newAddress), sending.credentials())));
    }

    @Override
    public boolean looks(ModelInUse model) {
        return true;
    }

    @Override
    public List<Question> look(Sending sending) {
        return List.of(Question.of(sending, new MeterRequest.ReadItem(newAddress, ADDRESS)));
    }

    @Override
    public Effect effect(List<MeterReply> looks, boolean accepted, LocalDateTime now) {
        boolean there = looks.getFirst() instanceof MeterReply.Values values
                && values.values().stream().map(ItemValue::text).anyMatch(newAddress::equals);
        return there ? new Effect.Done("confirmed.address|" + newAddress) : new Effect.UnderWay("failed.notReadBack");
    }
}
