package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.StateWord;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the words in which a meter tells its own state: 04000501 to 04000507, in the 1997 edition C020 and C021. */
final class StateWords {

    /** Other bit words are settings: how energies are added up, the speed of a port, days of rest. */
    private static final Pattern STATE = Pattern.compile("0400050[1-7]|C02[01]");

    private StateWords() {
    }

    static List<StateWord> in(Edition edition, byte[] request, List<byte[]> replies) {
        try {
            return ReplyDecoder.valuesRead(edition, request, replies).stream().filter(value -> STATE.matcher(value.item()).matches() && there(value.raw()))
                    .map(value -> new StateWord(value.item(), value.raw())).toList();
        } catch (MalformedFrameException e) {
            return List.of();
        }
    }

    /** All FF in two bytes: the meter has no such word. One byte may be full of bits. */
    private static boolean there(byte[] raw) {
        for (byte each : raw) {
            if (each != (byte) 0xFF) {
                return true;
            }
        }
        return raw.length == 1;
    }
}
