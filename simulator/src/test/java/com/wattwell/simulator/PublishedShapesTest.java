package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Town meters are asked the requests of published pairs; their answers have the published length and layout. A dot stands
 * for a digit that is a value of this meter, or the checksum behind it.
 */
class PublishedShapesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, value = {
            "what                    | protocol     | meters                    | FE | request                                  | reply",
            "A-D9-001 energy         | dlt645-1997  | 123456789012 household    | 0  | 6812907856341268010243C38F16             | 6812907856341268810643C3..........16",
            "A-D9-005 voltage A      | dlt645-1997  | 010003635927 household    | 4  | 6827596303000168010244E9E716             | FEFEFEFE6827596303000168810444E9..35..16",
            "A-D9-007 voltage B      | dlt645-1997  | 010003635927 household    | 4  | 6827596303000168010245E9E816             | FEFEFEFE6827596303000168810445E93333D016",
            "A-D9-009 energy         | dlt645-1997  | 010003635927 household    | 4  | 6827596303000168010243C3C016             | FEFEFEFE6827596303000168810643C3..........16",
            "A-D9-004 asked with 99  | dlt645-1997  | 000014359743 household    | 0  | 6899999999999968010243C36F16             | 6843973514000068810643C3..........16",
            "A-D9-012 wildcard       | dlt645-1997  | 000000000161 household    | 0  | 68AAAAAAAAAAAA68010243C3D516             | 6861010000000068810643C3..........16",
            "A-D9-015 meter number   | dlt645-1997  | 151800032345 household    | 4  | FEFEFEFE68AAAAAAAAAAAA68010265F32716     | FEFEFEFE6845230300181568810865F3785636334B48..16",
            "A-D9-021 energy block   | dlt645-1997  | 000000000001 household    | 0  | 6801000000000068010252C3E916             | 6801000000000068811652C3..........................................16",
            "A-D9-023 reverse energy | dlt645-1997  | 000018030927 household    | 2  | FEFE6827090318000068010253C33416         | FEFE6827090318000068810653C333333333..16",
            "A-D9-024 power factor   | dlt645-1997  | 000018030927 household    | 2  | FEFE6827090318000068010283E98A16         | FEFE6827090318000068810483E9......16",
            "A-D9-037 voltage block  | dlt645-1997  | 734917039246 shop         | 0  | 6846920317497368010252E9BC16             | 6846920317497368810852E9..35..35..35..16",
            "A-D9-041 reactive power | dlt645-1997  | 734917039246 shop         | 0  | 6846920317497368010273E9DD16             | 6846920317497368810473E9......16",
            "A-D9-045 date           | dlt645-1997  | 734917039246 shop         | 0  | 6846920317497368010243F3B716             | 6846920317497368810643F337383659..16",
            "A-D9-047 time           | dlt645-1997  | 734917039246 shop         | 0  | 6846920317497368010244F3B816             | 6846920317497368810544F333434C..16",
            "A-D9-055 last month     | dlt645-1997  | 734917039246 shop         | 0  | 6846920317497368010244C78C16             | 6846920317497368810644C7..........16",
            "unknown identifier      | dlt645-1997  | 734917039246 shop         | 0  | 68469203174973680102CCCC1916             | 6846920317497368C101357516",
            "A-CJ-001 read, 1F 90    | cjt188 | 78330007061326 household-water | 2 | 68102613060700337801031F90042016 | FEFE68102613060700337881161F9004........2C........2C..............0000..16",
            "A-CJ-002 read, 1F 90    | cjt188 | 00001811775450 household-water | 0 | 68105054771118000001031F90006F16 | 68105054771118000081161F9000........2C........2C..............0000..16",
            "A-CJ-004 read address   | cjt188 | 20260324152900 household-water | 0 | 6810AAAAAAAAAAAAAA03030A8102B116 | 68100029152403262083030A81023616",
            "A-CJ-011 read, 90 1F    | cjt188+high-di-first | 00201510270588 household-water | 0 | 6810880527101520000103901F012516 | 6810880527101520008116901F01........2C........2C..............0000..16",
            "A-CJ-012 no settlement  | cjt188+high-di-first+no-settlement | 02001700000921 household-water | 0 | 6810210900001700020103901F027016 | 6810210900001700028116901F02........2CFFFFFFFF2C..............0000..16",
            "A-CJ-044 read address   | cjt188+high-di-first | 77665544332211 household-water | 0 | 6810112233445566770303810A01E616 | 6810112233445566778303810A016616",
            "A-CJ-008 read address   | cjt188+high-di-first | 77665544332211 household-water | 0 | FEFEFEFEFE6810AAAAAAAAAAAAAA0303810A01B016 | 6810112233445566778303810A016616",
            "A-CJ-034 last month     | cjt188+high-di-first | 77665544332211 household-water | 0 | 6810112233445566770103D120014A16 | 6810112233445566778108D12001........2C..16",
            "A-CJ-038 price table    | cjt188+high-di-first | 77665544332211 household-water | 0 | 6810112233445566770103810201DC16 | 6810112233445566778112810201................................16",
            "A-CJ-039 reading day    | cjt188+high-di-first | 77665544332211 household-water | 0 | 6810112233445566770103810401DE16 | 6810112233445566778104810401016016",
            "A-CJ-042 purchase       | cjt188+high-di-first | 77665544332211 household-water | 0 | 6810112233445566770103810501DF16 | 6810112233445566778112810501................................16",
            "A-CJ-043 key version    | cjt188+high-di-first | 77665544332211 household-water | 0 | 6810112233445566770903810601E816 | 6810112233445566778904810601006916",
            "A-CJ-045 write prices   | cjt188+high-di-first | 77665544332211 household-water | 0 | 6810112233445566770413A01001500200200000800300400000000500015716 | 6810112233445566778405A0100100008E16",
            "A-CJ-046 settlement day | cjt188+high-di-first | 77665544332211 household-water | 0 | 6810112233445566770404A01101152316 | 6810112233445566778403A011018D16",
            "A-CJ-047 reading day    | cjt188+high-di-first | 77665544332211 household-water | 0 | 6810112233445566770404A01201152416 | 6810112233445566778403A012018E16",
            "A-CJ-048 purchase       | cjt188+high-di-first | 77665544332211 household-water | 0 | 6810112233445566770408A0130101005000006516 | 6810112233445566778408A013010100500000..16",
            "A-CJ-049 new key        | cjt188+high-di-first | 77665544332211 household-water | 0 | 681011223344556677040CA014011100000000000000002A16 | 6810112233445566778404A0140111A216",
            "A-CJ-050 write time     | cjt188+high-di-first | 77665544332211 household-water | 0 | 681011223344556677040AA01501003008050326209E16 | 6810112233445566778403A015019116",
            "A-CJ-051 valve          | cjt188+high-di-first | 77665544332211 household-water | 0 | 6810112233445566770404A0170199AD16 | 6810112233445566778405A017010000..16",
            "A-CJ-052 factory enable | cjt188+high-di-first | 77665544332211 household-water | 0 | 6810112233445566770403A019011516 | 6810112233445566778403A019019516",
            "A-CJ-054 motor sync     | cjt188+high-di-first | 77665544332211 household-water | 0 | 6810112233445566771608A01601001000002C6516 | 6810112233445566779605A016010000..16",
            "A-CJ-027 refusal        | cjt188+high-di-first | 77665544332211 household-water | 0 | 681011223344556677010390EF01D816 | 681011223344556677C103010000..16",
            "the wrong DI order      | cjt188+high-di-first | 77665544332211 household-water | 0 | 68101122334455667701031F90010816 | 681011223344556677C103010000..16",
    })
    void isAnsweredInTheSameShape(String what, String protocol, String meters, int preamble, String request, String reply) {
        TestLine line = new TestLine("round-trip 0\npacking-gap 0\nbaud unlimited\nreply-delay 0\npreamble " + preamble + "\nprotocol "
                        + protocol.replace("+", "\nquirks ").replaceFirst("\\nquirks (\\S+)\\nquirks ", "\nquirks $1 "),
                "1 from " + meters);

        line.send(request);

        assertThat(line.arrivals).singleElement().extracting(TestLine.Arrival::hex).asString().matches(reply);
    }
}
