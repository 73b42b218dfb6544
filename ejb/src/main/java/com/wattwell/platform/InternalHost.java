package com.wattwell.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;

/** Hosts to which plain HTTP is spoken: loopback and internal networks. */
public final class InternalHost {

    /** fc00::/7, the internal addresses of IPv6. */
    private static final int UNIQUE_LOCAL_BITS = 0xFE;
    private static final int UNIQUE_LOCAL = 0xFC;

    private InternalHost() {
    }

    /** A name that nobody knows now is let through: the question itself will say so. */
    public static boolean is(String host) {
        try {
            return Stream.of(InetAddress.getAllByName(host)).allMatch(address -> address.isLoopbackAddress() || address.isSiteLocalAddress()
                    || address.getAddress().length > Integer.BYTES && (address.getAddress()[0] & UNIQUE_LOCAL_BITS) == UNIQUE_LOCAL);
        } catch (UnknownHostException unknown) {
            return true;
        }
    }
}
