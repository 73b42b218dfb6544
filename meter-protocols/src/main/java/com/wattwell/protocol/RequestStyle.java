package com.wattwell.protocol;

import com.wattwell.protocol.MeterRequest.SupplyAction;
import java.util.EnumMap;
import java.util.Map;

/**
 * In what a make wants its requests to differ from the standard. What comes back is understood whatever this says: echoes
 * are dropped, both orders of an identifier are recognised, and so is a unit that stands in front of its value.
 *
 * @param preamble     how many FE wake the meter, 0 to {@value #MAX_PREAMBLE}; the standards have up to 4
 * @param diHighFirst  CJ/T 188: the two bytes of an identifier travel high byte first, as about half of the makes want it
 * @param controlWords the make's own word for an action, 0 to 255, where it is not the standard's: DL/T 645-2007 N1 of
 *                     function 1C, CJ/T 188 the byte that is written to A017
 */
public record RequestStyle(int preamble, boolean diHighFirst, Map<SupplyAction, Integer> controlWords) {

    public static final int MAX_PREAMBLE = 16;

    /** As the standards have it. */
    public static final RequestStyle STANDARD = new RequestStyle(4, false, Map.of());

    public RequestStyle {
        if (preamble < 0 || preamble > MAX_PREAMBLE) {
            throw new IllegalArgumentException("preamble " + preamble + " is not 0 to " + MAX_PREAMBLE);
        }
        controlWords.forEach((action, word) -> {
            if (word < 0 || word > 0xFF) {
                throw new IllegalArgumentException("control word " + word + " of " + action + " is not one byte");
            }
        });
        controlWords = controlWords.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(controlWords));
    }

    /** The word for an action: the make's own, or else the standard's. */
    public int word(SupplyAction action, int standard) {
        return controlWords.getOrDefault(action, standard);
    }
}
