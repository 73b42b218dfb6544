package com.wattwell.payment.wechat;

import com.wattwell.payment.MerchantKeys;
import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.http.HttpClient;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** The SDK's HTTP: its host led elsewhere where a system property says so, and header names in the case that it looks for. */
@ApplicationScoped
public class WechatHttp {

    /** System property: where the API is, without a path. */
    public static final String URL = "wattwell.wechat.url";

    private static final String REAL = "https://api.mch.weixin.qq.com";
    private static final List<String> NAMES = List.of("Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Serial", "Wechatpay-Signature", "Wechatpay-Signature-Type", "Request-ID");

    private final HttpUrl host;
    private OkHttpClient okHttp;

    public WechatHttp() {
        this(System.getProperty(URL, REAL));
    }

    /** @param url of the API */
    public WechatHttp(String url) {
        host = HttpUrl.get(url);
    }

    /** A client that signs for this merchant and believes WeChat's key that came with the one it signs by. */
    HttpClient of(MerchantKeys merchant) {
        return new DefaultHttpClientBuilder().config(config(merchant, merchant.signing())).okHttpClient(okHttp()).build();
    }

    static RSAPublicKeyConfig config(MerchantKeys merchant, MerchantKeys.KeySet keys) {
        return new RSAPublicKeyConfig.Builder().merchantId(merchant.merchantNumber()).privateKey(pem("PRIVATE KEY", keys.privateKey()))
                .merchantSerialNumber(keys.privateKeySerial()).publicKey(pem("PUBLIC KEY", keys.channelPublicKey())).publicKeyId(keys.channelPublicKeyId())
                .apiV3Key(keys.apiV3Key()).build();
    }

    private static String pem(String what, String base64) {
        return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
    }

    private synchronized OkHttpClient okHttp() {
        if (okHttp == null) {
            okHttp = new OkHttpClient.Builder().connectTimeout(Duration.ofSeconds(3)).readTimeout(Duration.ofSeconds(15)).writeTimeout(Duration.ofSeconds(5))
                    .addInterceptor(this::lead).build();
        }
        return okHttp;
    }

    private Response lead(Interceptor.Chain chain) throws IOException {
        HttpUrl url = chain.request().url();
        if (url.host().endsWith("mch.weixin.qq.com")) {
            url = url.newBuilder().scheme(host.scheme()).host(host.host()).port(host.port()).build();
        }
        Response response = chain.proceed(chain.request().newBuilder().url(url).build());
        Response.Builder cased = response.newBuilder();
        for (String name : NAMES) {
            String value = response.header(name);
            if (value != null) {
                cased.removeHeader(name).addHeader(name, value);
            }
        }
        return cased.build();
    }

    @PreDestroy
    synchronized void close() {
        if (okHttp != null) {
            okHttp.dispatcher().executorService().shutdown();
            okHttp.connectionPool().evictAll();
        }
    }
}
