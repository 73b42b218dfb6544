package com.wattwell.billing.print;

import java.util.Map;

/** The few words of a printed bill, in Chinese or English. */
record BillWords(boolean chinese) {

    private static final Map<String, String[]> WORDS = Map.ofEntries(word("title", "缴费账单", "Bill"), word("finalTitle", "结清账单", "Final bill"), word("number", "账单号", "Bill number"),
            word("account", "户号", "Account"), word("days", "计费期间", "Days"), word("due", "缴费截止", "Due on"), word("payable", "应缴金额", "To be paid"),
            word("draft", "草稿，未发布", "Draft, not published"), word("yuan", " 元", " yuan"), word("total", "本期费用", "This bill"), word("arrears", "往期欠费", "Arrears"),
            word("credit", "账户余额抵扣", "Paid in advance"), word("cancelled", "已作废", "Cancelled"), word("scan", "扫码缴费", "Scan to pay"), word("line", "项目", "Item"),
            word("lineDays", "期间", "Days"), word("quantity", "数量", "Quantity"), word("price", "单价（元）", "Price (yuan)"), word("amount", "金额（元）", "Amount (yuan)"),
            word("estimated", "估算", "estimated"), word("year", "近一年用量", "The year's consumption"), word("noInvoice", "本账单不作为税务发票。", "This bill is no tax invoice."));
    private static final Map<String, String[]> REGISTERS = Map.ofEntries(word("SHARP", "尖", "sharp"), word("PEAK", "峰", "peak"), word("FLAT", "平", "flat"), word("VALLEY", "谷", "valley"),
            word("REACTIVE", "无功", "reactive"), word("DEMAND", "需量", "demand"));

    private static Map.Entry<String, String[]> word(String key, String zh, String en) {
        return Map.entry(key, new String[] {zh, en});
    }

    String of(String key) {
        return WORDS.get(key)[chinese ? 0 : 1];
    }

    String register(String register) {
        String[] words = REGISTERS.get(register);
        return words == null ? register : words[chinese ? 0 : 1];
    }

    String step(int step) {
        return chinese ? "第" + step + "档" : "step " + step;
    }
}
