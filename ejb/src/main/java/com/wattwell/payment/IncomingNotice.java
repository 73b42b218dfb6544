package com.wattwell.payment;

import java.util.Map;

/**
 * A notice as it came over HTTP.
 *
 * @param headers only those that the channels sign or name, by their names in small letters
 */
public record IncomingNotice(String remoteAddress, Map<String, String> headers, String body) {
}
