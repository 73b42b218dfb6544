package com.wattwell.simulator.outside;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.wattwell.simulator.Chance;
import com.wattwell.simulator.Json;
import com.wattwell.simulator.outside.Trade.Payment;
import com.wattwell.simulator.outside.Trades.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The world outside of an operating company, on one port of loopback: Alipay's gateway, WeChat Pay's API v3, two suppliers of text
 * messages, and the phone of a resident. Real wire formats and real signatures; the keys are made at each start and told to whoever asks.
 *
 * <pre>
 *   POST /gateway.do                Alipay              /v3/…              WeChat Pay
 *   POST /cgi-bin/…                 template messages of a WeChat official account
 *   POST /                          Aliyun's and Tencent's text messages, told apart by their headers
 *   GET  /phone                     a resident's phone: scan, pay, read messages
 *   GET  /control/keys              what each company's merchant accounts and message suppliers need
 *   GET  /control/trades            the newest 100, with their payments and refunds    GET /control/messages ?phone=
 *   POST /control/pay               ?order=NUMBER   &amp;amount=FEN   &amp;again=true
 *   POST /control/habits            ?pays=0.8&amp;twice=0.05&amp;within=20000              see {@link ResidentHabits}
 *   POST /control/faults            ?late=0.1&amp;doubled=0.1&amp;lost=0.05&amp;wrong-signature=0.1&amp;wrong-amount=0.1    see {@link OutsideFaults}
 *   POST /control/down              ?channel=ALIPAY|WECHAT|ALIYUN|TENCENT&amp;millis=3600000
 *   POST /control/notice            ?order=NUMBER   sends the notice of a payment again
 *   POST /control/stray             ?company=CODE&amp;channel=ALIPAY&amp;url=…&amp;amount=FEN  a payment whose order nobody made, and its notice
 *   POST /control/statement         ?channel=WECHAT&amp;number=…   &amp;left-out=true   &amp;amount=FEN   &amp;fee=FEN
 *   POST /control/pace              ?factor=0.01    of the delays between repeats of a notice
 *   POST /control/reports           ?aliyun=URL&amp;tencent=URL    where delivery reports are pushed to
 * </pre>
 */
public final class OutsideWorld implements AutoCloseable {

    private final long seed;
    private final Clock clock;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(16, runnable -> {
        Thread thread = new Thread(runnable, "outside-world");
        thread.setDaemon(true);
        return thread;
    });
    private final byte[] secret = new byte[32];
    private final List<Merchant> merchants = new ArrayList<>();
    private final Trades trades;
    private final NoticePost post = new NoticePost();
    private final AlipayGateway alipay = new AlipayGateway(this);
    private final WechatGateway wechat = new WechatGateway(this);
    private final SmsGateway sms;
    private final InvoiceGateway invoices;
    private final PhonePage phone = new PhonePage(this);
    private final Set<Trade> scanned = ConcurrentHashMap.newKeySet();
    private final Map<Channel, BillShape> shapes = new EnumMap<>(Channel.class);
    private final Map<String, Instant> downUntil = new ConcurrentHashMap<>();
    private volatile OutsideFaults faults = OutsideFaults.NONE;
    private volatile ResidentHabits habits = ResidentHabits.NONE;
    private volatile String wechatHost;

    /**
     * @param companies codes of the operating companies, each with merchant accounts of its own
     * @param port      on loopback; 0 for any that is free
     */
    public OutsideWorld(long seed, List<String> companies, Clock clock, int port) throws IOException {
        this.seed = seed;
        this.clock = clock;
        new SecureRandom().nextBytes(secret);
        trades = new Trades(clock);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        sms = new SmsGateway(this);
        invoices = new InvoiceGateway(this);
        companies.forEach(company -> merchants.add(new Merchant(seed, company)));
        for (Channel channel : Channel.values()) {
            shapes.put(channel, new BillShape());
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** The host that download addresses name: the real one where the caller leads it here by himself. */
    String wechatUrl() {
        return wechatHost == null ? url() : wechatHost;
    }

    /** What {@code GET /control/keys} answers. */
    public Map<String, Object> keys() {
        return Map.of("merchants", merchants.stream().map(Merchant::told).toList(), "messages", sms.told(), "invoices", invoices.told());
    }

    public void setFaults(OutsideFaults faults) {
        this.faults = faults;
    }

    public void setHabits(ResidentHabits habits) {
        this.habits = habits;
    }

    /** On the delays between repeats of a notice: 1 as the channels do it. */
    public void setPace(double factor) {
        post.setPace(factor);
    }

    List<Merchant> merchants() {
        return merchants;
    }

    Trades trades() {
        return trades;
    }

    SmsGateway sms() {
        return sms;
    }

    NoticePost post() {
        return post;
    }

    Clock clock() {
        return clock;
    }

    BillShape shaped(Channel channel) {
        return shapes.get(channel);
    }

    boolean wasScanned(Trade trade) {
        return scanned.contains(trade);
    }

    void scan(Trade trade) {
        scanned.add(trade);
    }

    boolean smsArrives(String number) {
        return !OutsideFaults.happens(faults.smsLost(), seed, number, 9);
    }

    String phoneUrl(Trade trade) {
        return url() + "/phone?code=" + java.net.URLEncoder.encode(trade.code, StandardCharsets.UTF_8);
    }

    /** 64 hex digits that belong to this thing and cannot be guessed from outside. */
    String token(String thing) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(thing.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC is missing from this JVM", e);
        }
    }

    /** Opens a trade; a resident may see its code and pay it by himself. */
    Trade open(Trade wanted) throws Refused {
        Trade trade = trades.open(wanted);
        if (trade == wanted && OutsideFaults.happens(habits.pays(), seed, trade.order, 1)) {
            long after = Chance.between(Chance.bits(Chance.seedOf(seed, trade.order), 2), 0, habits.within().toMillis());
            boolean twice = OutsideFaults.happens(habits.twice(), seed, trade.order, 3);
            post.later(() -> {
                try {
                    pay(trade, "resident");
                    if (twice) {
                        payAgain(trade, "neighbour");
                    }
                } catch (Refused tooLate) {
                    // closed or paid meanwhile: he sees it on his phone
                }
            }, after);
        }
        return trade;
    }

    /** A resident pays what the code asks for. */
    Payment pay(Trade trade, String payer) throws Refused {
        return pay(trade, trade.amountFen, payer, false);
    }

    /** Somebody pays the same code once more. */
    Payment payAgain(Trade trade, String payer) throws Refused {
        return pay(trade, trade.amountFen, payer, true);
    }

    private Payment pay(Trade trade, long amountFen, String payer, boolean again) throws Refused {
        scanned.add(trade);
        String number = trade.channel == Channel.ALIPAY ? "2088" + Long.toString(Math.abs(Chance.seedOf(seed, payer)) % 1_000_000_000_000L) : "o" + token(payer).substring(0, 27);
        Payment payment = trades.pay(trade, amountFen, number, again);
        tell(trade, payment);
        return payment;
    }

    private void tell(Trade trade, Payment payment) {
        if (trade.channel == Channel.ALIPAY) {
            alipay.notice(trade, payment, null);
        } else {
            wechat.notice(trade, payment);
        }
    }

    /** Sends a notice with whatever mishaps the seed holds for it. */
    void carry(String thing, Function<Mishap, NoticePost.Letter> letter, NoticePost.Understood understood, List<Integer> repeats) {
        OutsideFaults now = faults;
        if (OutsideFaults.happens(now.lost(), seed, thing, 11)) {
            return;
        }
        Duration after = OutsideFaults.happens(now.late(), seed, thing, 12) ? now.lateBy() : Duration.ZERO;
        Supplier<NoticePost.Letter> right = () -> letter.apply(Mishap.NONE);
        if (OutsideFaults.happens(now.wrongSignature(), seed, thing, 13)) {
            post.sendOnce(() -> letter.apply(Mishap.WRONG_SIGNATURE), after);
        }
        if (OutsideFaults.happens(now.wrongAmount(), seed, thing, 14)) {
            post.sendOnce(() -> letter.apply(Mishap.WRONG_AMOUNT), after);
        }
        if (OutsideFaults.happens(now.doubled(), seed, thing, 15)) {
            post.sendOnce(right, after);
        }
        post.send(right, understood, after, repeats);
    }

    private boolean isDown(String what) {
        Instant until = downUntil.get(what);
        return until != null && clock.instant().isBefore(until);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Http http = new Http(exchange);
            try {
                route(http);
            } catch (IllegalArgumentException | Refused wrong) {
                http.answer(400, "application/json", Json.write(Map.of("error", String.valueOf(wrong.getMessage()))));
            } catch (RuntimeException broken) {
                http.answer(500, "application/json", Json.write(Map.of("error", broken.toString())));
            }
        } catch (IllegalArgumentException tooLong) {
            exchange.sendResponseHeaders(413, -1);
        }
    }

    private void route(Http http) throws IOException, Refused {
        if (http.path.startsWith("/v3/")) {
            down(http, "WECHAT", wechat::handle);
        } else if (http.path.equals("/gateway.do")) {
            down(http, "ALIPAY", alipay::handle);
        } else if (http.path.startsWith("/alipay/bill/")) {
            down(http, "ALIPAY", alipay::bill);
        } else if (http.path.equals("/phone")) {
            phone.handle(http);
        } else if (http.path.startsWith("/control/")) {
            http.answer(200, "application/json", Json.write(control(http.method + " " + http.path.substring("/control/".length()), http.query())));
        } else if (http.path.equals("/invoice/v1/issue")) {
            down(http, "INVOICES", invoices::handle);
        } else if (http.path.startsWith("/cgi-bin/")) {
            down(http, "WECHAT_OA", sms::officialAccount);
        } else if (SmsGateway.isForUs(http)) {
            down(http, http.header("X-TC-Action").isEmpty() ? "ALIYUN" : "TENCENT", sms::handle);
        } else if (http.path.equals("/")) {
            http.seeOther("/phone");
        } else {
            http.answer(404, "text/plain", "nothing here");
        }
    }

    private interface Handler {
        void handle(Http http) throws IOException;
    }

    private void down(Http http, String what, Handler handler) throws IOException {
        if (isDown(what)) {
            http.answer(502, "text/html", "<html>502 Bad Gateway</html>");
        } else {
            handler.handle(http);
        }
    }

    private Object control(String what, Map<String, String> query) throws Refused {
        switch (what) {
            case "GET keys" -> {
                return keys();
            }
            case "GET trades" -> {
                return trades.latest(100).stream().map(OutsideWorld::told).toList();
            }
            case "GET messages" -> {
                return sms.latest(query.get("phone"), 100).stream().map(message -> Map.of("supplier", message.supplier(), "number", message.number(), "phone", message.phone(),
                        "text", message.text(), "reference", message.reference(), "arrives", message.arrives())).toList();
            }
            case "POST pay" -> {
                Trade trade = meant(query);
                Payment payment = pay(trade, query.containsKey("amount") ? Long.parseLong(query.get("amount")) : trade.amountFen, query.getOrDefault("payer", "resident"),
                        "true".equals(query.get("again")));
                return Map.of("number", payment.number);
            }
            case "POST notice" -> {
                Trade trade = meant(query);
                trade.payments.forEach(payment -> tell(trade, payment));
                return told(trade);
            }
            case "POST stray" -> {
                Channel channel = Channel.valueOf(query.getOrDefault("channel", "ALIPAY"));
                Merchant merchant = merchants.stream().filter(each -> each.company.equals(query.get("company"))).findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no such company"));
                String order = "STRAY" + clock.millis();
                Trade trade = trades.open(new Trade(channel, merchant, order, Long.parseLong(query.getOrDefault("amount", "100")), "stray", "QR", query.get("url"),
                        clock.instant(), clock.instant().plusSeconds(3600), "stray:" + order));
                pay(trade, "resident");
                return told(trade);
            }
            case "POST habits" -> habits = habits.with(query);
            case "POST faults" -> faults = faults.with(query);
            case "POST down" -> downUntil.put(query.getOrDefault("channel", ""), clock.instant().plusMillis(Long.parseLong(query.getOrDefault("millis", "3600000"))));
            case "POST statement" -> shapes.get(Channel.valueOf(query.getOrDefault("channel", ""))).change(query);
            case "POST pace" -> post.setPace(Double.parseDouble(query.getOrDefault("factor", "1")));
            case "POST reports" -> sms.reportTo(query.get("aliyun"), query.get("tencent"));
            case "POST wechat-host" -> wechatHost = query.get("url");
            default -> throw new IllegalArgumentException("nothing is known of " + what);
        }
        return Map.of("faults", faults.toString(), "habits", habits.toString(), "noticesSent", post.sent(), "noticesAnswered", post.answered());
    }

    private Trade meant(Map<String, String> query) {
        String order = query.get("order");
        return trades.latest(20_000).stream().filter(trade -> trade.order.equals(order)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no trade " + order));
    }

    private static Map<String, Object> told(Trade trade) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("channel", trade.channel);
        json.put("company", trade.merchant.company);
        json.put("order", trade.order);
        json.put("amountFen", trade.amountFen);
        json.put("state", trade.state);
        json.put("code", trade.code);
        json.put("payments", trade.payments.stream().map(payment -> Map.of("number", payment.number, "amountFen", payment.amountFen)).toList());
        json.put("refunds", trade.refunds.stream().map(refund -> Map.of("number", refund.number(), "amountFen", refund.amountFen())).toList());
        return json;
    }

    @Override
    public void close() {
        server.stop(0);
        post.close();
        threads.shutdownNow();
    }
}
