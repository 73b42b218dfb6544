package com.wattwell.server;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What we add to the server's own modules, in a root of our own, so that the WildFly below {@code target} stays as it
 * came: the database driver, and the realm of the accounts.
 */
final class ServerModules {

    private final Layout layout;

    ServerModules(Layout layout) {
        this.layout = layout;
    }

    void write() throws IOException {
        write("org.postgresql", driver(),
                List.of("java.sql", "java.naming", "java.management", "java.security.sasl", "jakarta.transaction.api"));
        write("com.wattwell.accounts", accounts(), List.of("java.sql", "java.naming", "org.wildfly.security.elytron"));
    }

    private void write(String name, Path jar, List<String> dependencies) throws IOException {
        Path module = Files.createDirectories(layout.modules().resolve(name.replace('.', '/')).resolve("main"));
        Files.copy(jar, module.resolve("module.jar"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(module.resolve("module.xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <module xmlns="urn:jboss:module:1.9" name="%s">
                  <resources>
                    <resource-root path="module.jar"/>
                  </resources>
                  <dependencies>
                %s
                  </dependencies>
                </module>
                """.formatted(name, dependencies.stream()
                        .map(dependency -> "    <module name=\"" + dependency + "\"/>")
                        .collect(Collectors.joining("\n"))));
    }

    private static Path driver() {
        try {
            return Path.of(org.postgresql.Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The driver comes from a file", e);
        }
    }

    private Path accounts() throws IOException {
        Path target = layout.project().resolve("wildfly-config/target");
        try (DirectoryStream<Path> found = Files.newDirectoryStream(target, "wattwell-server-*-accounts.jar")) {
            for (Path jar : found) {
                return jar;
            }
        }
        throw new LaunchException("The accounts' realm is not built in " + target + ": build first with mvn package.");
    }
}
