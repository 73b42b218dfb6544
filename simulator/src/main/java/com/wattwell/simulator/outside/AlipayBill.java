package com.wattwell.simulator.outside;

import com.wattwell.simulator.outside.Trade.Payment;
import com.wattwell.simulator.outside.Trade.Refund;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Alipay's daily statement of trades (业务明细): a zip with two csv files in GBK, comments behind {@code #}, a tab behind each number so
 * that a spreadsheet leaves it alone, fees negative where they were taken.
 */
final class AlipayBill {

    private static final Charset GBK = Charset.forName("GBK");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final String HEAD = "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,"
            + "支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注";

    private AlipayBill() {
    }

    static byte[] zip(Merchant merchant, LocalDate day, List<Trade> trades, BillShape shape) {
        StringBuilder lines = new StringBuilder();
        int payments = 0;
        int refunds = 0;
        long sum = 0;
        long back = 0;
        for (Trade trade : trades) {
            for (Payment payment : trade.payments) {
                if (Trades.isOn(payment.at, day) && shape.isIn(payment.number)) {
                    long amount = shape.amountFen(payment.number, payment.amountFen);
                    lines.append(line(trade, payment.number, "交易", AlipayGateway.TIME.format(payment.at), amount, "",
                            -shape.feeFen(payment.number, Merchant.feeFen(payment.amountFen))));
                    payments++;
                    sum += amount;
                }
            }
            for (Refund refund : trade.refunds) {
                if (Trades.isOn(refund.at(), day) && shape.isIn(refund.number())) {
                    long amount = shape.amountFen(refund.number(), refund.amountFen());
                    lines.append(line(trade, refund.payment(), "退款", AlipayGateway.TIME.format(refund.at()), -amount, refund.number(),
                            shape.feeFen(refund.number(), Merchant.feeFen(refund.amountFen()))));
                    refunds++;
                    back += amount;
                }
            }
        }
        String account = "#账号：[" + merchant.alipaySeller + "0156]\r\n#起始日期：[" + day + " 00:00:00]   终止日期：[" + day.plusDays(1) + " 00:00:00]\r\n";
        String detail = "#支付宝业务明细查询\r\n" + account + "#-----------------------------------------业务明细列表----------------------------------------\r\n"
                + HEAD + "\r\n" + lines + "#-----------------------------------------业务明细列表结束------------------------------------\r\n"
                + "#交易合计：" + payments + "笔，商家实收共" + Yuan.of(sum) + "元\r\n#退款合计：" + refunds + "笔，商家实收退款共" + Yuan.of(-back) + "元\r\n"
                + "#导出时间：[" + day.plusDays(1) + " 09:00:00]\r\n";
        String summary = "#支付宝业务汇总查询\r\n" + account + "门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）\r\n合计\t,\t," + payments + "\t,"
                + refunds + "\t," + Yuan.of(sum - back) + "\t," + Yuan.of(sum - back) + "\r\n";
        String name = merchant.alipaySeller + "0156_" + DAY.format(day);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, GBK)) {
            entry(zip, name + "_业务明细(汇总).csv", summary);
            entry(zip, name + "_业务明细.csv", detail);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(GBK));
        zip.closeEntry();
    }

    private static String line(Trade trade, String number, String kind, String at, long amountFen, String refund, long feeFen) {
        String amount = Yuan.of(amountFen);
        return String.join(",", number + "\t", trade.order + "\t", kind + "\t", trade.subject.replace(',', ' ') + "\t", AlipayGateway.TIME.format(trade.created), at,
                "\t", "\t", "\t", "\t", "*居民(res***@example.com)\t", amount, amount, "0.00", "0.00", "0.00", "0.00", "0.00", "\t", "0.00", "0.00",
                refund + "\t", Yuan.of(feeFen), "0.00", "\t") + "\r\n";
    }
}
