package com.wattwell.portal.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.portal.Texts;
import com.wattwell.portal.control.Story;
import com.wattwell.protocol.Protocols;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class EventRecordTest {

    private static List<EventRecord> records(Locale language, boolean numbered, Story.Value... values) {
        return EventRecord.of(List.of(values), numbered, Protocols.named("DLT645_2007"), Texts.in(language));
    }

    private static Story.Value value(String item, String nameEn, String nameZh, String value, String unit) {
        return new Story.Value(item, nameEn, nameZh, value, unit);
    }

    @Test
    void aPowerDownIsToldWithItsStartItsEndAndHowLongItLasted() {
        String name = "last power-down start and end";
        List<EventRecord> records = records(Locale.ENGLISH, true, value("03110000", "power-down count", "掉电总次数", "2", "times"),
                value("03110002#0", name, "上2次", null, ""), value("03110002#1", name, "上2次", null, ""),
                value("03110001#0", name, "上1次", "261128081500", ""), value("03110001#1", name, "上1次", "261128081730", ""));
        assertThat(records).extracting(EventRecord::back).containsExactly(0, 1, 2);
        assertThat(records.get(0).lines()).containsExactly(new EventRecord.Line("power-down count", "2 times"));
        assertThat(records.get(1).lines()).containsExactly(new EventRecord.Line("start", "2026-11-28 08:15:00"), new EventRecord.Line("end", "2026-11-28 08:17:30"));
        assertThat(records.get(1).lasted()).isEqualTo(Duration.ofSeconds(150));
        assertThat(records.get(2).isMissing()).isTrue();
    }

    @Test
    void whatWasProgrammedIsToldByTheNameOfItsItem() {
        List<EventRecord> records = records(Locale.CHINESE, true, value("03300001#0", "time", "发生时刻", "261128081500", ""),
                value("03300001#1", "operator code", "操作者代码", "00000001", ""), value("03300001#2", "programmed item 1", "编程项数据标识 1", "04000103", ""),
                value("03300001#3", "programmed item 2", "编程项数据标识 2", null, ""));
        assertThat(records.getFirst().lines()).containsExactly(new EventRecord.Line("发生时刻", "2026-11-28 08:15:00"),
                new EventRecord.Line("操作者代码", "00000001"), new EventRecord.Line("编程项数据标识 1", "04000103 最大需量周期"));
    }

    @Test
    void theCountsOfTheExtendedEventsStandBeforeTheirRecords() {
        List<EventRecord> records = records(Locale.ENGLISH, true, value("1D000001", "relay trip count", "跳闸总次数", "1", "times"),
                value("1D00FF01#0", "time", "发生时刻", "261128081500", ""), value("1D00FF01#2", "forward active energy", "正向有功总电能", "12.34", "kWh"));
        assertThat(records).extracting(EventRecord::back).containsExactly(0, 1);
        assertThat(records.get(1).lines()).contains(new EventRecord.Line("forward active energy", "12.34 kWh"));
    }

    @Test
    void digitsThatAreNoTimeStayAsTheyAre() {
        assertThat(records(Locale.ENGLISH, true, value("03300001#0", "time", "发生时刻", "269928081500", "")).getFirst().lines())
                .containsExactly(new EventRecord.Line("time", "269928081500"));
    }
}
