package com.wattwell.simulator.outside;

import com.wattwell.simulator.outside.Trades.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A resident's phone as a small page: the codes that were shown and can be "scanned", a payment code to show, and text messages. */
final class PhonePage {

    private static final String STYLE = """
            <style>body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:0 auto;padding:1rem;background:#f4f5f7;color:#1c2430}
            h1{font-size:1.15rem}h2{font-size:1rem;margin-top:1.6rem}.card{background:#fff;border-radius:.6rem;padding:.8rem 1rem;margin:.6rem 0;box-shadow:0 1px 2px #0002;overflow-wrap:anywhere}
            button{font:inherit;padding:.45rem 1rem;border:0;border-radius:.4rem;background:#1a6dd6;color:#fff;cursor:pointer}button.second{background:#e2e6ec;color:#1c2430}
            input{font:inherit;width:100%;box-sizing:border-box;padding:.4rem;margin-bottom:.5rem;border:1px solid #b9c1cc;border-radius:.4rem}
            .sum{font-size:1.25rem;font-variant-numeric:tabular-nums}.small{color:#5c6675;font-size:.85rem}form{display:inline}</style>""";

    private final OutsideWorld world;

    PhonePage(OutsideWorld world) {
        this.world = world;
    }

    void handle(Http http) throws IOException {
        if (http.method.equals("POST")) {
            // another site's page could else pay in this town
            String site = http.header("Sec-Fetch-Site");
            if (!site.isEmpty() && !site.equals("same-origin") && !site.equals("none")) {
                http.answer(403, "text/plain", "no");
                return;
            }
            String said = act(Http.form(http.text(), StandardCharsets.UTF_8));
            http.seeOther("/phone?said=" + java.net.URLEncoder.encode(said, StandardCharsets.UTF_8));
            return;
        }
        http.answer(200, "text/html; charset=utf-8", page(http.query()));
    }

    private String act(Map<String, String> form) {
        String code = form.getOrDefault("code", "").strip();
        Trade trade = world.trades().byCode(code).orElse(null);
        if (trade == null) {
            return "This code is not known / 没有这个二维码";
        }
        try {
            switch (form.getOrDefault("do", "pay")) {
                case "scan" -> world.scan(trade);
                case "twice" -> {
                    world.pay(trade, "resident");
                    world.payAgain(trade, "neighbour");
                }
                default -> world.pay(trade, "resident");
            }
            return "Done / 完成: " + trade.subject + " ¥" + Yuan.of(trade.amountFen);
        } catch (Refused refused) {
            return "Refused / 失败: " + refused.getMessage();
        }
    }

    private String page(Map<String, String> query) {
        StringBuilder out = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                + "<title>Resident's phone 居民手机</title>" + STYLE + "<h1>Resident's phone 居民手机</h1>");
        if (query.containsKey("said")) {
            out.append("<p class=\"card\" id=\"said\">").append(html(query.get("said"))).append("</p>");
        }
        out.append("<h2>Scan a code 扫一扫</h2><form method=\"post\" action=\"/phone\" class=\"card\" style=\"display:block\"><input name=\"code\" id=\"code\" value=\"")
                .append(html(query.getOrDefault("code", ""))).append("\" placeholder=\"https://qr.alipay.com/… weixin://…\" aria-label=\"code\"><button>Pay 支付</button></form>")
                .append("<h2>Codes shown lately 最近的二维码</h2>");
        for (Trade trade : world.trades().latest(20)) {
            out.append("<div class=\"card\" data-order=\"").append(html(trade.order)).append("\"><div class=\"sum\">¥").append(Yuan.of(trade.amountFen)).append("</div><div>")
                    .append(html(trade.subject)).append("</div><div class=\"small\">").append(trade.channel == Channel.ALIPAY ? "Alipay 支付宝" : "WeChat Pay 微信支付").append(" · ")
                    .append(html(trade.order)).append(" · ").append(switch (trade.state) {
                        case WAITING -> "waiting 待支付";
                        case PAID -> "paid 已支付" + (trade.payments.size() > 1 ? " ×" + trade.payments.size() : "") + (trade.refunds.isEmpty() ? "" : ", refunded 已退 ¥" + Yuan.of(trade.refundedFen()));
                        case CLOSED -> "closed 已关闭";
                    }).append("</div>");
            if (trade.state == Trade.State.WAITING) {
                out.append(button(trade, "pay", "Pay 支付", "")).append(' ').append(button(trade, "twice", "Two people pay 两人支付", "second"));
            }
            out.append("</div>");
        }
        out.append("<h2>Payment codes to show 付款码</h2><div class=\"card small\">Alipay 支付宝: 28").append(world.token("code").replaceAll("\\D", "0").substring(0, 14)).append("88")
                .append("<br>WeChat Pay 微信: 13").append(world.token("code").replaceAll("\\D", "0").substring(0, 14)).append("88<br>(…99: has to be confirmed first 需要输入密码)</div>")
                .append("<h2>Messages 短信</h2>");
        for (TextMessage message : world.sms().latest(query.get("phone"), 20)) {
            if (message.arrives()) {
                out.append("<div class=\"card\" data-phone=\"").append(html(message.phone())).append("\">").append(html(message.text())).append("<div class=\"small\">")
                        .append(html(message.phone())).append(" · ").append(AlipayGateway.TIME.format(message.at())).append(" · ").append(message.supplier()).append("</div></div>");
            }
        }
        return out.append("</html>").toString();
    }

    private static String button(Trade trade, String what, String label, String style) {
        return "<form method=\"post\" action=\"/phone\"><input type=\"hidden\" name=\"code\" value=\"" + html(trade.code) + "\"><input type=\"hidden\" name=\"do\" value=\"" + what
                + "\"><button class=\"" + style + "\">" + label + "</button></form>";
    }

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
