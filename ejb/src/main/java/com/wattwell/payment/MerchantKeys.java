package com.wattwell.payment;

import java.util.List;

/**
 * A merchant account with its keys opened; lives for one piece of work and is never logged.
 *
 * @param keySets the valid ones, that which signs first; each is believed
 */
public record MerchantKeys(int accountId, int companyId, Channel channel, String merchantNumber, String appId, int feePpm, List<KeySet> keySets) {

    /**
     * @param privateKey         ours, PKCS#8 in Base64
     * @param privateKeySerial   of our certificate (WeChat), or {@code null}
     * @param channelPublicKey   the channel's, X.509 in Base64
     * @param channelPublicKeyId {@code PUB_KEY_ID_…} (WeChat), or {@code null}
     * @param apiV3Key           32 characters (WeChat), or {@code null}
     */
    public record KeySet(int id, String privateKey, String privateKeySerial, String channelPublicKey, String channelPublicKeyId, String apiV3Key) {

        @Override
        public String toString() {
            return "key set " + id;
        }
    }

    /** Signs what we ask. */
    public KeySet signing() {
        return keySets.getFirst();
    }

    @Override
    public String toString() {
        return channel + " " + merchantNumber;
    }
}
