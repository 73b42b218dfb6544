package com.wattwell.simulator.outside;

import com.wattwell.simulator.outside.Trade.Payment;
import com.wattwell.simulator.outside.Trade.Refund;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

/** WeChat Pay's statements of a day, csv in UTF-8 with a mark in front, a backtick before each value, the sums in the last two lines. */
final class WechatBill {

    private static final String TRADE_HEAD = "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,"
            + "微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
    private static final String TRADE_SUMS = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";
    private static final String FUND_HEAD = "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号";

    private WechatBill() {
    }

    static byte[] trades(Merchant merchant, LocalDate day, List<Trade> trades, BillShape shape) {
        StringBuilder out = new StringBuilder("\uFEFF").append(TRADE_HEAD).append("\r\n");
        int count = 0;
        long sum = 0;
        long back = 0;
        long fees = 0;
        for (Trade trade : trades) {
            for (Payment payment : trade.payments) {
                if (Trades.isOn(payment.at, day) && shape.isIn(payment.number)) {
                    long amount = shape.amountFen(payment.number, payment.amountFen);
                    long fee = shape.feeFen(payment.number, Merchant.feeFen(payment.amountFen));
                    out.append(row(AlipayGateway.TIME.format(payment.at), merchant.wechatAppId, merchant.wechatMerchant, "0", "", payment.number, trade.order, payment.payer,
                            trade.product, "SUCCESS", "OTHERS", "CNY", Yuan.of(amount), "0.00", "0", "0", "0.00", "0.00", "", "", trade.subject, "", fee(fee), "0.60%",
                            Yuan.of(amount), "0.00", ""));
                    count++;
                    sum += amount;
                    fees += fee;
                }
            }
            for (Refund refund : trade.refunds) {
                if (Trades.isOn(refund.at(), day) && shape.isIn(refund.number())) {
                    long amount = shape.amountFen(refund.number(), refund.amountFen());
                    long fee = shape.feeFen(refund.number(), Merchant.feeFen(refund.amountFen()));
                    out.append(row(AlipayGateway.TIME.format(refund.at()), merchant.wechatAppId, merchant.wechatMerchant, "0", "", refund.payment(), trade.order, "resident",
                            trade.product, "REFUND", "OTHERS", "CNY", "0.00", "0.00", refund.channelNumber(), refund.number(), Yuan.of(amount), "0.00", "ORIGINAL",
                            "SUCCESS", trade.subject, "", fee(-fee), "0.60%", "0.00", Yuan.of(amount), ""));
                    count++;
                    back += amount;
                    fees -= fee;
                }
            }
        }
        return out.append(TRADE_SUMS).append("\r\n").append(row(Integer.toString(count), Yuan.of(sum), Yuan.of(back), "0.00", fee(fees), Yuan.of(sum), Yuan.of(back)))
                .toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What moved on the merchant's account (资金账单). */
    static byte[] funds(LocalDate day, List<Trade> trades) {
        StringBuilder out = new StringBuilder("\uFEFF").append(FUND_HEAD).append("\r\n");
        int count = 0;
        long in = 0;
        long outgoing = 0;
        for (Trade trade : trades) {
            for (Payment payment : trade.payments) {
                if (Trades.isOn(payment.at, day)) {
                    count++;
                    in += payment.amountFen;
                    out.append(row(AlipayGateway.TIME.format(payment.at), payment.number, payment.number, "交易", "交易", "收入", Yuan.of(payment.amountFen),
                            Yuan.of(in - outgoing), "system", trade.subject, trade.order));
                }
            }
            for (Refund refund : trade.refunds) {
                if (Trades.isOn(refund.at(), day)) {
                    count++;
                    outgoing += refund.amountFen();
                    out.append(row(AlipayGateway.TIME.format(refund.at()), refund.channelNumber(), refund.channelNumber(), "退款", "退款", "支出", Yuan.of(refund.amountFen()),
                            Yuan.of(in - outgoing), "system", trade.subject, refund.number()));
                }
            }
        }
        return out.append("资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额\r\n").append(row(Integer.toString(count), "", Yuan.of(in), "", Yuan.of(outgoing)))
                .toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Fees have five decimals there. */
    private static String fee(long fen) {
        return Yuan.of(fen) + "000";
    }

    private static String row(String... values) {
        return "`" + String.join(",`", List.of(values).stream().map(value -> value.replace(',', ' ')).toList()) + "\r\n";
    }
}
