package com.wattwell.message;

import com.aliyun.dysmsapi20170525.Client;
import com.aliyun.dysmsapi20170525.models.QuerySendDetailsRequest;
import com.aliyun.dysmsapi20170525.models.QuerySendDetailsResponseBody;
import com.aliyun.dysmsapi20170525.models.SendSmsRequest;
import com.aliyun.dysmsapi20170525.models.SendSmsResponseBody;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Aliyun's text messages through its own SDK. Refusals come with HTTP 200 and a code. */
@ApplicationScoped
public class AliyunChannel implements MessageChannel {

    /** System property: where the API is, without a path. */
    public static final String URL = "wattwell.aliyunSms.url";

    private static final String REAL = "https://dysmsapi.aliyuncs.com";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneId.of("Asia/Shanghai"));

    private final URI url;

    public AliyunChannel() {
        this(System.getProperty(URL, REAL));
    }

    /** @param url of the API */
    public AliyunChannel(String url) {
        this.url = URI.create(url);
    }

    @Override
    public Supplier supplier() {
        return Supplier.ALIYUN;
    }

    @Override
    public boolean tellsDelivery() {
        return true;
    }

    @Override
    public String send(SupplierKeys keys, Letter letter) throws MessageException {
        JsonObjectBuilder variables = Json.createObjectBuilder();
        letter.variables().forEach(variables::add);
        SendSmsResponseBody answer = ask(keys, client -> client.sendSms(new SendSmsRequest().setPhoneNumbers(letter.recipient()).setSignName(keys.signName())
                .setTemplateCode(letter.templateId()).setTemplateParam(variables.build().toString()).setOutId(letter.reference())).getBody());
        if (!"OK".equals(answer.getCode())) {
            throw new MessageException(true, answer.getCode() + ": " + answer.getMessage(), null);
        }
        return answer.getBizId();
    }

    @Override
    public Optional<Standing> find(SupplierKeys keys, Letter letter, String number) throws MessageException {
        QuerySendDetailsRequest request = new QuerySendDetailsRequest().setPhoneNumber(letter.recipient()).setSendDate(DAY.format(letter.began())).setPageSize(50L).setCurrentPage(1L);
        if (number != null) {
            request.setBizId(number);
        }
        QuerySendDetailsResponseBody answer = ask(keys, client -> client.querySendDetails(request).getBody());
        if (!"OK".equals(answer.getCode())) {
            throw new MessageException(false, answer.getCode() + ": " + answer.getMessage(), null);
        }
        return answer.getSmsSendDetailDTOs().getSmsSendDetailDTO().stream().filter(detail -> letter.reference().equals(detail.getOutId())).findFirst()
                .map(detail -> new Standing(detail.getSendStatus() == 3 ? State.DELIVERED : detail.getSendStatus() == 2 ? State.LOST : State.UNDER_WAY, number, detail.getErrCode()));
    }

    private interface Question<T> {
        T of(Client client) throws Exception;
    }

    private <T> T ask(SupplierKeys keys, Question<T> question) throws MessageException {
        try {
            return question.of(new Client(new Config().setAccessKeyId(keys.accessKeyId()).setAccessKeySecret(keys.secret()).setProtocol(url.getScheme())
                    .setEndpoint(url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort()).setConnectTimeout(3000).setReadTimeout(10_000)));
        } catch (TeaException e) {
            boolean refused = e.getStatusCode() != null && e.getStatusCode() >= 400 && e.getStatusCode() < 500;
            throw new MessageException(refused, e.getCode() + ": " + e.getMessage(), e);
        } catch (Exception e) { // the SDK declares nothing narrower
            throw new MessageException(false, String.valueOf(e.getMessage()), e);
        }
    }
}
