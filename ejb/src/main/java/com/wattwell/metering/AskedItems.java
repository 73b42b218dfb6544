package com.wattwell.metering;

import com.wattwell.platform.RefusedException;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.UnsupportedRequestException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The items that somebody wants of meters of one protocol, checked before anything is written down. */
public final class AskedItems {

    /** An address of one meter in every protocol. */
    private static final String ANY_METER = "1";
    /** Identifiers are digits, in capitals; keys of M-Bus records are words. */
    private static final Pattern HEX_DIGITS = Pattern.compile("[0-9A-Fa-f]+");

    private AskedItems() {
    }

    /** @throws RefusedException naming the field {@code protocol} */
    public static MeterProtocol protocol(String name) {
        List<String> names = Protocols.all().stream().map(MeterProtocol::name).toList();
        if (name == null || !names.contains(name)) {
            throw RefusedException.invalid("protocol", "refused.protocol", "protocol must be one of: " + String.join(", ", names) + ".", String.valueOf(name));
        }
        return Protocols.named(name);
    }

    /**
     * @param most how many items may be asked for at once
     * @return them as the protocol writes them, each once
     * @throws RefusedException naming the field {@code items} and what is wrong with it
     */
    public static List<String> checked(MeterProtocol protocol, List<String> wanted, int most) {
        if (wanted == null || wanted.isEmpty() || wanted.size() > most) {
            throw RefusedException.invalid("items", "refused.items", "items must name 1 to " + most + " identifiers.", most);
        }
        return wanted.stream().map(item -> checked(protocol, item)).distinct().toList();
    }

    private static String checked(MeterProtocol protocol, String item) {
        String stripped = item == null ? "" : item.strip();
        String code = HEX_DIGITS.matcher(stripped).matches() ? stripped.toUpperCase(Locale.ROOT) : stripped;
        try {
            protocol.encode(new MeterRequest.ReadItem(ANY_METER, code));
        } catch (UnsupportedRequestException e) {
            throw RefusedException.invalid("items", "refused.item", "items: " + e.getMessage(), e.getMessage());
        }
        return code;
    }
}
