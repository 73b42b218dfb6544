package com.wattwell.control;

import java.util.List;

/** Sends a frame as a person wrote it. */
record RawOrder(byte[] frame) implements Order {

    @Override
    public List<Question> act(Sending sending) {
        return List.of(new Question(frame, null));
    }
}
