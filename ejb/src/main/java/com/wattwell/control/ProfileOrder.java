package com.wattwell.control;

import com.wattwell.protocol.MeterRequest;
import java.time.LocalDateTime;
import java.util.List;

/**
 * Reads blocks of a load profile (负荷记录).
 *
 * @param group what is recorded: 1 voltage, current, frequency; 2 power; 3 power factor; 4 energy; 5 reactive energy by quadrant; 6 demand
 * @param count blocks, from {@code from} on
 * @param from  local time of the meter's clock, or {@code null} for the newest block alone
 * @param keep  whether its values become readings at the meter's own times
 */
record ProfileOrder(int group, int count, LocalDateTime from, boolean keep) implements Order {

    /** The newest block is asked for by its identifier alone. */
    private static final String NEWEST = "06%02X0002";
    private static final String FROM = "06%02X0001";

    @Override
    public List<Question> act(Sending sending) {
        MeterRequest request = from == null ? new MeterRequest.ReadItem(sending.address(), NEWEST.formatted(group))
                : new MeterRequest.ReadProfile(sending.address(), FROM.formatted(group), count, from);
        return List.of(Question.of(sending, request));
    }
}
