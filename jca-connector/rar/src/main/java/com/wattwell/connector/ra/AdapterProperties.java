package com.wattwell.connector.ra;

import com.wattwell.connector.ra.delivery.Marks;
import com.wattwell.connector.ra.delivery.Redelivery;
import com.wattwell.connector.ra.line.LineRules;
import com.wattwell.connector.ra.socket.SocketRules;
import com.wattwell.connector.ra.socket.Tls;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.dtu.RegistrationPattern;
import jakarta.resource.spi.ConfigProperty;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Every setting of the adapter: its type, its default and what it means stand here and nowhere else.
 * {@code META-INF/ironjacamar.xml} sets each by an expression, {@code ${wattwell.collectors.<name>:<default>}}, so that a
 * server's system properties reach it.
 */
public abstract class AdapterProperties {

    /**
     * Registrations understood unless others are configured: {@code LOGIN:id} and the id alone, each with or without a
     * token behind a comma. (Not the property's own default, since an expression's default ends at the first brace.)
     */
    static final String DEFAULT_REGISTRATIONS = "ascii:LOGIN:{id:1-32w}[,{token}] ascii:{id:4-32w}[,{token}]";

    // ---- listening

    @ConfigProperty(defaultValue = "127.0.0.1", description = "Address that boxes dial; 0.0.0.0 for every one of this machine")
    private String bindAddress;

    @ConfigProperty(defaultValue = "8600", description = "Port for plain TCP; 0 for any free one")
    private Integer port;

    @ConfigProperty(defaultValue = "0", description = "Port for TLS; 0 for none")
    private Integer tlsPort;

    @ConfigProperty(description = "Ports of boxes that speak a dialect, separated by commas: 8601 four-faith, 8602 hongdian tls; see DialectPort")
    private String dialectPorts;

    @ConfigProperty(description = "File (PKCS12) with the server's key and certificate, for the TLS port")
    private String keystore;

    @ConfigProperty(description = "Password of the keystore and of its key")
    private String keystorePassword;

    @ConfigProperty(description = "File (PKCS12) with the authorities of boxes' certificates; empty for the JDK's own")
    private String truststore;

    @ConfigProperty(description = "Password of the truststore")
    private String truststorePassword;

    @ConfigProperty(defaultValue = "NONE", description = "Whether a box on the TLS port shows a certificate: NONE, WANTED or NEEDED")
    private String clientCertificate;

    @ConfigProperty(description = "Addresses whose connections begin with a PROXY protocol version 2 header, separated by blanks")
    private String balancers;

    @ConfigProperty(defaultValue = "0", description = "Threads for the sockets; 0 for one per processor")
    private Integer threads;

    // ---- registration and quarantine

    @ConfigProperty(
            description = "How boxes register, tried in order, separated by blanks; empty for the patterns in DEFAULT_REGISTRATIONS")
    private String registrations;

    @ConfigProperty(defaultValue = "30", description = "Time to register")
    private Integer registrationSeconds;

    @ConfigProperty(defaultValue = "300", description = "Silence after which what came is judged as it stands")
    private Integer registrationPauseMillis;

    @ConfigProperty(defaultValue = "30", description = "Time for the application to answer a login")
    private Integer verdictSeconds;

    @ConfigProperty(defaultValue = "4000", description = "Sockets without a registration, in all")
    private Integer maxUnregistered;

    @ConfigProperty(defaultValue = "64", description = "Lingering sockets without a registration of one remote address")
    private Integer maxUnregisteredPerAddress;

    @ConfigProperty(defaultValue = "2000", description = "Younger sockets do not count for their address while there are few in all")
    private Integer lingerMillis;

    @ConfigProperty(defaultValue = "1000", description = "Sockets of unknown boxes in quarantine")
    private Integer maxParked;

    @ConfigProperty(defaultValue = "3600", description = "How long a socket may stay in quarantine")
    private Integer parkedSeconds;

    // ---- sockets

    @ConfigProperty(defaultValue = "4096", description = "Bytes kept of one socket, at least 300")
    private Integer maxBytesKept;

    @ConfigProperty(defaultValue = "65536", description = "Bytes that are nothing known which a collector may send within noiseSeconds without a frame; at one more its socket is closed")
    private Integer maxNoiseBytes;

    @ConfigProperty(defaultValue = "60", description = "Time over which maxNoiseBytes are counted")
    private Integer noiseSeconds;

    @ConfigProperty(defaultValue = "3000", description = "A frame that began and did not go on for so long is given up")
    private Integer frameTimeoutMillis;

    @ConfigProperty(defaultValue = "300", 
            description = "Silence after which an admitted socket is closed, when its admission does not say")
    private Integer idleSeconds;

    @ConfigProperty(defaultValue = "30", description = "A sign of life is told at most so often for each collector")
    private Integer heardSeconds;

    // ---- lines

    @ConfigProperty(defaultValue = "512", description = "Exchanges that may wait on one lane of a line")
    private Integer maxQueuedPerLane;

    @ConfigProperty(defaultValue = "1024", description = "Meters whose timing is remembered on one line")
    private Integer maxMetersPerLine;

    @ConfigProperty(defaultValue = "200", description = "A reply is waited for at least so long, beyond the bytes' own time on the bus")
    private Integer minReplyMillis;

    @ConfigProperty(defaultValue = "15000", description = "A reply is waited for at most so long, also after retries")
    private Integer maxReplyMillis;

    @ConfigProperty(defaultValue = "200", description = "Silence on the line after a time-out")
    private Integer quietMillis;

    @ConfigProperty(defaultValue = "1500", description = "Further wait when the time-out finds the beginning of a frame")
    private Integer frameGapMillis;

    @ConfigProperty(defaultValue = "30", description = "A socket that takes no bytes for so long is closed")
    private Integer writeSeconds;

    @ConfigProperty(defaultValue = "2", description = "Failed exchanges in a row after which a meter is set aside")
    private Integer setAsideAfter;

    @ConfigProperty(defaultValue = "120", description = "A meter just set aside is probed after so long; each failure doubles it")
    private Integer firstProbeSeconds;

    @ConfigProperty(defaultValue = "21600", description = "Longest time between probes")
    private Integer maxProbeSeconds;

    // ---- deliveries

    @ConfigProperty(defaultValue = "500000", description = "Exchanges in the adapter, from hand-over to committed outcome")
    private Integer maxExchanges;

    @ConfigProperty(defaultValue = "10000", 
            description = "Undelivered outcomes of a stream at which lines stop asking; at twice as many no socket is read, at half it goes on")
    private Integer highWater;

    @ConfigProperty(defaultValue = "100", description = "Pause after a failed delivery")
    private Integer redeliveryMillis;

    @ConfigProperty(defaultValue = "30", description = "Longest pause between attempts at one delivery")
    private Integer maxRedeliverySeconds;

    @ConfigProperty(defaultValue = "3", description = "Failures of one delivery alone after which it is offered to onPoison")
    private Integer aloneTries;

    @SuppressWarnings("this-escape") // only private fields of this class are set, before any subclass could look
    protected AdapterProperties() {
        for (Field field : AdapterProperties.class.getDeclaredFields()) {
            ConfigProperty property = field.getAnnotation(ConfigProperty.class);
            if (property != null) {
                set(field, property.defaultValue());
            }
        }
    }

    private void set(Field field, String text) {
        try {
            field.set(this, field.getType() == Integer.class ? (Object) Integer.valueOf(text) : text);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- what the parts of the adapter are made with

    InetSocketAddress plainAddress() {
        return address(port);
    }

    InetSocketAddress address(int port) {
        return new InetSocketAddress(bindAddress, port);
    }

    /** @throws IllegalArgumentException naming the entry that is wrong */
    List<DialectPort> dialectPorts() {
        return DialectPort.parseAll(dialectPorts, List.of(port, tlsPort));
    }

    /** Where boxes dial, as it is configured. */
    String dialledAt() {
        return bindAddress + ':' + port;
    }

    /** @return {@code null} when there is to be no TLS */
    InetSocketAddress tlsAddress() {
        return tlsPort == 0 ? null : address(tlsPort);
    }

    Tls tls() throws IOException, GeneralSecurityException {
        if (keystore.isEmpty()) {
            throw new IllegalArgumentException("a port with TLS is configured and keystore is not set");
        }
        Path trusted = truststore.isEmpty() ? null : Path.of(truststore);
        return Tls.load(Path.of(keystore), keystorePassword.toCharArray(), trusted, truststorePassword.toCharArray(),
                Tls.ClientCertificate.valueOf(clientCertificate));
    }

    Set<String> balancerAddresses() {
        return words(balancers).stream().collect(Collectors.toUnmodifiableSet());
    }

    int threadCount() {
        return threads;
    }

    List<RegistrationPattern> registrationPatterns() {
        return words(registrations.isBlank() ? DEFAULT_REGISTRATIONS : registrations).stream()
                .map(text -> RegistrationPattern.parse(text, Protocols.all())).toList();
    }

    SocketRules socketRules() {
        return new SocketRules(maxUnregistered, maxUnregisteredPerAddress, Duration.ofMillis(lingerMillis), maxBytesKept,
                maxNoiseBytes, Duration.ofSeconds(noiseSeconds),
                Duration.ofMillis(registrationPauseMillis), Duration.ofSeconds(registrationSeconds), Duration.ofSeconds(verdictSeconds),
                maxParked, Duration.ofSeconds(parkedSeconds), Duration.ofMillis(frameTimeoutMillis), Duration.ofSeconds(idleSeconds),
                Duration.ofSeconds(heardSeconds));
    }

    LineRules lineRules() {
        return new LineRules(maxQueuedPerLane, maxMetersPerLine, Duration.ofMillis(minReplyMillis), Duration.ofMillis(maxReplyMillis),
                Duration.ofMillis(quietMillis), Duration.ofMillis(frameGapMillis), Duration.ofSeconds(writeSeconds), setAsideAfter,
                Duration.ofSeconds(firstProbeSeconds), Duration.ofSeconds(maxProbeSeconds));
    }

    int exchangeLimit() {
        return maxExchanges;
    }

    Marks marks() {
        return Marks.around(highWater);
    }

    Redelivery redelivery() {
        return new Redelivery(Duration.ofMillis(redeliveryMillis), Duration.ofSeconds(maxRedeliverySeconds), aloneTries);
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }

    // ---- setters, for the container

    public void setBindAddress(String bindAddress) {
        this.bindAddress = bindAddress;
    }

    public void setPort(Integer port) {
        this.port = port;
    }

    public void setTlsPort(Integer tlsPort) {
        this.tlsPort = tlsPort;
    }

    public void setDialectPorts(String dialectPorts) {
        this.dialectPorts = dialectPorts;
    }

    public void setKeystore(String keystore) {
        this.keystore = keystore;
    }

    public void setKeystorePassword(String keystorePassword) {
        this.keystorePassword = keystorePassword;
    }

    public void setTruststore(String truststore) {
        this.truststore = truststore;
    }

    public void setTruststorePassword(String truststorePassword) {
        this.truststorePassword = truststorePassword;
    }

    public void setClientCertificate(String clientCertificate) {
        this.clientCertificate = clientCertificate;
    }

    public void setBalancers(String balancers) {
        this.balancers = balancers;
    }

    public void setThreads(Integer threads) {
        this.threads = threads;
    }

    public void setRegistrations(String registrations) {
        this.registrations = registrations;
    }

    public void setRegistrationSeconds(Integer registrationSeconds) {
        this.registrationSeconds = registrationSeconds;
    }

    public void setRegistrationPauseMillis(Integer registrationPauseMillis) {
        this.registrationPauseMillis = registrationPauseMillis;
    }

    public void setVerdictSeconds(Integer verdictSeconds) {
        this.verdictSeconds = verdictSeconds;
    }

    public void setMaxUnregistered(Integer maxUnregistered) {
        this.maxUnregistered = maxUnregistered;
    }

    public void setMaxUnregisteredPerAddress(Integer maxUnregisteredPerAddress) {
        this.maxUnregisteredPerAddress = maxUnregisteredPerAddress;
    }

    public void setLingerMillis(Integer lingerMillis) {
        this.lingerMillis = lingerMillis;
    }

    public void setMaxParked(Integer maxParked) {
        this.maxParked = maxParked;
    }

    public void setParkedSeconds(Integer parkedSeconds) {
        this.parkedSeconds = parkedSeconds;
    }

    public void setMaxBytesKept(Integer maxBytesKept) {
        this.maxBytesKept = maxBytesKept;
    }

    public void setMaxNoiseBytes(Integer maxNoiseBytes) {
        this.maxNoiseBytes = maxNoiseBytes;
    }

    public void setNoiseSeconds(Integer noiseSeconds) {
        this.noiseSeconds = noiseSeconds;
    }

    public void setFrameTimeoutMillis(Integer frameTimeoutMillis) {
        this.frameTimeoutMillis = frameTimeoutMillis;
    }

    public void setIdleSeconds(Integer idleSeconds) {
        this.idleSeconds = idleSeconds;
    }

    public void setHeardSeconds(Integer heardSeconds) {
        this.heardSeconds = heardSeconds;
    }

    public void setMaxQueuedPerLane(Integer maxQueuedPerLane) {
        this.maxQueuedPerLane = maxQueuedPerLane;
    }

    public void setMaxMetersPerLine(Integer maxMetersPerLine) {
        this.maxMetersPerLine = maxMetersPerLine;
    }

    public void setMinReplyMillis(Integer minReplyMillis) {
        this.minReplyMillis = minReplyMillis;
    }

    public void setMaxReplyMillis(Integer maxReplyMillis) {
        this.maxReplyMillis = maxReplyMillis;
    }

    public void setQuietMillis(Integer quietMillis) {
        this.quietMillis = quietMillis;
    }

    public void setFrameGapMillis(Integer frameGapMillis) {
        this.frameGapMillis = frameGapMillis;
    }

    public void setWriteSeconds(Integer writeSeconds) {
        this.writeSeconds = writeSeconds;
    }

    public void setSetAsideAfter(Integer setAsideAfter) {
        this.setAsideAfter = setAsideAfter;
    }

    public void setFirstProbeSeconds(Integer firstProbeSeconds) {
        this.firstProbeSeconds = firstProbeSeconds;
    }

    public void setMaxProbeSeconds(Integer maxProbeSeconds) {
        this.maxProbeSeconds = maxProbeSeconds;
    }

    public void setMaxExchanges(Integer maxExchanges) {
        this.maxExchanges = maxExchanges;
    }

    public void setHighWater(Integer highWater) {
        this.highWater = highWater;
    }

    public void setRedeliveryMillis(Integer redeliveryMillis) {
        this.redeliveryMillis = redeliveryMillis;
    }

    public void setMaxRedeliverySeconds(Integer maxRedeliverySeconds) {
        this.maxRedeliverySeconds = maxRedeliverySeconds;
    }

    public void setAloneTries(Integer aloneTries) {
        this.aloneTries = aloneTries;
    }
}
