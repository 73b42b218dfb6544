package com.wattwell.simulator;

import com.wattwell.simulator.CollectorPlan.Reconnect;
import java.util.List;

/**
 * The settings that hold at one place of a town file: what stands further out holds further in, until it is set again.
 * Each is checked as soon as it is read; what is wrong comes as an {@link IllegalArgumentException} that says why.
 */
final class Settings {

    private LineTiming timing = LineTiming.USUAL;
    private MeterSettings meters = MeterSettings.USUAL;
    private Reconnect reconnect = Reconnect.USUAL;
    private Heartbeat heartbeat = new Heartbeat("text:ping", 60);
    private String registration = "text:{code}\\r\\n";
    private String token = "";
    private Box box = Box.TRANSPARENT;
    private FaultRates faults = FaultRates.NONE;
    private int deadMeters;

    /** A copy for a place further in. */
    Settings inner() {
        Settings inner = new Settings();
        inner.timing = timing;
        inner.meters = meters;
        inner.reconnect = reconnect;
        inner.heartbeat = heartbeat;
        inner.registration = registration;
        inner.token = token;
        inner.box = box;
        inner.faults = faults;
        inner.deadMeters = deadMeters;
        return inner;
    }

    /** Takes one line; {@code false} when the key is no setting. */
    boolean set(String key, String value) {
        switch (key) {
            case "network" -> timing = timing.on(Words.of(NetworkKind.values(), value));
            case "round-trip" -> timing = timing.withRoundTrip(Words.millis(value));
            case "jitter" -> timing = timing.withJitter(Words.millis(value));
            case "packing-gap" -> timing = timing.withPackingGap(Words.millis(value));
            case "baud" -> timing = timing.withBaud(value.equals("unlimited") ? 0 : Words.number(value));
            case "reply-delay" -> {
                int[] range = Words.millisRange(value);
                timing = timing.withReplyDelay(range[0], range[1]);
            }
            case "preamble" -> timing = timing.withPreamble(Words.number(value));
            case "protocol" -> meters = meters.with(TownProtocol.of(value));
            case "password" -> meters = meters.withPassword(value);
            case "relay-time" -> meters = meters.withRelayTime(Words.millis(value));
            case "valve-time" -> meters = meters.withValveTime(Words.millis(value));
            case "clock-error" -> meters = meters.withClockError(Words.millis(value) / 1000);
            case "clock-drift" -> meters = meters.withClockDrift(Words.millis(value));
            case "prepaid" -> meters = meters.with(Prepayment.of(value));
            case "quirks" -> meters = meters.with(Quirk.of(value));
            case "reconnect" -> {
                int[] range = Words.millisRange(value);
                reconnect = new Reconnect(range[0], range[1]);
            }
            case "heartbeat" -> heartbeat = heartbeat(value);
            case "registration" -> registration = registration(value);
            case "dialect" -> box = Box.of(value);
            case "token" -> token = value;
            case "faults" -> faults = faults(value);
            case "dead-meters" -> deadMeters = Words.number(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Heartbeat heartbeat(String value) {
        if (value.equals("none")) {
            return Heartbeat.NONE;
        }
        int every = value.lastIndexOf(" every ");
        if (every < 0) {
            throw new IllegalArgumentException("expected none, or text:… or hex:… every so many s");
        }
        int millis = Words.millis(value.substring(every + 7));
        if (millis < 1000) {
            throw new IllegalArgumentException("every " + millis + " ms is less than a second");
        }
        return new Heartbeat(value.substring(0, every).strip(), millis / 1000);
    }

    private static String registration(String value) {
        int length = Heartbeat.bytes(value.replaceAll("\\{(code|token)}", "00")).length;
        if (length < 1 || length > 80) {
            throw new IllegalArgumentException("has " + length + " bytes, not 1 to 80");
        }
        return value;
    }

    private FaultRates faults(String value) {
        if (value.equals("none")) {
            return FaultRates.NONE;
        }
        FaultRates changed = faults;
        for (String word : value.split("\\s+")) {
            String[] pair = word.split("=", 2);
            if (pair.length < 2) {
                throw new IllegalArgumentException("'" + word + "' is not of the form name=rate");
            }
            changed = Words.fault(changed, pair[0], pair[1]);
        }
        return changed;
    }

    /** What holds for the meters that are named now. */
    MeterSettings ofMeters() {
        return meters.with(timing);
    }

    /** The collector with these settings. */
    CollectorPlan collector(String company, String code, String estate, String building, List<MeterRange> ranges) {
        if (!token.isEmpty() && !registration.contains("{token}")) {
            throw new IllegalArgumentException("a token is set, but the registration has no {token} to send it with");
        }
        String ownToken = token.replace("{code}", code);
        String ownRegistration = box.registration(code) == null ? registration : box.registration(code);
        return new CollectorPlan(company, code, estate, building, ownToken, box, ownRegistration, box.heartbeat(code, heartbeat), timing,
                reconnect, faults, deadMeters, ranges);
    }
}
