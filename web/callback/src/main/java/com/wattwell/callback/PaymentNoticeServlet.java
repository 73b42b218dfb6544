package com.wattwell.callback;

import com.wattwell.payment.Channel;
import com.wattwell.payment.IncomingNotice;
import com.wattwell.payment.NoticeDesk;
import com.wattwell.payment.PaymentChannel.Answer;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where Alipay and WeChat Pay tell of payments: {@code POST /callback/pay/alipay/7}, the number being the merchant account's. */
@WebServlet("/pay/*")
public class PaymentNoticeServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Pattern PATH = Pattern.compile("/(alipay|wechat)/([1-9][0-9]{0,8})");
    private static final int MOST_BYTES = 16_000;
    private static final List<String> KEPT = List.of("content-type", "wechatpay-timestamp", "wechatpay-nonce", "wechatpay-serial", "wechatpay-signature", "wechatpay-signature-type",
            "request-id", "user-agent");
    private static final int MOST_HEADER = 1_000;

    @Inject
    private transient NoticeDesk desk;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Matcher path = PATH.matcher(request.getPathInfo() == null ? "" : request.getPathInfo());
        if (!path.matches()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        // the raw bytes: a container that reads parameters first would leave nothing to be signed
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : KEPT) {
            String value = request.getHeader(name);
            if (value != null && value.length() <= MOST_HEADER) {
                headers.put(name, value);
            }
        }
        Answer answer = desk.receive(Channel.valueOf(path.group(1).toUpperCase(Locale.ROOT)), Integer.parseInt(path.group(2)),
                new IncomingNotice(request.getRemoteAddr(), headers, new String(body, StandardCharsets.UTF_8)));
        response.setStatus(answer.status());
        if (answer.contentType() != null) {
            response.setContentType(answer.contentType());
            response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
        }
    }
}
