package com.wattwell.platform;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The body of a {@link Bell}'s message: ids of rows. */
public final class RungFor {

    private static final String BETWEEN = " ";

    private RungFor() {
    }

    static String text(List<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(BETWEEN));
    }

    /** The rows that a message rings for. @throws NumberFormatException when it is none of a bell's */
    public static long[] ids(Message message) throws JMSException {
        return Arrays.stream(message.getBody(String.class).split(BETWEEN)).mapToLong(Long::parseLong).toArray();
    }
}
