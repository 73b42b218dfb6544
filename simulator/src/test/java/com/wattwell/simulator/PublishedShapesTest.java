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
    })
    void isAnsweredInTheSameShape(String what, String protocol, String meters, int preamble, String request, String reply) {
        TestLine line = new TestLine("round-trip 0\npacking-gap 0\nbaud unlimited\nreply-delay 0\npreamble " + preamble + "\nprotocol " + protocol,
                "1 from " + meters);

        line.send(request);

        assertThat(line.arrivals).singleElement().extracting(TestLine.Arrival::hex).asString().matches(reply);
    }
}
