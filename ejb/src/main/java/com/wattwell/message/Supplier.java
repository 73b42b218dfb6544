package com.wattwell.message;

/** Who carries a message. */
public enum Supplier {
    /** Aliyun's text messages (阿里云短信). */
    ALIYUN(Medium.SMS),
    /** Tencent Cloud's text messages (腾讯云短信). */
    TENCENT(Medium.SMS),
    /** Template messages of a WeChat official account (公众号模板消息). */
    WECHAT_OA(Medium.WECHAT_OA),
    /** Ourselves: the resident's app asks for its messages. */
    APP(Medium.IN_APP);

    private final Medium medium;

    Supplier(Medium medium) {
        this.medium = medium;
    }

    public Medium medium() {
        return medium;
    }
}
