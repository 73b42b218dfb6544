package com.wattwell.payment.alipay;

import com.wattwell.payment.ChannelException;
import com.wattwell.payment.ChannelException.Kind;
import com.wattwell.payment.StatementFile;
import com.wattwell.payment.StatementFile.Line;
import com.wattwell.payment.Yuan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads Alipay's daily statement of trades (业务明细): a zip of csv files in GBK. The detail file is the one that is no summary (汇总); its
 * comments begin with {@code #}, columns are found by their names, and a tab may stand behind any value.
 */
final class AlipayStatement {

    private static final Charset GBK = Charset.forName("GBK");
    private static final int MOST_BYTES = 64 << 20;

    private AlipayStatement() {
    }

    static StatementFile read(String name, byte[] zip) throws ChannelException {
        try (ZipInputStream files = new ZipInputStream(new ByteArrayInputStream(zip), GBK)) {
            for (ZipEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
                if (entry.getName().endsWith(".csv") && !entry.getName().contains("汇总")) {
                    byte[] content = files.readNBytes(MOST_BYTES + 1);
                    if (content.length > MOST_BYTES) {
                        throw new IllegalArgumentException("more than 64 MB");
                    }
                    return new StatementFile(name, zip, lines(new String(content, GBK)));
                }
            }
            throw new IllegalArgumentException("no csv in it");
        } catch (IOException | IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
            throw new ChannelException(Kind.REFUSED, "statement", "Alipay's statement is not as it should be: " + e.getMessage(), e);
        }
    }

    private static List<Line> lines(String text) {
        List<Line> lines = new ArrayList<>();
        List<String> head = null;
        for (String line : text.split("\r?\n")) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            List<String> cells = List.of(line.split(",", -1)).stream().map(String::strip).toList();
            if (head == null) {
                head = cells;
                continue;
            }
            boolean refund = cell(head, cells, "业务类型").equals("退款");
            String amount = cell(head, cells, "订单金额（元）");
            long fee = Yuan.signedFen(cell(head, cells, "服务费（元）"));
            lines.add(new Line(refund ? StatementFile.Kind.REFUND : StatementFile.Kind.PAYMENT, cell(head, cells, "支付宝交易号"), cell(head, cells, "商户订单号"),
                    refund ? cell(head, cells, "退款批次号/请求号") : null, Math.abs(Yuan.signedFen(amount)), -fee, AlipayChannel.instant(cell(head, cells, "完成时间"))));
        }
        if (head == null) {
            throw new IllegalArgumentException("no line of column names");
        }
        return lines;
    }

    private static String cell(List<String> head, List<String> cells, String name) {
        int at = head.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException("no column " + name);
        }
        return cells.get(at);
    }
}
