package com.wattwell.connector.ra.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManagerFactory;

/** TLS for boxes that can: the server's certificate, and on request the box's own. */
public final class Tls {

    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    /** Whether a box must show a certificate. */
    public enum ClientCertificate {
        /** Not asked for. */
        NONE(ClientAuth.NONE),
        /** Asked for; a box without one is let in, a box with a wrong one is not. */
        WANTED(ClientAuth.OPTIONAL),
        /** No certificate, no connection. */
        NEEDED(ClientAuth.REQUIRE);

        private final ClientAuth auth;

        ClientCertificate(ClientAuth auth) {
            this.auth = auth;
        }
    }

    private final SslContext context;

    private Tls(SslContext context) {
        this.context = context;
    }

    /**
     * @param keystore   file (PKCS12 or JKS) with the server's key and certificate
     * @param truststore file with the authorities of the boxes' certificates, or {@code null} for none
     * @throws IOException              when a file cannot be read or its password is wrong
     * @throws GeneralSecurityException when what is in it cannot be used
     */
    public static Tls load(Path keystore, char[] keystorePassword, Path truststore, char[] truststorePassword,
                           ClientCertificate clientCertificate) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(open(keystore, keystorePassword), keystorePassword);
        SslContextBuilder builder = SslContextBuilder.forServer(keys).sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2").clientAuth(clientCertificate.auth);
        if (truststore != null) {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(open(truststore, truststorePassword));
            builder.trustManager(trust);
        }
        return new Tls(builder.build());
    }

    private static KeyStore open(Path file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12"); // reads JKS, too
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        return store;
    }

    SslHandler handler(Channel channel) {
        SslHandler handler = context.newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(HANDSHAKE.toMillis());
        return handler;
    }

    /** Subject of the certificate that the other side proved to own (RFC 2253), or {@code null}. */
    static String subject(ChannelPipeline pipeline) {
        SslHandler handler = pipeline.get(SslHandler.class);
        try {
            return ((X509Certificate) handler.engine().getSession().getPeerCertificates()[0]).getSubjectX500Principal().getName();
        } catch (SSLPeerUnverifiedException none) {
            return null;
        }
    }
}
