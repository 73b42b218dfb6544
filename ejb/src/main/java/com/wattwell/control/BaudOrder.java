package com.wattwell.control;

import com.wattwell.protocol.MeterRequest;
import java.util.List;

/** Changes the speed of a meter's port. It answers at the old speed and switches then, so nothing can be read back before the line is switched, too. */
record BaudOrder(int baud) implements Order {

    @Override
    public List<Question> act(Sending sending) {
        return List.of(Question.of(sending, new MeterRequest.ChangeBaudRate(sending.address(), baud)));
    }
}
