package com.wattwell.message;

import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.sms.v20210111.SmsClient;
import com.tencentcloudapi.sms.v20210111.models.PullSmsSendStatus;
import com.tencentcloudapi.sms.v20210111.models.PullSmsSendStatusByPhoneNumberRequest;
import com.tencentcloudapi.sms.v20210111.models.SendSmsRequest;
import com.tencentcloudapi.sms.v20210111.models.SendStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

/** Tencent Cloud's text messages through its own SDK, signature version 3. */
@ApplicationScoped
public class TencentChannel implements MessageChannel {

    /** System property: where the API is, without a path. */
    public static final String URL = "wattwell.tencentSms.url";

    private static final String REAL = "https://sms.tencentcloudapi.com";
    private static final String REGION = "ap-guangzhou";
    private static final String CHINA = "+86";

    private final URI url;

    public TencentChannel() {
        this(System.getProperty(URL, REAL));
    }

    /** @param url of the API */
    public TencentChannel(String url) {
        this.url = URI.create(url);
    }

    @Override
    public Supplier supplier() {
        return Supplier.TENCENT;
    }

    @Override
    public boolean tellsDelivery() {
        return true;
    }

    @Override
    public String send(SupplierKeys keys, Letter letter) throws MessageException {
        SendSmsRequest request = new SendSmsRequest();
        request.setPhoneNumberSet(new String[] {phone(letter)});
        request.setSmsSdkAppId(keys.appId());
        request.setSignName(keys.signName());
        request.setTemplateId(letter.templateId());
        request.setTemplateParamSet(letter.order().stream().map(name -> letter.variables().getOrDefault(name, "")).toArray(String[]::new));
        request.setSessionContext(letter.reference());
        try {
            SendStatus status = client(keys).SendSms(request).getSendStatusSet()[0];
            if (!"Ok".equals(status.getCode())) {
                throw new MessageException(true, status.getCode() + ": " + status.getMessage(), null);
            }
            return status.getSerialNo();
        } catch (TencentCloudSDKException e) {
            throw exception(e);
        }
    }

    @Override
    public Optional<Standing> find(SupplierKeys keys, Letter letter, String number) throws MessageException {
        PullSmsSendStatusByPhoneNumberRequest request = new PullSmsSendStatusByPhoneNumberRequest();
        request.setPhoneNumber(phone(letter));
        request.setSmsSdkAppId(keys.appId());
        request.setBeginTime(letter.began().getEpochSecond() - 60);
        request.setOffset(0L);
        request.setLimit(100L);
        try {
            return Arrays.stream(client(keys).PullSmsSendStatusByPhoneNumber(request).getPullSmsSendStatusSet())
                    .filter(status -> letter.reference().equals(status.getSessionContext()) || number != null && number.equals(status.getSerialNo())).findFirst().map(TencentChannel::standing);
        } catch (TencentCloudSDKException e) {
            throw exception(e);
        }
    }

    private static Standing standing(PullSmsSendStatus status) {
        return new Standing("SUCCESS".equals(status.getReportStatus()) ? State.DELIVERED : State.LOST, status.getSerialNo(), status.getDescription());
    }

    private static String phone(Letter letter) {
        return letter.recipient().startsWith("+") ? letter.recipient() : CHINA + letter.recipient();
    }

    private static MessageException exception(TencentCloudSDKException e) {
        // an error with a code is the service's answer; one without is the network
        boolean refused = e.getErrorCode() != null && !e.getErrorCode().isBlank() && !e.getErrorCode().startsWith("InternalError");
        return new MessageException(refused, e.getErrorCode() + ": " + e.getMessage(), e);
    }

    private SmsClient client(SupplierKeys keys) {
        HttpProfile http = new HttpProfile();
        http.setProtocol(url.getScheme() + "://");
        http.setEndpoint(url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort());
        http.setConnTimeout(3);
        http.setReadTimeout(10);
        ClientProfile profile = new ClientProfile();
        profile.setHttpProfile(http);
        return new SmsClient(new Credential(keys.accessKeyId(), keys.secret()), REGION, profile);
    }
}
