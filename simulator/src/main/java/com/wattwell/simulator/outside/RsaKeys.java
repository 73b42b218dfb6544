package com.wattwell.simulator.outside;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** A pair of RSA keys, 2048 bits, with SHA256withRSA: what Alipay calls RSA2 and WeChat Pay SHA256-RSA2048. Made anew at each start. */
final class RsaKeys {

    private static final int BITS = 2048;

    private KeyPair made;

    /** Made when it is first wanted: it takes a while. */
    private synchronized KeyPair pair() {
        if (made == null) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(BITS);
                made = generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("RSA is missing from this JVM", e);
            }
        }
        return made;
    }

    /** PKCS#8 in Base64, without lines around it. */
    String privateKey() {
        return Base64.getEncoder().encodeToString(pair().getPrivate().getEncoded());
    }

    /** X.509 in Base64, without lines around it. */
    String publicKey() {
        return Base64.getEncoder().encodeToString(pair().getPublic().getEncoded());
    }

    String sign(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair().getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A text does not let itself be signed", e);
        }
    }

    boolean isSignedBy(String text, String signatureBase64) {
        return verify(pair().getPublic(), text, signatureBase64);
    }

    private static boolean verify(PublicKey key, String text, String signatureBase64) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key.getEncoded())));
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getDecoder().decode(signatureBase64));
        } catch (GeneralSecurityException | IllegalArgumentException noSignature) {
            return false;
        }
    }
}
