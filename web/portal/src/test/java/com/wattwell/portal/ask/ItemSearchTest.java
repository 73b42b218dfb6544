package com.wattwell.portal.ask;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.ItemEntry;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Protocols;
import org.junit.jupiter.api.Test;

class ItemSearchTest {

    private static final MeterProtocol DLT645 = Protocols.named("DLT645_2007");

    @Test
    void wordsOfEitherLanguageInAnyOrderFindAnItem() {
        assertThat(ItemSearch.find(DLT645, "voltage phase a", 40)).extracting(ItemEntry::pattern).contains("02010100");
        assertThat(ItemSearch.find(DLT645, "A相电压", 40)).extracting(ItemEntry::pattern).contains("02010100");
    }

    @Test
    void anIdentifierFindsTheLineThatItBelongsToFirst() {
        assertThat(ItemSearch.find(DLT645, "00010203", 40).getFirst().pattern()).isEqualTo("0001[01-3F][01-0C]");
        assertThat(ItemSearch.find(DLT645, "0001ff00", 40).getFirst().pattern()).isEqualTo("0001FF00");
    }

    @Test
    void nothingIsFoundForNothingOrForWordsThatNoItemHas() {
        assertThat(ItemSearch.find(DLT645, "  ", 40)).isEmpty();
        assertThat(ItemSearch.find(DLT645, null, 40)).isEmpty();
        assertThat(ItemSearch.find(DLT645, "no such thing", 40)).isEmpty();
    }

    @Test
    void noMoreAreGivenThanWanted() {
        assertThat(ItemSearch.find(DLT645, "energy", 7)).hasSize(7);
    }

    @Test
    void whatCanOnlyBeWrittenIsNotOffered() {
        assertThat(ItemSearch.find(Protocols.named("CJT188"), "A017", 40)).isEmpty();
        assertThat(ItemSearch.find(Protocols.named("CJT188"), "901F", 40)).isNotEmpty();
    }
}
