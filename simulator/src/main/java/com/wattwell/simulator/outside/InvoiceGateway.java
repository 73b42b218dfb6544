package com.wattwell.simulator.outside;

import com.wattwell.simulator.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A provider of electronic invoices (数电票) as a stand-in: the same request number gives the same invoice; a red-letter one needs an invoice that it takes back, once.
 * Requests and answers are signed with HMAC-SHA256 over time, line feed and body. Its documents say that they are samples.
 */
final class InvoiceGateway {

    private static final String JSON = "application/json; charset=utf-8";

    private record Invoice(String number, String reverses, Instant at, String xml) {
    }

    private final OutsideWorld world;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, Invoice> byRequest = new ConcurrentHashMap<>();
    private final Map<String, String> reversed = new ConcurrentHashMap<>();
    final String appId = "town-invoices";
    final String secret;

    InvoiceGateway(OutsideWorld world) {
        this.world = world;
        secret = world.token("invoice secret").substring(0, 40);
    }

    Map<String, Object> told() {
        return Map.of("endpoint", world.url() + "/", "appId", appId, "secret", secret);
    }

    void handle(Http http) throws IOException {
        boolean signed = MessageDigest.isEqual(http.header("X-Signature").getBytes(StandardCharsets.US_ASCII),
                signature(http.header("X-Time"), http.text()).getBytes(StandardCharsets.US_ASCII));
        if (!signed || !http.header("X-App").equals(appId)) {
            answer(http, 401, Map.of("code", "SIGNATURE", "message", "the signature does not fit"));
            return;
        }
        if (!(Json.read(http.text()) instanceof Map<?, ?> wanted) || !(wanted.get("request") instanceof String request)) {
            answer(http, 400, Map.of("code", "REFUSED", "message", "no request"));
            return;
        }
        String reverses = wanted.get("reverses") instanceof String number ? number : null;
        if (reverses != null && (byRequest.values().stream().noneMatch(invoice -> invoice.number().equals(reverses)) || !request.equals(reversed.computeIfAbsent(reverses, key -> request)))) {
            answer(http, 200, Map.of("code", "REFUSED", "message", "there is no such invoice, or it was taken back before"));
            return;
        }
        if (!(wanted.get("buyerTitle") instanceof String title) || title.isBlank()) {
            answer(http, 200, Map.of("code", "REFUSED", "message", "no buyer"));
            return;
        }
        Invoice invoice = byRequest.computeIfAbsent(request, key -> new Invoice(String.format("26%018d", numbers.incrementAndGet()), reverses, world.clock().instant(), xml(wanted)));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", "OK");
        json.put("number", invoice.number());
        json.put("issuedAt", invoice.at().toString());
        json.put("xml", Base64.getEncoder().encodeToString(invoice.xml().replace("${number}", invoice.number()).getBytes(StandardCharsets.UTF_8)));
        json.put("pdf", Base64.getEncoder().encodeToString(pdf(invoice.number())));
        answer(http, 200, json);
    }

    private void answer(Http http, int status, Map<String, Object> json) throws IOException {
        String body = Json.write(json);
        String time = world.clock().instant().toString();
        http.exchange.getResponseHeaders().set("X-Time", time);
        http.exchange.getResponseHeaders().set("X-Signature", signature(time, body));
        http.answer(status, JSON, body);
    }

    private static String xml(Map<?, ?> wanted) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<EInvoice sample=\"true\"><Number>${number}</Number><Seller>" + escaped(wanted.get("sellerTitle")) + "</Seller><Buyer>"
                + escaped(wanted.get("buyerTitle")) + "</Buyer><AmountFen>" + escaped(wanted.get("amountFen")) + "</AmountFen><TaxFen>" + escaped(wanted.get("taxFen")) + "</TaxFen></EInvoice>\n";
    }

    private static String escaped(Object value) {
        return String.valueOf(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** One page with one line, by hand: a stand-in needs no library. */
    private static byte[] pdf(String number) {
        String content = "BT /F1 18 Tf 60 760 Td (SAMPLE INVOICE " + number + ") Tj ET";
        String[] objects = {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length " + content.length() + " >>\nstream\n" + content + "\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"};
        StringBuilder pdf = new StringBuilder("%PDF-1.4\n");
        StringBuilder table = new StringBuilder("xref\n0 " + (objects.length + 1) + "\n0000000000 65535 f \n");
        for (int i = 0; i < objects.length; i++) {
            table.append(String.format("%010d 00000 n \n", pdf.length()));
            pdf.append(i + 1).append(" 0 obj\n").append(objects[i]).append("\nendobj\n");
        }
        int at = pdf.length();
        return pdf.append(table).append("trailer << /Size ").append(objects.length + 1).append(" /Root 1 0 R >>\nstartxref\n").append(at).append("\n%%EOF\n").toString()
                .getBytes(StandardCharsets.US_ASCII);
    }

    private String signature(String time, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((time + "\n" + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC is missing from this JVM", e);
        }
    }
}
