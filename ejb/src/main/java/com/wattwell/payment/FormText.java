package com.wattwell.payment;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A body of {@code application/x-www-form-urlencoded}; of a name that comes twice the first counts. */
public final class FormText {

    private FormText() {
    }

    /** @return what can be read; a part that is no percent-encoding is left out */
    public static Map<String, String> read(String body) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                try {
                    values.putIfAbsent(URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException noEncoding) {
                    // then its signature will not be right either
                }
            }
        }
        return values;
    }
}
