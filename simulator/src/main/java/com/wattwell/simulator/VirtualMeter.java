package com.wattwell.simulator;

import com.wattwell.simulator.CollectorPlan.MeterSettings;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * One electricity meter: an address, a load behind a relay, a clock, and a state that is small because every register is
 * computed when it is asked for. May be used by any thread.
 */
public final class VirtualMeter {

    private final String address;
    private final MeterRange range;
    private final int index;
    private final long seed;
    private final Consumption consumption;
    private final MeterSettings settings;
    private final ZoneOffset utcOffset;
    private final InstantSource clock;
    private int replyDelayMillis;
    private int relayMillis;
    private boolean dead;
    private boolean keepPower;
    private boolean alarm;
    private long clockErrorMillis;
    private long clockSetOnDay = Long.MIN_VALUE;
    private Relay relay;

    VirtualMeter(Town town, CollectorPlan collector, MeterRange range, int index, InstantSource clock) {
        this.address = range.address(index);
        this.range = range;
        this.index = index;
        this.seed = Town.seedOfMeter(town.seedOf(collector), range.firstAddress() + index);
        this.consumption = new Consumption(range.load(), seed, town.since().toEpochDay(), town.utcOffset().getTotalSeconds());
        this.settings = collector.meterSettings();
        this.utcOffset = town.utcOffset();
        this.clock = clock;
        this.replyDelayMillis = collector.timing().replyMillis(seed);
        this.relayMillis = settings.relayMillis();
        long error = settings.clockErrorSeconds() * 1000L;
        this.clockErrorMillis = Chance.between(Chance.bits(seed, 13), -error, error);
    }

    /** Twelve digits, as people write them. */
    public String address() {
        return address;
    }

    public Load load() {
        return range.load();
    }

    /** Name of the flat, shop or lamp. */
    public String unit() {
        return range.unit(index);
    }

    /** Whether there is no supply now. */
    public boolean relayOpen() {
        return relayOpen(clock.millis());
    }

    synchronized boolean relayOpen(long at) {
        return relay != null && relay.open(at);
    }

    /** The last command the meter holds; differs from {@link #relayOpen} while the contact moves or waits for the key. */
    public synchronized boolean commandOpen() {
        return relay != null && relay.commandOpen();
    }

    /** How many accepted commands the relay has carried out: trip, permit and close, repeated ones too. */
    public synchronized int executions() {
        return relay == null ? 0 : relay.executions();
    }

    /** The latest of these commands, oldest first; at most a hundred. */
    public synchronized List<String> executionLog() {
        return relay == null ? List.of() : relay.log().stream().map(done -> done.at() + " " + done.action()).toList();
    }

    /** The register of total forward active energy in kWh, as it would be read now. */
    public BigDecimal energyNow() {
        return energyAt(clock.instant());
    }

    /** The same register at another moment, by what is known now. */
    public BigDecimal energyAt(Instant at) {
        long[] sums = energies(at.toEpochMilli());
        return BigDecimal.valueOf(Registers.hundredths(Registers.sum(sums)), 2);
    }

    /** Counted energy of the four tariffs, in mWh. */
    synchronized long[] energies(long at) {
        long[] sums = new long[TariffDay.TARIFFS];
        consumption.addEnergies(at, 1, sums);
        if (relay != null) {
            relay.subtractUnserved(at, consumption, sums);
        }
        return sums;
    }

    /** Power that is taken at that moment, in mW. */
    long power(long at) {
        return relayOpen(at) ? 0 : consumption.power(at);
    }

    synchronized void execute(Relay.Action action, long at) {
        if (relay == null) {
            relay = new Relay();
        }
        relay.execute(action, at, relayMillis, consumption);
    }

    /** The resident presses the meter's key. @return whether that closes the relay: only when closing was permitted */
    public synchronized boolean pressKey() {
        return relay != null && relay.pressKey(clock.millis(), relayMillis, consumption);
    }

    public synchronized boolean dead() {
        return dead;
    }

    /** A dead meter hears nothing and says nothing; its load goes on. */
    public synchronized void setDead(boolean dead) {
        this.dead = dead;
    }

    /** Whether this meter is among the share of meters that is dead at this rate. */
    boolean fallsUnder(double rate) {
        return Chance.unit(deathRank()) < rate;
    }

    /** The meters of a line die in the order of this. */
    long deathRank() {
        return Chance.bits(seed, 17);
    }

    public synchronized int replyDelayMillis() {
        return replyDelayMillis;
    }

    /** @param millis from the last byte of a request to the first byte of the reply, 0 to 60,000 */
    public synchronized void setReplyDelay(int millis) {
        if (millis < 0 || millis > 60_000) {
            throw new IllegalArgumentException("reply delay of " + millis + " ms is not between 0 and 60000");
        }
        replyDelayMillis = millis;
    }

    /** @param millis from the acceptance of a command until the contact has moved, 0 to 600,000 */
    public synchronized void setRelayTime(int millis) {
        if (millis < 0 || millis > 600_000) {
            throw new IllegalArgumentException("relay time of " + millis + " ms is not between 0 and 600000");
        }
        relayMillis = millis;
    }

    /** Whether the supply is protected (保电): trip commands are refused. */
    public synchronized boolean keepPower() {
        return keepPower;
    }

    public synchronized void setKeepPower(boolean keepPower) {
        this.keepPower = keepPower;
    }

    synchronized boolean alarm() {
        return alarm;
    }

    synchronized void setAlarm(boolean alarm) {
        this.alarm = alarm;
    }

    boolean passwordIs(String password) {
        return settings.password().equals(password);
    }

    /** What the meter's own clock shows. */
    synchronized LocalDateTime localTime(long at) {
        long shown = at + clockErrorMillis;
        return LocalDateTime.ofEpochSecond(Math.floorDiv(shown, 1000L), (int) Math.floorMod(shown, 1000L) * 1_000_000, utcOffset);
    }

    /** The moment at which the meter's clock shows this time. */
    synchronized long millisOf(LocalDateTime local) {
        return local.toInstant(utcOffset).toEpochMilli() - clockErrorMillis;
    }

    /**
     * Broadcast time: obeyed once a day, when it is not further off than five minutes, and not within five minutes of
     * midnight (DL/T 645-2007, broadcast time).
     */
    synchronized boolean setClock(LocalDateTime time, long at) {
        LocalDateTime shown = localTime(at);
        long off = time.toInstant(utcOffset).toEpochMilli() - shown.toInstant(utcOffset).toEpochMilli();
        int minute = shown.getHour() * 60 + shown.getMinute();
        long today = shown.toLocalDate().toEpochDay();
        if (Math.abs(off) > 300_000 || minute < 5 || minute >= 24 * 60 - 5 || clockSetOnDay == today) {
            return false;
        }
        clockErrorMillis += off;
        clockSetOnDay = today;
        return true;
    }

    long seed() {
        return seed;
    }

    /** Whether the registers had begun to count by then. */
    boolean counted(long at) {
        return consumption.counted(at);
    }
}
