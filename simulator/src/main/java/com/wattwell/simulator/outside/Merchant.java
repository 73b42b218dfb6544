package com.wattwell.simulator.outside;

import com.wattwell.simulator.Chance;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An operating company's contracts with the outside world: one with Alipay, one with WeChat Pay. Numbers come from the town's seed, so
 * that they are the same again; keys are made at each start.
 */
final class Merchant {

    /** Of what is paid, in parts of a million: 0.6 %. */
    static final int FEE_PPM = 6000;

    final String company;
    final String alipayAppId;
    final String alipaySeller;
    final String wechatMerchant;
    final String wechatAppId;
    final String wechatSerial;
    final String wechatPublicKeyId;
    /** 32 characters. */
    final String wechatApiV3Key;
    final RsaKeys alipayApp = new RsaKeys();
    final RsaKeys alipay = new RsaKeys();
    final RsaKeys wechatOwn = new RsaKeys();
    final RsaKeys wechat = new RsaKeys();

    Merchant(long seed, String company) {
        long own = Chance.seedOf(seed, "merchant " + company);
        this.company = company;
        alipayAppId = "20210" + digits(own, 1, 11);
        alipaySeller = "2088" + digits(own, 2, 12);
        wechatMerchant = "16" + digits(own, 3, 8);
        wechatAppId = "wx" + hex(own, 4, 16);
        wechatSerial = (hex(own, 5, 16) + hex(own, 6, 16) + hex(own, 7, 8)).toUpperCase(java.util.Locale.ROOT);
        wechatPublicKeyId = "PUB_KEY_ID_0" + wechatMerchant + digits(own, 8, 12);
        byte[] key = new byte[24];
        ThreadLocalRandom.current().nextBytes(key);
        wechatApiV3Key = Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }

    private static String digits(long seed, int question, int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(Chance.between(Chance.bits(seed, question, i), 0, 9));
        }
        return digits.toString();
    }

    private static String hex(long seed, int question, int count) {
        return "%016x".formatted(Chance.bits(seed, question)).substring(0, count);
    }

    /** The fee that a channel keeps of an amount, rounded half up. */
    static long feeFen(long amountFen) {
        return (amountFen * FEE_PPM + 500_000) / 1_000_000;
    }

    /** What the company is told when it signs: everything that its merchant accounts need. */
    Map<String, Object> told() {
        Map<String, Object> alipayKeys = new LinkedHashMap<>();
        alipayKeys.put("channel", "ALIPAY");
        alipayKeys.put("merchantNumber", alipaySeller);
        alipayKeys.put("appId", alipayAppId);
        alipayKeys.put("privateKey", alipayApp.privateKey());
        alipayKeys.put("channelPublicKey", alipay.publicKey());
        alipayKeys.put("feePpm", FEE_PPM);
        Map<String, Object> wechatKeys = new LinkedHashMap<>();
        wechatKeys.put("channel", "WECHAT");
        wechatKeys.put("merchantNumber", wechatMerchant);
        wechatKeys.put("appId", wechatAppId);
        wechatKeys.put("privateKey", wechatOwn.privateKey());
        wechatKeys.put("privateKeySerial", wechatSerial);
        wechatKeys.put("channelPublicKey", wechat.publicKey());
        wechatKeys.put("channelPublicKeyId", wechatPublicKeyId);
        wechatKeys.put("apiV3Key", wechatApiV3Key);
        wechatKeys.put("feePpm", FEE_PPM);
        return Map.of("company", company, "alipay", alipayKeys, "wechat", wechatKeys);
    }
}
