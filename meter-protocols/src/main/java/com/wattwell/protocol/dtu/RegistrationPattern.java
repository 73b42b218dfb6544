package com.wattwell.protocol.dtu;

import com.wattwell.protocol.MeterProtocol;
import java.util.List;

/**
 * How a collector says who it is in the first bytes it sends.
 *
 * <pre>
 *   ascii:LOGIN:{id}         LOGIN:1001                      id 1001
 *   ascii:{id:11d}           13066668888                     exactly eleven digits
 *   ascii:{id}[,{token}]     CD-0001 is refused, CD0001,s3cret is CD0001 with a token
 *   hex:AA01{id:11a}0D       AA 01 31 33 .. 30 0D            id in ASCII between fixed bytes
 *   hex:{id:4b}??00          78 56 34 12 xx 00               four raw bytes, id 78563412
 *   hex:{id:15d}00010203     IMEI with bytes behind it       fifteen digits
 *   hex:{id:10s}             98 68 00 21 ..                  ICCID 89860012.. in ten bytes
 * </pre>
 *
 * <ul>
 * <li>{@code ascii:} literals are printable ASCII in either case, {@code \} in front of {@code { } [ ] \}; {@code hex:}
 *     literals are pairs of hex digits, {@code ??} any byte.
 * <li>{@code {id}} and {@code {token}} take 1 to 32 bytes; {@code {id:11}} exactly 11; {@code {id:8-20}} 8 to 20, at most 64.
 *     A letter says which: {@code d} digits, {@code h} hex digits, {@code a} letters and digits (the id's default), {@code w}
 *     these and {@code - _ . : + / =} (the token's default), {@code b} raw bytes, given as hex, {@code s} the same with
 *     the two digits of each byte swapped (an ICCID as the SIM card stores it).
 * <li>{@code [..]} at the end may be there or not; it begins with a literal.
 * </ul>
 *
 * <p>In front of an {@code ascii:} pattern blanks, line ends and FE are passed over. Behind any pattern a line end (CR, LF)
 * that is there belongs to it. A field of variable length at the end is only certain at a line end, at the start of
 * a frame glued to it (FE or 68), or when the caller says that the line has paused. Safe for concurrent use.
 */
public final class RegistrationPattern {

    private static final Registration NO_MATCH = new Registration.NoMatch();

    private final String text;
    private final boolean ascii;
    private final List<Element> elements;
    private final int optionalFrom;
    private final List<MeterProtocol> protocols;

    private RegistrationPattern(String text, List<MeterProtocol> protocols) {
        PatternParser parser = new PatternParser(text);
        this.text = text;
        this.ascii = text.startsWith("ascii:");
        this.elements = parser.elements();
        this.optionalFrom = parser.optionalFrom();
        this.protocols = List.copyOf(protocols);
    }

    /**
     * @param protocols whose frames may be glued to the registration; 68H is also the letter h, so they tell a frame
     *                  from an id
     * @throws IllegalArgumentException when the text is no pattern; the message says where and why
     */
    public static RegistrationPattern parse(String text, List<MeterProtocol> protocols) {
        return new RegistrationPattern(text, protocols);
    }

    /**
     * Tries the patterns in order: the first that matches or may still match decides.
     *
     * @param afterPause whether the line has been quiet so long that nothing more belongs to these bytes
     */
    public static Registration first(List<RegistrationPattern> patterns, byte[] bytes, int from, int to, boolean afterPause) {
        for (RegistrationPattern pattern : patterns) {
            Registration registration = pattern.match(bytes, from, to, afterPause);
            if (!(registration instanceof Registration.NoMatch)) {
                return registration;
            }
        }
        return NO_MATCH;
    }

    /** Judges the bytes from {@code from} up to, not including, {@code to}. */
    public Registration match(byte[] bytes, int from, int to, boolean afterPause) {
        return new RegistrationReading(this, bytes, from, to, afterPause).match();
    }

    boolean ascii() {
        return ascii;
    }

    List<Element> elements() {
        return elements;
    }

    /** Index of the first element that may be left out. */
    int optionalFrom() {
        return optionalFrom;
    }

    List<MeterProtocol> protocols() {
        return protocols;
    }

    /** The text it was made from. */
    @Override
    public String toString() {
        return text;
    }
}
