package com.wattwell.protocol.dlt645;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Frames and bytes for property tests. */
public final class Dlt645Arbitraries {

    private Dlt645Arbitraries() {
    }

    /** Any frame, with the delimiters 68, 16 and FE more often than chance would have them. */
    public static Arbitrary<Dlt645Frame> frames() {
        return Combinators.combine(addresses(), Arbitraries.integers().between(0, 255), bytes(0, 60)).as(Dlt645Frame::new);
    }

    /** Any whole frame that a meter or master might send about an item of the table. */
    public static Arbitrary<Dlt645Frame> itemFrames() {
        return Combinators.combine(addresses(), Arbitraries.of(0x11, 0x91, 0xB1, 0x92, 0xB2, 0xD1, 0x14, 0x83),
                identifiers(), bytes(0, 60)).as((address, control, identifier, rest) ->
                        new Dlt645Frame(address, control, Dlt645Frame.itemData(identifier, rest)));
    }

    public static Arbitrary<Integer> identifiers() {
        return Arbitraries.of(DataIdentifiers.of2007().rows()).map(row -> {
            int[] first = new int[1];
            row.forEach(code -> first[0] = code);
            return first[0];
        });
    }

    public static Arbitrary<String> addresses() {
        return Arbitraries.oneOf(
                Arbitraries.strings().numeric().ofLength(12),
                Arbitraries.of("AAAAAAAAAAAA", "999999999999", "681668166816", "FEFEFEFEFEFE", "000000000161"));
    }

    public static Arbitrary<byte[]> bytes(int min, int max) {
        Arbitrary<Byte> any = Arbitraries.bytes();
        Arbitrary<Byte> delimiter = Arbitraries.of((byte) 0x68, (byte) 0x16, (byte) 0xFE, (byte) 0x35, (byte) 0xE3);
        return Arbitraries.frequencyOf(Tuple.of(3, any), Tuple.of(1, delimiter))
                .array(byte[].class).ofMinSize(min).ofMaxSize(max);
    }
}
