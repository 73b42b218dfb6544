package com.wattwell.api.inside;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Who may look inside: this machine itself, and the addresses and networks of a list. */
final class AllowedAddresses {

    /** Only literal addresses: a name would be looked up. */
    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]+");

    private final List<Network> networks;

    private record Network(byte[] address, int bits) {

        static Network parse(String written) {
            String[] parts = written.split("/", 2);
            byte[] address = literal(parts[0]).getAddress();
            try {
                int bits = parts.length == 1 ? address.length * Byte.SIZE : Integer.parseInt(parts[1]);
                if (bits >= 0 && bits <= address.length * Byte.SIZE) {
                    return new Network(address, bits);
                }
            } catch (NumberFormatException e) {
                // told below
            }
            throw new IllegalArgumentException("'" + written + "' is no network such as 10.0.0.0/8");
        }

        boolean holds(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % Byte.SIZE;
                if ((address[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** @param list addresses and networks with commas between, such as {@code 10.1.2.3,fd00::/8}; {@code null} for none */
    AllowedAddresses(String list) {
        networks = Arrays.stream(list == null ? new String[0] : list.split(",")).map(String::strip).filter(entry -> !entry.isEmpty())
                .map(Network::parse).toList();
    }

    boolean allow(String remoteAddress) {
        InetAddress address = literal(remoteAddress);
        return address.isLoopbackAddress() || networks.stream().anyMatch(network -> network.holds(address.getAddress()));
    }

    private static InetAddress literal(String written) {
        int zone = written.indexOf('%');
        String bare = zone < 0 ? written : written.substring(0, zone);
        try {
            if (LITERAL.matcher(bare).matches()) {
                return InetAddress.getByName(bare);
            }
        } catch (UnknownHostException e) {
            // told below
        }
        throw new IllegalArgumentException("'" + written + "' is no IP address");
    }
}
