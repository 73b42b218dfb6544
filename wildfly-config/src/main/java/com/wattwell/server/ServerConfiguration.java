package com.wattwell.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the server's base directory from the untouched WildFly and our scripts, and makes it anew when either changed.
 * Journals and transaction logs, which stand beside the configuration, stay.
 */
public final class ServerConfiguration {

    private final Layout layout;
    private final String file;

    /** @param file the plain configuration to start from, {@code standalone-full.xml} or {@code standalone-full-ha.xml} */
    public ServerConfiguration(Layout layout, String file) {
        this.layout = layout;
        this.file = file;
    }

    public String file() {
        return file;
    }

    /** The scripts of every installation, in order; HTTPS needs a certificate and is not among them. */
    public static List<Path> scripts(Layout layout) {
        return Stream.of("10-database", "20-security", "30-messaging", "40-application", "50-network")
                .map(name -> layout.scripts().resolve(name + ".cli"))
                .toList();
    }

    /** @return whether there was anything to do */
    public boolean apply() {
        Path configuration = layout.server().resolve("configuration");
        Path stamp = configuration.resolve(".made-of");
        try {
            new ServerModules(layout).write();
            String madeOf = fingerprint();
            if (Files.exists(stamp) && Files.readString(stamp).equals(madeOf)) {
                return false;
            }
            Directories.delete(configuration);
            Directories.copy(layout.wildfly().resolve("standalone/configuration"), configuration);
            new Cli(layout.wildfly(), layout.modules(), layout.server()).apply(file, scripts(layout));
            Files.writeString(stamp, madeOf);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot configure the server in " + layout.server(), e);
        }
    }

    private String fingerprint() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(layout.wildfly().toString().getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(layout.wildfly().resolve("standalone/configuration").resolve(file)));
            for (Path script : scripts(layout)) {
                digest.update(Files.readAllBytes(script));
            }
            return file + " " + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
