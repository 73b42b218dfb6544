package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.simulator.Introduction.Made;
import com.wattwell.simulator.outside.OutsideWorld;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntroductionTest {

    private ApiStub api;

    @BeforeEach
    void start() throws IOException {
        api = new ApiStub("companies", "collectors", "meters", "schedules");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void theWholeTownIsMadeKnown() throws Exception {
        assertThat(introduce(TownFile.builtIn("default"))).isEqualTo(new Made(2, 50, 1000, 5, Map.of()));

        assertThat(find("collectors", "CJ0101")).containsEntry("company", "CJ")
                .containsEntry("name", "1号楼 Block 1").containsEntry("place", "翠湖花园 Jade Lake Gardens / 1号楼 Block 1")
                .containsEntry("heartbeat", "text:ping").containsEntry("baud", new BigDecimal(2400)).doesNotContainKey("token");
        assertThat(api.stored.get("meters")).contains(Map.of("id", find("meters", "202311010001").get("id"), "collector", "CJ0101",
                "line", BigDecimal.ONE, "protocol", "DLT645_2007", "address", "202311010001", "name", "101",
                "place", "翠湖花园 Jade Lake Gardens / 1号楼 Block 1 / 101"));
        assertThat(find("schedules", "Energy of all meters, every minute")).containsEntry("kind", "INTERVAL").containsEntry("intervalSeconds", new BigDecimal(60))
                .containsEntry("target", "ALL").containsEntry("readingTypes", List.of("ACTIVE_ENERGY_FORWARD"));
        assertThat(find("meters", "202402060107")).containsEntry("model", "STANDARD.DLT645_2007.ESAM");
        assertThat(find("schedules", "Water of all meters, every five minutes")).containsEntry("company", "BC")
                .containsEntry("readingTypes", List.of("WATER_VOLUME"));
        assertThat(api.keys).doesNotHaveDuplicates().contains("town-meter-CJ0101-202311010001", "town-company-BC");
        assertThat(api.authorizations).containsOnly("Basic dG93bjpzM2NyZXQ=");
    }

    @Test
    void everyCompanyIsToldItsContractsWithTheWorldOutside() throws Exception {
        api.stored.put("merchant-accounts", new java.util.ArrayList<>());
        api.stored.put("message-suppliers", new java.util.ArrayList<>());
        Town town = TownFile.builtIn("default");
        try (OutsideWorld outside = new OutsideWorld(town.seed(), List.of("CJ", "BC"), java.time.Clock.systemUTC(), 0); RestClient rest = new RestClient(api.url(), "town", "s3cret")) {
            assertThat(new Introduction(town, rest).contracts(outside.keys())).isEqualTo(2 * (2 + 3));
        }
        assertThat(api.stored.get("merchant-accounts")).extracting(account -> account.get("company") + " " + account.get("channel"))
                .containsExactly("CJ ALIPAY", "CJ WECHAT", "BC ALIPAY", "BC WECHAT");
        assertThat(api.stored.get("merchant-accounts")).allSatisfy(account -> assertThat(account).containsKeys("privateKey", "channelPublicKey").doesNotContainKey("endpoint"));
        assertThat(api.stored.get("message-suppliers")).extracting(supplier -> supplier.get("supplier")).contains("ALIYUN", "TENCENT", "WECHAT_OA");
    }

    @Test
    void aServerWithoutPaymentsIsToldNothing() throws Exception {
        Town town = TownFile.builtIn("default");
        try (OutsideWorld outside = new OutsideWorld(town.seed(), List.of("CJ"), java.time.Clock.systemUTC(), 0); RestClient rest = new RestClient(api.url(), "town", "s3cret")) {
            assertThat(new Introduction(town, rest).contracts(outside.keys())).isZero();
        }
    }

    @Test
    void doingItAgainPostsNothing() throws Exception {
        introduce(TownFile.builtIn("default"));
        int posts = api.posts;

        assertThat(introduce(TownFile.builtIn("default"))).isEqualTo(new Made(0, 0, 0, 0, Map.of()));
        assertThat(api.posts).isEqualTo(posts);
    }

    @Test
    void onlyWhatIsMissingIsPosted() throws Exception {
        introduce(TownFile.builtIn("default"));
        api.stored.get("meters").removeIf(meter -> meter.get("address").equals("202311010001"));

        assertThat(introduce(TownFile.builtIn("default"))).isEqualTo(new Made(0, 0, 1, 0, Map.of()));
    }

    @Test
    void aListThatNamesCollectorsByIdIsUnderstood() throws Exception {
        introduce(TownFile.builtIn("default"));
        api.stored.get("meters").forEach(meter -> meter.put("collector", find("collectors", meter.get("collector").toString()).get("id")));

        assertThat(introduce(TownFile.builtIn("default")).meters()).isZero();
    }

    @Test
    void aTokenIsHandedOver() throws Exception {
        introduce(TownFile.parse("t.town", "token s-{code}\nregistration text:{code},{token}\ncompany T Test\nestate E\ncollector C1 B\n"));

        assertThat(api.stored.get("collectors")).singleElement().satisfies(collector -> assertThat(collector).containsEntry("token", "s-C1"));
    }

    @Test
    void metersOfAProtocolThatTheServerDoesNotKnowAreLeftOutAndCounted() throws Exception {
        api.unknownProtocol = "MBUS";
        Town town = TownFile.parse("t.town", """
                company T Test
                estate E
                collector C1 B
                meters 2 from 161 household
                protocol mbus
                meters 3 from 1 household-water
                protocol cjt188
                meters 1 from 1 household-water
                """);

        assertThat(introduce(town)).isEqualTo(new Made(1, 1, 3, 3, Map.of("MBUS", 3)));
        assertThat(api.stored.get("meters")).extracting(meter -> meter.get("protocol") + " " + meter.get("address"))
                .containsExactlyInAnyOrder("DLT645_2007 000000000161", "DLT645_2007 000000000162", "CJT188 00000000000001");
    }

    @Test
    void whatExistsAlreadyIsNoError() throws Exception {
        api.refuseWith = 409;

        assertThat(introduce(TownFile.builtIn("default"))).isEqualTo(new Made(0, 0, 0, 0, Map.of()));
    }

    @Test
    void aRefusalEndsItWithTheServersWords() {
        api.refuseWith = 422;

        assertThatThrownBy(() -> introduce(TownFile.builtIn("default")))
                .hasMessage("POST companies was answered with 422: {\"title\":\"because of the test\"}");
    }

    @Test
    void aServerThatIsStillStartingIsWaitedFor() throws Exception {
        api.unavailable = 1;
        try (RestClient rest = new RestClient(api.url(), "town", "s3cret")) {
            new Introduction(TownFile.builtIn("default"), rest).awaitServer(Duration.ofSeconds(20));
        }

        assertThat(api.authorizations).hasSize(2);
    }

    private Made introduce(Town town) throws Exception {
        try (RestClient rest = new RestClient(api.url(), "town", "s3cret")) {
            return new Introduction(town, rest).introduce();
        }
    }

    private Map<String, Object> find(String path, String code) {
        return api.stored.get(path).stream().filter(item -> item.containsValue(code)).findFirst().orElseThrow();
    }
}
