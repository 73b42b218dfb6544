package com.wattwell.payment;

/** How a payer meets an order (支付产品). */
public enum Product {
    /** A code at the counter that the payer scans: Alipay precreate, WeChat Native (扫码支付). */
    QR,
    /** A page in the phone's browser: Alipay WAP, WeChat H5. */
    H5,
    /** Inside of WeChat or Alipay's own app; needs the payer's openid there. */
    JSAPI,
    /** The payer shows a code that the counter scans (付款码). */
    PAYMENT_CODE
}
