package com.wattwell.simulator;

import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Protocols;
import java.util.Locale;
import java.util.function.Function;

/** A protocol that meters of a town can speak; each has the name by which Wattwell knows it. */
public enum TownProtocol {

    DLT645_2007(Wire.DLT645, Commodity.ELECTRICITY, TownProtocol::twelveDigits, Dlt645_2007Firmware::new),
    DLT645_1997(Wire.DLT645, Commodity.ELECTRICITY, TownProtocol::twelveDigits, Dlt645_1997Firmware::new),
    CJT188(Wire.CJT188, Commodity.WATER, Cjt188Address::from, Cjt188Firmware::new),
    MBUS(Wire.MBUS, Commodity.WATER, MbusAddress::from, MbusFirmware::new);

    private static final long TWELVE_DIGITS = 999_999_999_999L;

    private final Wire wire;
    private final Commodity commodity;
    private final Function<String, Addresses> addresses;
    private final Function<VirtualMeter, Firmware> firmware;

    TownProtocol(Wire wire, Commodity commodity, Function<String, Addresses> addresses, Function<VirtualMeter, Firmware> firmware) {
        this.wire = wire;
        this.commodity = commodity;
        this.addresses = addresses;
        this.firmware = firmware;
    }

    /** As town files write it: {@code dlt645-2007}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static TownProtocol of(String word) {
        for (TownProtocol protocol : values()) {
            if (protocol.word().equals(word)) {
                return protocol;
            }
        }
        throw new IllegalArgumentException("no such protocol: " + word);
    }

    /** How its frames are told apart on a line. */
    Wire wire() {
        return wire;
    }

    /** What its meters count in this town. */
    Commodity commodity() {
        return commodity;
    }

    /** The library's side of it, which finds its frames. */
    MeterProtocol frames() {
        return Protocols.named(name());
    }

    /** @throws IllegalArgumentException when this is no address of a meter that speaks it */
    Addresses addresses(String first) {
        return addresses.apply(first);
    }

    /** What a meter of it does with frames. */
    Firmware firmware(VirtualMeter meter) {
        return firmware.apply(meter);
    }

    /** 99…99 is the broadcast. */
    private static Addresses twelveDigits(String first) {
        if (!first.matches("[0-9]{1,12}")) {
            throw new IllegalArgumentException("address " + first + " has not 1 to 12 digits");
        }
        return new Addresses("", Long.parseLong(first), 12, "", TWELVE_DIGITS - 1);
    }
}
