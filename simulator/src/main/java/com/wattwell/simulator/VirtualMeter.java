package com.wattwell.simulator;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.ObjLongConsumer;

/**
 * One meter: an address, a load behind a relay or valve, a clock, a firmware that speaks the protocol, and a state that is
 * small because every register is computed when it is asked for. May be used by any thread.
 */
public final class VirtualMeter {

    /** So that meters of different protocols with one number differ. */
    private static final int PROTOCOL_SHIFT = 56;

    private final String address;
    private final MeterRange range;
    private final int index;
    private final long seed;
    private final Supply supply;
    private final MeterClock meterClock;
    private final Passwords passwords;
    private final EventRecords events = new EventRecords();
    private final Parameters parameters = new Parameters();
    private final InstantFreezes instantFreezes = new InstantFreezes();
    private final Credit credit;
    private final Esam esam;
    private final Firmware firmware;
    private final InstantSource clock;
    private int replyDelayMillis;
    private boolean dead;
    private boolean keepPower;
    private long powerDownAt;
    private boolean alarm;
    private ObjLongConsumer<Relay.Action> switched = (action, at) -> { };

    VirtualMeter(Town town, CollectorPlan collector, MeterRange range, int index, InstantSource clock) {
        this.address = range.address(index);
        this.range = range;
        this.index = index;
        this.clock = clock;
        this.seed = Town.seedOfMeter(town.seedOf(collector),
                range.addresses().first() + index + ((long) range.protocol().wire().ordinal() << PROTOCOL_SHIFT));
        MeterSettings settings = range.settings();
        this.supply = new Supply(new Consumption(range.load(), seed, town.since().toEpochDay(), town.utcOffset().getTotalSeconds()),
                settings.moveMillis());
        this.replyDelayMillis = settings.timing().replyMillis(seed);
        long error = settings.clockErrorSeconds() * 1000L;
        long drift = settings.clockDriftMillis();
        this.meterClock = new MeterClock(town.utcOffset(), Chance.between(Chance.bits(seed, 13), -error, error),
                Chance.between(Chance.bits(seed, 14), -drift, drift), clock.millis());
        this.passwords = new Passwords(settings.password());
        this.credit = settings.prepayment() == null || range.protocol() != TownProtocol.DLT645_2007 ? null
                : new Credit(settings.prepayment(), WireData.sum(supply.amounts(clock.millis())));
        this.esam = has(Quirk.ESAM) && range.protocol() == TownProtocol.DLT645_2007
                ? new Esam(new StandInCipher(town.seed()), address, seed) : null;
        this.firmware = range.protocol().firmware(this);
    }

    /** As people write it: twelve digits for DL/T 645. */
    public String address() {
        return address;
    }

    public TownProtocol protocol() {
        return range.protocol();
    }

    public Load load() {
        return range.load();
    }

    /** Name of the flat, shop or lamp. */
    public String unit() {
        return range.unit(index);
    }

    Firmware firmware() {
        return firmware;
    }

    MeterSettings settings() {
        return range.settings();
    }

    boolean has(Quirk quirk) {
        return range.settings().quirks().contains(quirk);
    }

    /** FE in front of a reply. */
    int preamble() {
        return range.settings().timing().preamble();
    }

    long seed() {
        return seed;
    }

    /** Whether there is no supply now: the relay is open, or the valve closed. */
    public boolean relayOpen() {
        return relayOpen(clock.millis());
    }

    synchronized boolean relayOpen(long at) {
        return supply.open(at);
    }

    /** The last command the meter holds; differs from {@link #relayOpen} while the contact moves or waits for the key. */
    public synchronized boolean commandOpen() {
        return supply.commandOpen();
    }

    /** How many accepted commands the relay has carried out: trip, permit and close, repeated ones too. */
    public synchronized int executions() {
        return supply.executions();
    }

    /** The latest of these commands, oldest first; at most a hundred. */
    public synchronized List<String> executionLog() {
        return supply.log();
    }

    /** The register of total forward active energy in kWh, or of volume in m³, as it would be read now. */
    public BigDecimal energyNow() {
        return energyAt(clock.instant());
    }

    /** The same register at another moment, by what is known now. */
    public BigDecimal energyAt(Instant at) {
        return BigDecimal.valueOf(WireData.hundredths(WireData.sum(energies(at.toEpochMilli()))), 2);
    }

    /** What the four tariffs have counted, in mWh; of water, in ml, only the sum means something. */
    synchronized long[] energies(long at) {
        return supply.amounts(at);
    }

    /** Sets the register, as at the first installation; in mWh or ml. */
    synchronized void setTotal(long total, long at) {
        supply.setTotal(total, at);
    }

    /** Power that is taken at that moment, in mW; of water the flow in ml/h. */
    synchronized long power(long at) {
        return supply.rate(at);
    }

    /** Whether the registers had begun to count by then. */
    boolean counted(long at) {
        return supply.counted(at);
    }

    /** Who is told what the relay does, before the meter answers. */
    synchronized void tell(ObjLongConsumer<Relay.Action> listener) {
        switched = listener;
    }

    synchronized void execute(Relay.Action action, long at) {
        switched.accept(action, at);
        supply.execute(action, at);
        events.switched(action, meterClock.time(at), WireData.hundredths(WireData.sum(supply.amounts(at))));
    }

    /** Whether the mains are there; without them the meter is silent and nothing is taken. */
    public synchronized boolean powered() {
        return supply.powered();
    }

    /** Takes the mains away or gives them back, which the meter then remembers. */
    public synchronized void setPowered(boolean powered) {
        long at = clock.millis();
        if (powered == supply.powered()) {
            return;
        }
        supply.setPowered(powered, at);
        if (powered) {
            events.powerDown(meterClock.time(powerDownAt), meterClock.time(at));
        } else {
            powerDownAt = at;
        }
    }

    /** An event record by its identifier, see {@link EventRecords#read}. */
    synchronized byte[] event(int identifier) {
        return events.read(identifier);
    }

    /** A parameter by its identifier, see {@link Parameters#read}. */
    synchronized byte[] parameter(int identifier) {
        return parameters.read(identifier);
    }

    /** Somebody with the password writes a parameter. @return whether its data have the right length */
    synchronized boolean program(byte[] operator, int identifier, byte[] data, long at) {
        boolean right = parameters.write(identifier, data);
        if (right) {
            events.programmed(operator, identifier, meterClock.time(at));
        }
        return right;
    }

    /** Somebody with the password sets the clock by one of its items. */
    synchronized void program(byte[] operator, int identifier, LocalDateTime time, long at) {
        LocalDateTime shown = meterClock.time(at);
        events.clockSet(operator, shown, time);
        events.programmed(operator, identifier, shown);
        meterClock.set(time, at);
    }

    InstantFreezes instantFreezes() {
        return instantFreezes;
    }

    /** Whether it is paid in advance. */
    public boolean prepaid() {
        return credit != null;
    }

    /** The money on a prepaid meter in fen, negative when it is overdrawn. */
    synchronized long balance(long at) {
        return credit.balance(WireData.sum(supply.amounts(at)));
    }

    /** The same in yuan, as it would be read now. */
    public BigDecimal balanceNow() {
        return BigDecimal.valueOf(balance(clock.millis()), 2);
    }

    /** How many purchases a prepaid meter has taken since the town started. */
    public synchronized int purchases() {
        return credit.count();
    }

    /** What these purchases brought, in fen. */
    public synchronized long boughtFen() {
        return credit.bought();
    }

    /** What a prepaid meter remembers of its last purchase, or {@code null}. */
    synchronized byte[] lastPurchase(int identifier) {
        return credit == null ? null : credit.lastPurchase(identifier);
    }

    /** Takes a purchase, and closes the relay when there is money again. @return SERR, 0 when it was taken */
    synchronized int recharge(byte[] data, long at) {
        int error = credit.recharge(data, WireData.address(address));
        if (error == 0 && supply.commandOpen() && balance(at) > 0) {
            execute(Relay.Action.CLOSE, at);
        }
        return error;
    }

    /** A prepaid meter without money opens its relay, once it is looked at; not while its supply is protected. */
    synchronized void lookAfterCredit(long at) {
        if (credit != null && !keepPower && !supply.commandOpen() && balance(at) <= 0) {
            execute(Relay.Action.TRIP, at);
        }
    }

    /** The resident presses the meter's key. @return whether that closes the relay: only when closing was permitted */
    public synchronized boolean pressKey() {
        return supply.pressKey(clock.millis());
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

    /** @param millis from the acceptance of a command until the contact or valve has moved, 0 to 600,000 */
    public synchronized void setRelayTime(int millis) {
        if (millis < 0 || millis > 600_000) {
            throw new IllegalArgumentException("relay time of " + millis + " ms is not between 0 and 600000");
        }
        supply.setRelayMillis(millis);
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

    /** Whether it has a security module and takes orders only in ciphertext. */
    public boolean hasEsam() {
        return esam != null;
    }

    synchronized Esam.Opened authenticate(byte[] data, long at) {
        return esam.authenticate(data, at);
    }

    /** Whether its security module has an open session. */
    synchronized boolean authenticated(long at) {
        return esam != null && esam.authenticated(at);
    }

    /** @see Esam#order */
    synchronized Esam.Opened openPurchase(byte[] sealed, long at) {
        return esam.purchase(sealed, at);
    }

    synchronized Esam.Opened openOrder(byte[] sealed, long at) {
        return esam.order(sealed, at);
    }

    /** @see Esam#parameter */
    synchronized Esam.Opened openParameter(byte[] identifier, byte[] sealed, boolean encrypted, long at) {
        return esam.parameter(identifier, sealed, encrypted, at);
    }

    /** Judges a password of six digits; after too many wrong ones the meter refuses for a day. */
    synchronized boolean accepts(String password, long at) {
        return passwords.accepts(password, at);
    }

    synchronized boolean passwordsLocked(long at) {
        return passwords.locked(at);
    }

    synchronized void changePassword(String password) {
        passwords.change(password);
    }

    /** What the meter's own clock shows. */
    synchronized LocalDateTime localTime(long at) {
        return meterClock.time(at);
    }

    /** The moment at which the meter's clock shows this time. */
    synchronized long millisOf(LocalDateTime local) {
        return meterClock.millisOf(local);
    }

    synchronized void setClock(LocalDateTime time, long at) {
        meterClock.set(time, at);
    }

    /** @see MeterClock#setByBroadcast */
    synchronized boolean setClockByBroadcast(LocalDateTime time, long at) {
        return meterClock.setByBroadcast(time, at);
    }
}
