package com.wattwell.metermodel;

import com.wattwell.protocol.MeterRequest.SupplyAction;
import com.wattwell.protocol.RequestStyle;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A make's kind of meter (表型): how it wants to be spoken to, what it can do, and which of its items are kept under which
 * reading type. Read and replaced as a whole. Passwords are apart, sealed ({@link MeterPasswords}).
 *
 * @param companyId    {@code null}: ships with Wattwell, for every company, and is changed by nobody
 * @param code         unique in its company; in exports and imports it names the model
 * @param protocol     name of a {@link com.wattwell.protocol.MeterProtocol}
 * @param baud         factory setting of its port, bit/s; beside {@code parity} what the collector must be set to
 * @param style        how its requests are written
 * @param replyMillis  how long it takes to answer until that is learned; 0: as the line says
 * @param readsBlocks  whether it answers blocks (FF in a tariff's or phase's place)
 * @param supply       what it switches supply with
 * @param ciphertext   whether control and protected parameters must go through a key machine (ESAM)
 * @param controlLevel password level for the relay, 0 to 9
 * @param writeLevel   password level for parameters
 * @param operator     operator code behind a password, eight hex digits
 * @param memory       what it remembers, and how many of each
 * @param version      rises with every change
 */
public record MeterModel(int id, Integer companyId, String code, String make, String name, String protocol, Commodity commodity, int baud,
                         Parity parity, RequestStyle style, int replyMillis, boolean readsBlocks, Supply supply, boolean ciphertext,
                         int controlLevel, int writeLevel, String operator, Map<Memory, Integer> memory, String note, int version,
                         List<Item> items) {

    /** Speeds that a port may have, bit/s. */
    public static final List<Integer> BAUDS = List.of(300, 600, 1200, 2400, 4800, 9600, 19200, 38400, 115200);

    /** What is metered. */
    public enum Commodity {
        ELECTRICITY, WATER, HEAT, GAS
    }

    /** The parity bit on the line. */
    public enum Parity {
        EVEN, ODD, NONE
    }

    /** What a meter switches supply with. */
    public enum Supply {
        NONE, RELAY, VALVE
    }

    /** What a meter remembers of itself. */
    public enum Memory {
        /** Registers frozen at every midnight (日冻结). */
        DAILY_FREEZE,
        /** Registers frozen at every full hour (整点冻结). */
        HOURLY_FREEZE,
        /** Registers on settlement days (结算日). */
        SETTLEMENT_DAY,
        /** A load profile (负荷记录). */
        LOAD_PROFILE
    }

    /**
     * A single item that is kept.
     *
     * @param item     as the protocol names its value: {@code 00010000}, {@code 901F.current}, {@code Volume}
     * @param decimals places the make sends where they are not the standard's, or {@code null}
     */
    public record Item(String item, int readingTypeId, Integer decimals) {
    }

    public MeterModel {
        memory = Map.copyOf(memory);
        items = items.stream().sorted(Comparator.comparingInt(Item::readingTypeId).thenComparing(Item::item)).toList();
    }

    public boolean shipped() {
        return companyId == null;
    }

    public boolean switches(SupplyAction action) {
        return switch (supply) {
            case NONE -> false;
            case RELAY -> true;
            case VALVE -> action == SupplyAction.TRIP || action == SupplyAction.CLOSE;
        };
    }
}
