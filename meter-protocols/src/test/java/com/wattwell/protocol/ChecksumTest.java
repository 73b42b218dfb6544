package com.wattwell.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChecksumTest {

    @Test
    void publishedFramesEndWithTheSumOfTheirBytes() {
        byte[] electricity = Hex.parse("6861010000000068910833333433593333338A16");
        byte[] water = Hex.parse("6810AAAAAAAAAAAAAA03030A8102B116");

        assertThat(Checksum.of(electricity, 0, electricity.length - 2)).isEqualTo((byte) 0x8A);
        assertThat(Checksum.of(water, 0, water.length - 2)).isEqualTo((byte) 0xB1);
    }

    @Test
    void nothingHasTheSumNothing() {
        assertThat(Checksum.of(new byte[] {1, 2, 3}, 2, 2)).isZero();
    }

    @Property
    void itIsTheSumModulo256WhateverStandsAround(@ForAll byte[] bytes, @ForAll @IntRange(max = 20) int from, @ForAll @IntRange(max = 20) int rest) {
        int first = Math.min(from, bytes.length);
        int end = Math.max(first, bytes.length - rest);
        int sum = 0;
        for (int i = first; i < end; i++) {
            sum += bytes[i];
        }

        assertThat(Checksum.of(bytes, first, end)).isEqualTo((byte) sum);
    }
}
