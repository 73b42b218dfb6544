package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The town shares the codec with the server, so its answers are held against frames that others have published. */
class PublishedFramesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, value = {
            "what                   | meter        | its clock           | FE | request                                                                  | reply",
            "unknown identifier     | 398192000337 | 2026-03-05T10:00:00 | 0  | 68370300928139681104333334B3B816                                         | 6837030092813968D101355D16",
            "meter number           | 002241020208 | 2026-03-05T10:00:00 | 4  | FEFEFEFE68080202412200681104353733372A16                                 | FEFEFEFE6808020241220068910A353733373B35357455335116",
            "meter number, wildcard | 071801024091 | 2026-03-05T10:00:00 | 4  | 68AAAAAAAAAAAA68110435373337B716                                         | FEFEFEFE6891400201180768910A35373337C47335344B3A5916",
            "read address           | 000000000001 | 2026-03-05T10:00:00 | 0  | 68AAAAAAAAAAAA681300DF16                                                 | 680100000000006893063433333333339D16",
            "read address with FE   | 002241020208 | 2026-03-05T10:00:00 | 4  | 68AAAAAAAAAAAA681300DF16                                                 | FEFEFEFE680802024122006893063B35357455337916",
            "time                   | 000006605518 | 2018-12-29T18:53:32 | 4  | 68185560060000681104353433378B16                                         | FEFEFEFE681855600600006891073534333765864B4416",
            "date and weekday       | 000006605518 | 2018-12-29T18:53:32 | 4  | 68185560060000681104343433378A16                                         | FEFEFEFE6818556006000068910834343337395C454B3316",
            "rated voltage          | 000006605518 | 2018-12-29T18:53:32 | 4  | 68185560060000681104373733379016                                         | FEFEFEFE6818556006000068910A373733378963616365659016",
            "active constant        | 000006605518 | 2018-12-29T18:53:32 | 4  | 681855600600006811043C3733379516                                         | FEFEFEFE681855600600006891073C373337334533C316",
            "accuracy class         | 000006605518 | 2018-12-29T18:53:32 | 4  | 681855600600006811043A3733379316                                         | FEFEFEFE681855600600006891083A373337336361657316",
            "trip until 2099        | 260305510009 | 2026-03-05T10:00:00 | 0  | FEFEFEFE68090051050326681C1035333333333333334D348C8C566445CC8216         | 68090051050326689C00F416",
            "trip at level 00       | 111111111111 | 2018-05-12T15:00:00 | 0  | 68111111111111681C1033333333333333334D3357744845384B5516                 | 6811111111111168DC01374A16",
    })
    void isAnsweredExactly(String what, String meter, String clock, int preamble, String request, String reply) {
        TestLine line = new TestLine("since 2018-01-01\nround-trip 0\npacking-gap 0\nbaud unlimited\nreply-delay 0\npreamble " + preamble,
                "1 from " + meter + " household", clock + "+08:00");

        line.send(request);

        assertThat(line.arrivals).singleElement().extracting(TestLine.Arrival::hex).isEqualTo(reply);
    }
}
