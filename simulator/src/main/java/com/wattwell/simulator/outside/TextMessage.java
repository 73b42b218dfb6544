package com.wattwell.simulator.outside;

import java.time.Instant;

/**
 * A short message that a supplier took.
 *
 * @param supplier  {@code ALIYUN} or {@code TENCENT}
 * @param number    the supplier's own: BizId, SerialNo
 * @param reference the sender's own: OutId, SessionContext
 * @param arrives   whether it reaches the phone
 */
record TextMessage(String supplier, String number, String reference, String phone, String signName, String template, String parameters, Instant at, boolean arrives) {

    /** What stands on the phone. */
    String text() {
        return "【" + signName + "】" + template + " " + parameters;
    }
}
