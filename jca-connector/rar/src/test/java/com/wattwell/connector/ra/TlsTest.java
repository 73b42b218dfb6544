package com.wattwell.connector.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.wattwell.connector.CollectorEvent.LoginRequested;
import com.wattwell.connector.ra.AdapterBench.Member;
import com.wattwell.connector.ra.fake.FakeBox;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final String PASSWORD = "only-for-this-test";

    @TempDir
    static Path directory;

    private final AdapterBench bench = new AdapterBench();

    @BeforeAll
    static void makeKeys() throws Exception {
        makeKey("server", "CN=collectors.example");
        makeKey("box", "CN=box 7,O=Example Power");
        makeKey("stranger", "CN=stranger");
        keytool("-exportcert", "-alias", "box", "-keystore", "box.p12", "-storepass", PASSWORD, "-file", "box.cer");
        keytool("-importcert", "-noprompt", "-alias", "box", "-keystore", "trusted.p12", "-storetype", "PKCS12", "-storepass", PASSWORD,
                "-file", "box.cer");
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    @Test
    void aBoxWithoutACertificateIsServedOverTls() throws Exception {
        start("NONE");
        FakeBox box = dial(null).send("LOGIN7\r\n");
        LoginRequested login = bench.awaitLogin("LOGIN7");
        Member member = bench.admit(box, 7, login);
        bench.handOver(bench.reading(member, "1"));

        assertThat(login.certificateSubject()).isNull();
        assertThat(box.answer()).isNotNull();
    }

    @Test
    void theSubjectOfABoxsCertificateIsTold() throws Exception {
        start("WANTED");
        dial("box").send("LOGIN7\r\n");

        assertThat(bench.awaitLogin("LOGIN7").certificateSubject()).isEqualTo("CN=box 7,O=Example Power");
    }

    @Test
    void wantedMeansThatABoxWithoutOneIsLetInAndAStrangersIsNot() throws Exception {
        start("WANTED");
        dial(null).send("LOGIN8\r\n");
        assertThat(bench.awaitLogin("LOGIN8").certificateSubject()).isNull();
        assertRefused("stranger");
    }

    @Test
    void neededMeansNoCertificateNoConnection() throws Exception {
        start("NEEDED");

        assertRefused(null);
    }

    @Test
    void plainTextOnTheTlsPortIsRefused() throws Exception {
        start("NONE");
        FakeBox box = bench.keep(new FakeBox(bench.adapter.listensWithTlsAt())).send("LOGIN:1001\r\n");

        assertThat(box.isClosedByServer()).isTrue();
        await().until(() -> bench.refusals("TLS_HANDSHAKE") == 1);
    }

    @Test
    void aMissingKeystoreStopsTheStartAndSaysSo() throws Exception {
        bench.adapter.setTlsPort(freePort());

        assertThatThrownBy(bench::start).isInstanceOf(ResourceAdapterInternalException.class).hasMessageContaining("keystore");
    }

    private void assertRefused(String key) throws Exception {
        try {
            FakeBox box = dial(key).send("LOGIN9\r\n");
            assertThat(box.isClosedByServer()).isTrue();
        } catch (IOException closedInTheHandshake) {
            // just as well
        }
        await().until(() -> bench.refusals("TLS_HANDSHAKE") == 1);
        assertThat(bench.events).noneMatch(event -> event instanceof LoginRequested login && login.registrationId().equals("LOGIN9"));
    }

    private void start(String clientCertificate) throws Exception {
        bench.adapter.setTlsPort(freePort());
        bench.adapter.setKeystore(directory.resolve("server.p12").toString());
        bench.adapter.setKeystorePassword(PASSWORD);
        bench.adapter.setTruststore(directory.resolve("trusted.p12").toString());
        bench.adapter.setTruststorePassword(PASSWORD);
        bench.adapter.setClientCertificate(clientCertificate);
        bench.start();
    }

    /** @param key whose certificate the box shows, or {@code null} for none */
    private FakeBox dial(String key) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(key == null ? null : store(key), PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore servers = KeyStore.getInstance("PKCS12");
        servers.load(null, null);
        servers.setCertificateEntry("server", store("server").getCertificate("server"));
        trust.init(servers);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(new KeyManager[] {new Insistent(key, (X509ExtendedKeyManager) keys.getKeyManagers()[0])}, trust.getTrustManagers(), null);
        return bench.keep(new FakeBox(tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(),
                bench.adapter.listensWithTlsAt().getPort())));
    }

    /** Shows its certificate also when the server did not name its issuer. */
    private static final class Insistent extends X509ExtendedKeyManager {

        private final String key;
        private final X509ExtendedKeyManager keys;

        Insistent(String key, X509ExtendedKeyManager keys) {
            this.key = key;
            this.keys = keys;
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return key;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return key == null ? null : new String[] {key};
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return null;
        }
    }

    private static KeyStore store(String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve(name + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void makeKey(String name, String subject) throws Exception {
        keytool("-genkeypair", "-alias", name, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", subject, "-validity", "2",
                "-keystore", name + ".p12", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keypass", PASSWORD);
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0).as(output).isTrue();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
