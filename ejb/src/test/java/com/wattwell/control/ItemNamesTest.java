package com.wattwell.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemNamesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            00010000 | current forward active energy, total                          | (当前)正向有功总电能
            00010200 | current forward active energy, tariff 2                       | (当前)正向有功费率2电能
            00010A00 | current forward active energy, tariff 10                      | (当前)正向有功费率10电能
            00010003 | settlement day -3 forward active energy, total                | (上3结算日)正向有功总电能
            00010203 | settlement day -3 forward active energy, tariff 2             | (上3结算日)正向有功费率2电能
            05040102 | 2nd last hourly freeze: forward active total                  | (上2次)整点冻结正向有功总电能
            """)
    void anItemIsNamedWithItsTariffAndItsSettlementDay(String item, String english, String chinese) {
        ItemValue value = read(item);

        assertThat(ItemNames.english(value)).isEqualTo(english);
        assertThat(ItemNames.chinese(value)).isEqualTo(chinese);
    }

    /** The value as the protocol makes it of a meter's reply. */
    private static ItemValue read(String item) {
        var protocol = Protocols.named("DLT645_2007");
        byte[] request = protocol.encode(new MeterRequest.ReadItem("202311000001", item));
        int from = 0;
        while ((request[from] & 0xFF) == Dlt645Frame.PREAMBLE) {
            from++;
        }
        Dlt645Frame frame = Dlt645Frame.parse(request, from, request.length);
        byte[] reply = Dlt645Frame.reply(frame, Dlt645Frame.itemData((int) Long.parseLong(item, 16), (byte) 0x26, (byte) 0, (byte) 0, (byte) 0)).encode();
        return ((MeterReply.Values) protocol.decode(request, List.of(reply))).values().getFirst();
    }
}
