package com.wattwell.payment.wechat;

import com.wattwell.payment.Channel;
import com.wattwell.payment.ChannelException;
import com.wattwell.payment.ChannelException.Kind;
import com.wattwell.payment.StatementFile;
import com.wattwell.payment.StatementFile.Line;
import com.wattwell.payment.Yuan;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads WeChat Pay's statement of trades (交易账单): csv in UTF-8, a backtick before each value, the sums in the last two lines. */
final class WechatStatement {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final String SUMS = "总交易单数";

    private WechatStatement() {
    }

    /** @throws ChannelException when the file is not the one whose digest was signed */
    static void check(byte[] content, String sha1) throws ChannelException {
        try {
            if (!HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content)).equalsIgnoreCase(sha1)) {
                throw new ChannelException(Kind.UNREACHABLE, "statement", "the file's digest is another than was signed", null);
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-1 is missing from this JVM", e);
        }
    }

    static StatementFile read(String name, byte[] content) throws ChannelException {
        try {
            return new StatementFile(name, content, lines(new String(content, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException | IndexOutOfBoundsException e) {
            throw new ChannelException(Kind.REFUSED, "statement", "WeChat Pay's statement is not as it should be: " + e.getMessage(), e);
        }
    }

    private static List<Line> lines(String text) {
        List<Line> lines = new ArrayList<>();
        List<String> head = null;
        for (String line : text.replace("\uFEFF", "").split("\r?\n")) {
            if (line.startsWith(SUMS)) {
                break;
            }
            if (line.isBlank()) {
                continue;
            }
            if (head == null) {
                head = List.of(line.split(",", -1));
                continue;
            }
            List<String> cells = List.of(line.substring(1).split(",`", -1)).stream().map(String::strip).toList();
            String state = cell(head, cells, "交易状态");
            if (!state.equals("SUCCESS") && !state.equals("REFUND")) {
                continue; // REVOKED: neither came nor went
            }
            boolean refund = state.equals("REFUND");
            lines.add(new Line(refund ? StatementFile.Kind.REFUND : StatementFile.Kind.PAYMENT, cell(head, cells, "微信订单号"), cell(head, cells, "商户订单号"),
                    refund ? cell(head, cells, "商户退款单号") : null, Yuan.signedFen(cell(head, cells, refund ? "退款金额" : "订单金额")), fee(cell(head, cells, "手续费")),
                    LocalDateTime.parse(cell(head, cells, "交易时间"), TIME).atZone(Channel.ZONE).toInstant()));
        }
        if (head == null) {
            throw new IllegalArgumentException("no line of column names");
        }
        return lines;
    }

    private static long fee(String yuan) {
        return new BigDecimal(yuan).movePointRight(2).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private static String cell(List<String> head, List<String> cells, String name) {
        int at = head.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException("no column " + name);
        }
        return cells.get(at);
    }
}
