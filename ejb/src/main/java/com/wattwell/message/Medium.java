package com.wattwell.message;

/** Where a message arrives. */
public enum Medium {
    /** A text message to a phone number. */
    SMS,
    /** In the resident's app, under the account's number. */
    IN_APP,
    /** In WeChat, to an openid of the company's official account: of those that the app has bound. Nothing is sent there by itself yet. */
    WECHAT_OA
}
