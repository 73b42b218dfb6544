package com.wattwell.connector.ra.socket;

import com.wattwell.protocol.dtu.Heartbeat;
import com.wattwell.protocol.dtu.HeartbeatFilter;
import com.wattwell.protocol.dtu.Registration;
import com.wattwell.protocol.dtu.RegistrationPattern;
import java.util.Arrays;
import java.util.List;

/**
 * Judges what a registered box sent between frames: its registration again (some send it every minute, some in front of
 * every packet), heartbeats, the registration of another box, or noise.
 *
 * <p>Another id counts only when it stands alone, and only with a digit in it: otherwise a heartbeat that nobody
 * configured ({@code keepalive}) would end a live login.
 */
final class Interlude {

    private final List<RegistrationPattern> patterns;
    private final List<Heartbeat> heartbeats;
    private final String id;
    private final byte[] registration;

    /**
     * What was in it.
     *
     * @param beats      heartbeats
     * @param repeated   whether the registration was sent again
     * @param other      the registration of another box, or {@code null}
     * @param otherBytes its bytes
     * @param noiseBytes bytes that were nothing known
     */
    record Judgement(int beats, boolean repeated, Registration.Matched other, byte[] otherBytes, int noiseBytes) {

        static Judgement of(int beats, boolean repeated, int noiseBytes) {
            return new Judgement(beats, repeated, null, null, noiseBytes);
        }
    }

    /** @param registration the bytes of the registration as they came */
    Interlude(List<RegistrationPattern> patterns, List<Heartbeat> heartbeats, String id, byte[] registration) {
        this.patterns = patterns;
        this.heartbeats = heartbeats;
        this.id = id;
        this.registration = trimmed(registration, 0);
    }

    /** @param chunk bytes between two frames or pauses */
    Judgement judge(byte[] chunk) {
        int from = afterRegistrations(chunk);
        boolean repeated = from > 0;
        byte[] rest = trimmed(chunk, from);
        if (rest.length == 0) {
            return Judgement.of(0, repeated, 0);
        }
        HeartbeatFilter.Filtered filtered = new HeartbeatFilter(heartbeats).next(rest, true);
        byte[] noise = trimmed(filtered.noise(), 0);
        if (noise.length == 0) {
            return Judgement.of(filtered.beats().size(), repeated, 0);
        }
        Registration.Matched whole = registration(rest);
        if (whole != null) {
            return matched(whole, rest, 0, repeated);
        }
        Registration.Matched behindBeats = registration(noise);
        if (behindBeats != null) {
            return matched(behindBeats, noise, filtered.beats().size(), repeated);
        }
        return Judgement.of(filtered.beats().size(), repeated, noise.length);
    }

    private Judgement matched(Registration.Matched matched, byte[] bytes, int beats, boolean repeated) {
        if (matched.id().equals(id)) {
            return Judgement.of(beats, true, 0);
        }
        return new Judgement(beats, repeated, matched, bytes, 0);
    }

    /** A registration that fills these bytes and may be one on a live socket. */
    private Registration.Matched registration(byte[] bytes) {
        return RegistrationPattern.first(patterns, bytes, 0, bytes.length, true) instanceof Registration.Matched matched
                && matched.consumedBytes() == bytes.length && matched.id().chars().anyMatch(Character::isDigit) ? matched : null;
    }

    /** Where the bytes go on behind the registration, once or several times sent again; 0 when they do not begin with it. */
    private int afterRegistrations(byte[] bytes) {
        int after = 0;
        int at = 0;
        while (true) {
            while (at < bytes.length && passedOver(bytes[at])) {
                at++;
            }
            int end = at + registration.length;
            if (!registrationAt(bytes, at) || !standsAlone(bytes, end)) {
                return after;
            }
            after = end;
            at = end;
        }
    }

    private boolean registrationAt(byte[] bytes, int at) {
        int end = at + registration.length;
        return registration.length > 0 && end <= bytes.length && Arrays.equals(bytes, at, end, registration, 0, registration.length);
    }

    /** What follows is not the rest of a longer id. */
    private boolean standsAlone(byte[] bytes, int end) {
        return end == bytes.length || passedOver(bytes[end]) || registrationAt(bytes, end)
                || new HeartbeatFilter(heartbeats).next(Arrays.copyOfRange(bytes, end, bytes.length), true).noise().length == 0;
    }

    private static byte[] trimmed(byte[] bytes, int from) {
        int start = from;
        int end = bytes.length;
        while (start < end && passedOver(bytes[start])) {
            start++;
        }
        while (end > start && passedOver(bytes[end - 1])) {
            end--;
        }
        return Arrays.copyOfRange(bytes, start, end);
    }

    private static boolean passedOver(byte value) {
        return value == '\r' || value == '\n' || value == (byte) 0xFE;
    }
}
