package com.wattwell.simulator.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.aliyun.dysmsapi20170525.Client;
import com.aliyun.dysmsapi20170525.models.QuerySendDetailsRequest;
import com.aliyun.dysmsapi20170525.models.SendSmsRequest;
import com.aliyun.dysmsapi20170525.models.SendSmsResponseBody;
import com.aliyun.teaopenapi.models.Config;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.sms.v20210111.SmsClient;
import com.tencentcloudapi.sms.v20210111.models.PullSmsSendStatusByPhoneNumberRequest;
import com.tencentcloudapi.sms.v20210111.models.SendStatus;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The suppliers' own SDKs send text messages through the town. */
class SmsSdkTest {

    private OutsideWorld world;

    @BeforeEach
    void open() throws IOException {
        world = new OutsideWorld(7, List.of("CY"), Clock.systemUTC(), 0);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aliyunTakesAMessageAndTellsThatItArrived() throws Exception {
        SendSmsResponseBody sent = aliyun(world.sms().aliyunSecret).sendSms(message("13800138000")).getBody();
        assertThat(sent.getCode()).isEqualTo("OK");

        var details = aliyun(world.sms().aliyunSecret).querySendDetails(new QuerySendDetailsRequest().setPhoneNumber("13800138000").setBizId(sent.getBizId())
                .setSendDate("20261129").setPageSize(10L).setCurrentPage(1L)).getBody();
        assertThat(details.getSmsSendDetailDTOs().getSmsSendDetailDTO()).singleElement().satisfies(detail -> {
            assertThat(detail.getSendStatus()).isEqualTo(3L);
            assertThat(detail.getOutId()).isEqualTo("m-1");
        });
    }

    @Test
    void aliyunsBusinessErrorsComeWithStatus200() throws Exception {
        assertThat(aliyun(world.sms().aliyunSecret).sendSms(message("12")).getBody().getCode()).isEqualTo("isv.MOBILE_NUMBER_ILLEGAL");
    }

    @Test
    void aliyunRefusesAnotherSecret() {
        assertThatThrownBy(() -> aliyun("anotherSecret").sendSms(message("13800138000"))).hasMessageContaining("the signature does not fit");
    }

    @Test
    void tencentTakesAMessageAndTellsThatItArrived() throws Exception {
        SendStatus sent = tencent(world.sms().tencentSecret).SendSms(tencentMessage("+8613800138000")).getSendStatusSet()[0];
        assertThat(sent.getCode()).isEqualTo("Ok");

        PullSmsSendStatusByPhoneNumberRequest pull = new PullSmsSendStatusByPhoneNumberRequest();
        pull.setPhoneNumber("+8613800138000");
        pull.setSmsSdkAppId(world.sms().tencentAppId);
        pull.setBeginTime(0L);
        pull.setOffset(0L);
        pull.setLimit(10L);
        assertThat(tencent(world.sms().tencentSecret).PullSmsSendStatusByPhoneNumber(pull).getPullSmsSendStatusSet()).singleElement()
                .satisfies(state -> assertThat(state.getReportStatus()).isEqualTo("SUCCESS"));
    }

    @Test
    void tencentRefusesAnotherSecret() {
        assertThatThrownBy(() -> tencent("anotherSecret").SendSms(tencentMessage("+8613800138000"))).isInstanceOf(TencentCloudSDKException.class)
                .hasMessageContaining("signature");
    }

    @Test
    void aLostMessageIsReportedAsNotArrivedAndIsNotOnThePhone() throws Exception {
        world.setFaults(OutsideFaults.NONE.with(Map.of("sms-lost", "1")));
        try (Callback callback = new Callback()) {
            world.sms().reportTo(callback.url(), null);
            aliyun(world.sms().aliyunSecret).sendSms(message("13800138000"));

            await().until(() -> callback.came.size() == 1);
            assertThat(callback.came.getFirst().body()).contains("\"success\":false").contains("\"out_id\":\"m-1\"");
        }
    }

    private static SendSmsRequest message(String phone) {
        return new SendSmsRequest().setPhoneNumbers(phone).setSignName("春雨电力").setTemplateCode("SMS_1").setTemplateParam("{\"yuan\":\"12.00\"}").setOutId("m-1");
    }

    private Client aliyun(String secret) throws Exception {
        return new Client(new Config().setAccessKeyId(world.sms().aliyunKeyId).setAccessKeySecret(secret).setEndpoint("127.0.0.1:" + world.port()).setProtocol("http"));
    }

    private SmsClient tencent(String secret) {
        HttpProfile http = new HttpProfile();
        http.setProtocol("http://");
        http.setEndpoint("127.0.0.1:" + world.port());
        ClientProfile profile = new ClientProfile();
        profile.setHttpProfile(http);
        return new SmsClient(new Credential(world.sms().tencentKeyId, secret), "ap-guangzhou", profile);
    }

    private com.tencentcloudapi.sms.v20210111.models.SendSmsRequest tencentMessage(String phone) {
        var request = new com.tencentcloudapi.sms.v20210111.models.SendSmsRequest();
        request.setPhoneNumberSet(new String[] {phone});
        request.setSmsSdkAppId(world.sms().tencentAppId);
        request.setSignName("春雨电力");
        request.setTemplateId("1110");
        request.setTemplateParamSet(new String[] {"12.00"});
        request.setSessionContext("m-1");
        return request;
    }
}
