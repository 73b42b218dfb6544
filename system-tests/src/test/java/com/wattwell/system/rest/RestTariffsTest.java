package com.wattwell.system.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.system.Api;
import com.wattwell.system.Api.Answer;
import com.wattwell.system.SharedServer;
import com.wattwell.system.TestServer;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A tariff over REST: drafted, published, and asked what a usage costs. */
@ExtendWith(SharedServer.class)
class RestTariffsTest {

    private static final String ENERGY = "{'rules':[{'type':'TIME_OF_USE','id':'TOU','zh':'电','en':'Energy','prices':{'PEAK':0.568,'VALLEY':0.288}},"
            + "{'type':'STEPS','id':'STEP','zh':'阶梯','en':'Step','cycle':'YEAR','steps':[{'upTo':2760,'price':0},{'upTo':4800,'price':0.05},{'price':0.3}]}]}";

    private Api admin;
    private Api operator;

    @BeforeEach
    void signIn(TestServer server) {
        Api.Company company = Api.company(server);
        admin = Api.user(server, company, "COMPANY_ADMIN");
        operator = Api.user(server, company, "METER_OPERATOR");
    }

    @Test
    void aTariffIsDraftedPublishedAndPricesAUsage() {
        Answer made = admin.post("/tariffs", "{'code':'HOME','commodity':'ELECTRICITY','nameZh':'居民','nameEn':'Households','effectiveFrom':'2020-01-01','document':" + ENERGY + "}").expect(201);
        int id = made.id();
        assertThat(made.json().getInt("draftNumber")).isEqualTo(1);
        assertThat(operator.post("/tariffs/" + id + "/publication", "{'revision':0}").status()).isEqualTo(403);
        admin.post("/tariffs/" + id + "/publication", "{'revision':0}").expect(200);
        assertThat(admin.get("/tariffs/" + id).expect(200).json().getInt("nowNumber")).isEqualTo(1);
        assertThat(admin.get("/tariffs/" + id + "/versions").expect(200).items()).hasSize(1);
        String usage = "{'from':'2025-10-01','to':'2025-11-01','usedThisYear':'2600','usage':[{'register':'PEAK','quantity':'200'},{'register':'VALLEY','quantity':'100'}]}";
        JsonObject bill = operator.post("/tariffs/" + id + "/price", usage).expect(200).json();
        // 113.60 + 28.80 + 140 × 0.05
        assertThat(bill.getString("totalYuan")).isEqualTo("149.40");
        assertThat(bill.getJsonArray("lines")).hasSize(3);
        assertThat(bill.getString("usedThisYear")).isEqualTo("2900");
        assertThat(admin.post("/tariffs/" + id + "/publication", "{'revision':0}").status()).isEqualTo(409);
    }

    @Test
    void whatIsWrongIsNamed() {
        Answer wrong = admin.post("/tariffs", "{'code':'BAD','commodity':'ELECTRICITY','nameZh':'a','nameEn':'b','effectiveFrom':'2020-01-01','document':"
                + "{'rules':[{'type':'FLAT','id':'E','zh':'a','en':'b','price':-1}]}}");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body()).contains("rules[0].price");
        int id = admin.post("/tariffs", "{'code':'TOU','commodity':'ELECTRICITY','nameZh':'a','nameEn':'b','effectiveFrom':'2020-01-01','document':" + ENERGY + "}").expect(201).id();
        Answer unpriced = admin.post("/tariffs/" + id + "/price", "{'version':1,'from':'2025-10-01','to':'2025-11-01','usage':[{'register':'TOTAL','quantity':'5'}]}");
        assertThat(unpriced.status()).isEqualTo(400);
        assertThat(unpriced.body()).contains("parts of the day");
    }
}
