package com.wattwell.protocol.mbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.decode.HexLineDecoder;
import com.wattwell.protocol.decode.Notations;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compact frames: their values mean what a full frame, or a format frame, in front of them has shown. The records and the two CRCs of the
 * first vector are those of a water meter's telegrams in public (full and compact one of the same meter), in wired frames.
 */
class CompactFrameTest {

    private static final String FULL = "02FF207100" + "041308190000" + "441308190000" + "615B7F" + "616713";
    private static final String FORMAT = "02FF20" + "0413" + "4413" + "615B" + "6167";
    private static final String DATA = "7100" + "08190000" + "08190000" + "7F" + "13";
    private static final String COMPACT = "EDA8" + "6AB6" + DATA;

    private final MbusProtocol protocol = new MbusProtocol();
    private final byte[] request = protocol.encode(new MeterRequest.ReadItem("5", "*"));

    private static byte[] answer(int information, String data) {
        return MbusFrame.ofLong(0x08, 5, information, Hex.parse(data)).encode();
    }

    private List<String> values(byte[]... replies) {
        return ((MeterReply.Values) protocol.decode(request, List.of(replies))).values().stream()
                .map(value -> value.item() + "=" + (value.number() == null ? value.text() : value.number().toPlainString()) + " " + Hex.of(value.raw())).toList();
    }

    @ParameterizedTest
    @CsvSource({"02FF2004134413615B6167, A8ED", "02FF20041392013BA1015B8101E7FF0F, C412", "02FF2004134413A1015B8101E7FF0F, 61EB", "02FF2004134413615B5167, D2F7",
            "02FF2004134413, DD34", "02FF200413523B, 7C0E", FULL + ", B66A"})
    void theSignatureIsTheCrcThatMetersInTheFieldSend(String bytes, String signature) {
        byte[] format = Hex.parse(bytes);

        assertThat(RecordFormats.words(FormatSignature.of(format, format.length))).isEqualTo(signature);
        assertThat(FormatSignature.of(format, format.length - 1)).isNotEqualTo(FormatSignature.of(format, format.length));
    }

    @Test
    void aCompactFrameBehindItsFullFrameSaysTheSame() {
        List<String> full = values(answer(0x78, FULL));
        List<String> both = values(answer(0x78, FULL), answer(0x79, COMPACT));

        assertThat(full).hasSize(5).contains("Volume=6.408 08190000");
        assertThat(both).hasSize(10).startsWith(full.toArray(String[]::new)).contains("Volume#2=6.408 08190000");
        assertThat(both.subList(5, 10)).extracting(each -> each.replaceAll("#2", "")).isEqualTo(full);
    }

    @Test
    void aCompactFrameMayHaveAShortHeaderAndALongOneInFront() {
        List<String> both = values(answer(0x72, "7856341224230107" + "2A000000" + FULL), answer(0x7B, "2B000000" + COMPACT));

        assertThat(both).hasSize(10);
    }

    @Test
    void aFormatFrameShowsTheFormatAsWell() {
        String length = Hex.of((byte) (FORMAT.length() / 2));

        assertThat(values(answer(0x69, length + "EDA8" + FORMAT), answer(0x79, COMPACT))).hasSize(5).contains("Volume=6.408 08190000");
        assertThat(values(answer(0x6A, "2A000000" + length + "EDA8" + FORMAT), answer(0x7B, "2A000000" + COMPACT))).hasSize(5);
        assertThat(values(answer(0x6B, "7856341224230107" + "2A000000" + length + "EDA8" + FORMAT), answer(0x79, COMPACT))).hasSize(5);
        assertThatThrownBy(() -> values(answer(0x69, length + "EDA9" + FORMAT), answer(0x79, COMPACT))).as("a signature that is none of its own")
                .isInstanceOf(MalformedFrameException.class).hasMessageContaining("of format A8ED, which no full frame before it has shown");
    }

    @Test
    void withoutItsFormatItIsRefusedByItsName() {
        assertThatThrownBy(() -> values(answer(0x79, COMPACT))).isInstanceOf(MalformedFrameException.class)
                .hasMessageStartingWith("byte 6 is 79, a compact or format frame");
        assertThatThrownBy(() -> values(answer(0x78, "041308190000"), answer(0x79, COMPACT))).isInstanceOf(MalformedFrameException.class)
                .hasMessage("byte 6 is 79, a compact or format frame of format A8ED, which no full frame before it has shown");
    }

    @Test
    void valuesThatDoNotFitTheCrcAreRefused() {
        byte[] full = answer(0x78, FULL);

        assertThatThrownBy(() -> values(full, answer(0x79, "EDA8" + "6AB7" + DATA))).isInstanceOf(MalformedFrameException.class)
                .hasMessage("byte 9 starts the CRC B76A of the full frame, expected B66A");
        assertThatThrownBy(() -> values(full, answer(0x79, COMPACT + "00"))).isInstanceOf(MalformedFrameException.class)
                .hasMessage("byte 23 is 00, expected no data behind those of the last record");
        assertThatThrownBy(() -> values(full, answer(0x79, COMPACT.substring(0, COMPACT.length() - 2)))).isInstanceOf(MalformedFrameException.class)
                .hasMessage("the telegram ends with byte 21, expected the data of a record from byte 22 on");
        assertThatThrownBy(() -> values(full, answer(0x79, "EDA86A"))).isInstanceOf(MalformedFrameException.class)
                .hasMessage("the telegram ends with byte 9, expected a format signature and a CRC from byte 7 on");
    }

    @Test
    void aTextOfAnyLengthTellsItsOwnLength() {
        String full = "0D78" + "03" + "434241" + "0413" + "39300000";
        byte[] format = Hex.parse("0D780413");
        byte[] records = Hex.parse("0D78" + "02" + "4241" + "0413" + "3A300000");
        String compact = lowFirst(FormatSignature.of(format, format.length)) + lowFirst(FormatSignature.of(records, records.length)) + "02" + "4241" + "3A300000";

        assertThat(values(answer(0x78, full), answer(0x79, compact))).endsWith("Fabrication No#2=AB 024241", "Volume#2=12.346 3A300000");
    }

    @Test
    void whatTheMakerKeepsForHimselfTakesTheRest() {
        String full = "0413" + "39300000" + "0F" + "0102";
        byte[] format = Hex.parse("04130F");
        byte[] records = Hex.parse("0413" + "3A300000" + "0F" + "030405");
        String compact = lowFirst(FormatSignature.of(format, format.length)) + lowFirst(FormatSignature.of(records, records.length)) + "3A300000" + "030405";

        assertThat(values(answer(0x78, full), answer(0x79, compact))).endsWith("Volume#2=12.346 3A300000");
    }

    @Test
    void oneLineOfTheDecoderTellsTheValuesOfBothAndItsParts() {
        byte[] compact = answer(0x79, COMPACT);
        Map<String, Object> facts = new HexLineDecoder(Notations.ALL).decode(Hex.of(answer(0x78, FULL)) + Hex.of(compact));

        Map<?, ?> second = (Map<?, ?>) ((List<?>) facts.get("frames")).get(1);
        assertThat(second.get("valid")).isEqualTo(true);
        assertThat(second.get("ci")).isEqualTo("79");
        assertThat(second.get("records").toString()).contains("quantity=Volume, unit=m^3, value=6.408");
        var parts = new MbusExplainer().explain(compact, List.of(answer(0x78, FULL))).parts();
        assertThat(parts).extracting(part -> part.field()).containsSubsequence("CI", "format signature", "CRC of the full frame", "data", "checksum");
        assertThat(parts.getLast().to()).isEqualTo(compact.length);
    }

    @Test
    void aReadoutThatGoesOnWithACompactFrameIsReadAsOne() {
        String first = FULL + "1F";
        byte[] format = Hex.parse(FORMAT + "1F");
        byte[] records = Hex.parse(FULL.replace("08190000", "09190000") + "1F");
        String compact = lowFirst(FormatSignature.of(format, format.length)) + lowFirst(FormatSignature.of(records, records.length))
                + DATA.replace("08190000", "09190000");
        var dialogue = protocol.dialogue(request);
        dialogue.on(new byte[] {(byte) 0xE5});
        dialogue.on(answer(0x78, first));
        dialogue.on(answer(0x79, compact));
        dialogue.on(answer(0x78, "0413FF000000"));

        assertThat(dialogue.replies()).hasSize(3);
        assertThat(((MeterReply.Values) protocol.decode(request, dialogue.replies())).values()).extracting(ItemValue::item)
                .contains("Volume", "Volume#2", "Volume#3");
    }

    private static String lowFirst(int word) {
        byte[] bytes = {(byte) word, (byte) (word >> 8)};
        return Hex.of(Arrays.copyOf(bytes, 2));
    }
}
