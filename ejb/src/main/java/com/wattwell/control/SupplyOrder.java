package com.wattwell.control;

import com.wattwell.metermodel.ModelInUse;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.MeterRequest.SupplyAction;
import java.time.LocalDateTime;
import java.util.List;

/** Trips, closes, permits closing, sets the alarm or keeps power; accepted is not done, so the relay or valve is read back. */
record SupplyOrder(SupplyAction action) implements Order {

    private static final String NOT_MOVED = "failed.notMoved";

    @Override
    public int level(ModelInUse model) {
        return model.model().supply() == com.wattwell.metermodel.MeterModel.Supply.VALVE ? -1 : model.model().controlLevel();
    }

    @Override
    public List<Question> act(Sending sending) {
        return List.of(Question.of(sending, new MeterRequest.SwitchSupply(sending.address(), action, sending.credentials(), sending.acceptUntil())));
    }

    /** No bit of a state word tells that an alarm was set by command, so for that the meter's word is all there is. */
    @Override
    public boolean looks(ModelInUse model) {
        return action != SupplyAction.ALARM_ON && action != SupplyAction.ALARM_OFF;
    }

    @Override
    public List<Question> look(Sending sending) {
        return looks(sending.model()) ? List.of(Question.of(sending, new MeterRequest.ReadSupply(sending.address()))) : List.of();
    }

    @Override
    public Effect effect(List<MeterReply> looks, boolean accepted, LocalDateTime now) {
        if (!(looks.getFirst() instanceof MeterReply.Supply supply)) {
            return new Effect.UnderWay("failed.notReadBack");
        }
        return switch (action) {
            case TRIP -> supply.relayOpen() ? new Effect.Done("confirmed.open") : heard(accepted || supply.commandOpen());
            case CLOSE -> !supply.relayOpen() ? new Effect.Done("confirmed.closed") : heard(accepted || !supply.commandOpen());
            case PERMIT_CLOSE -> !supply.relayOpen() ? new Effect.Done("confirmed.closed")
                    : !supply.commandOpen() ? new Effect.Done("confirmed.permitted") : heard(accepted);
            case KEEP_POWER_ON -> supply.keepPower() ? new Effect.Done("confirmed.keepPower") : heard(accepted);
            case KEEP_POWER_OFF -> supply.keepPower() ? heard(accepted) : new Effect.Done("confirmed.keepPowerOff");
            case ALARM_ON, ALARM_OFF -> new Effect.Done("confirmed.accepted");
        };
    }

    private static Effect heard(boolean heard) {
        return heard ? new Effect.UnderWay(NOT_MOVED) : new Effect.Unheard();
    }
}
