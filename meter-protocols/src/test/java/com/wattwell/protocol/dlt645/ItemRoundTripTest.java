package com.wattwell.protocol.dlt645;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.Protocols;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What is encoded is decoded to the same values, for every identifier of both tables. */
class ItemRoundTripTest {

    private static final int SEED = 645;

    private static List<DataIdentifier> all(Edition edition) {
        List<DataIdentifier> all = new ArrayList<>();
        edition.identifiers().rows().forEach(row -> row.forEach(code -> all.add(edition.identifiers().of(code))));
        return all;
    }

    @Provide
    Arbitrary<Tuple.Tuple2<Edition, DataIdentifier>> identifiers() {
        return Arbitraries.of(Edition.values()).flatMap(edition -> Arbitraries.of(edition.identifiers().rows()).map(row -> {
            List<Integer> codes = new ArrayList<>();
            row.forEach(codes::add);
            return Tuple.of(edition, edition.identifiers().of(codes.getLast()));
        }));
    }

    @Property(tries = 3000)
    void valuesBecomeBytesAndTheSameValuesAgain(@ForAll("identifiers") Tuple.Tuple2<Edition, DataIdentifier> of, @ForAll Random random) {
        check(of.get2(), random);
    }

    @Example
    void everyIdentifierOfBothTablesOnce() {
        Random random = new Random(SEED);
        int count = 0;
        for (Edition edition : Edition.values()) {
            for (DataIdentifier identifier : all(edition)) {
                check(identifier, random);
                count++;
            }
        }
        assertThat(count).isEqualTo(38_484 + 1_369);
    }

    @Property(tries = 2000)
    void aReplyIsDecodedToTheValuesThatWereEncoded(@ForAll("identifiers") Tuple.Tuple2<Edition, DataIdentifier> of, @ForAll Random random) {
        Edition edition = of.get1();
        DataIdentifier identifier = of.get2();
        byte[] data = identifier.encode(new ItemValues(random).of(identifier));
        int code = Integer.parseUnsignedInt(identifier.item(), 16);
        byte[] item = edition.itemData(code, data);
        if (item.length > FrameProbe.MAX_DATA) {
            return;
        }
        MeterProtocol protocol = Protocols.named(edition.name());
        byte[] question = Dlt645Frame.request("000006605518", Function.READ.code(edition), edition.itemData(code)).encode();
        byte[] reply = new Dlt645Frame("000006605518", 0x80 | Function.READ.code(edition), item).encode();

        MeterReply meaning = protocol.decode(question, List.of(reply));
        if (meaning instanceof MeterReply.Values values) {
            assertThat(ItemValues.told(values.values())).isEqualTo(ItemValues.told(identifier.decode(data)));
        } else {
            assertThat(identifier.item()).isEqualTo("04000503");
        }
    }

    private static void check(DataIdentifier identifier, Random random) {
        List<String> values = new ItemValues(random).of(identifier);
        byte[] data = identifier.encode(values);

        List<String> told = ItemValues.told(identifier.decode(data));

        if (!identifier.isProfile() || told.size() == values.size()) {
            assertThat(told).as("%s %s", identifier, Hex.of(data)).isEqualTo(values);
            assertThat(Hex.of(identifier.encode(told))).isEqualTo(Hex.of(data));
        } else {
            // A class of which nothing is there is left out of the block.
            assertThat(values).containsSubsequence(told);
        }
    }
}
