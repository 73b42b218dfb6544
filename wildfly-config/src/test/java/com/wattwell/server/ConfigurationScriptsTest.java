package com.wattwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applies the scripts to the real server's configuration files, offline. */
class ConfigurationScriptsTest {

    @TempDir
    private Path base;

    private Layout layout;

    @BeforeEach
    void writeModules() throws IOException {
        layout = new Layout(Layout.ofSourceTree().project(), base);
        new ServerModules(layout).write();
    }

    @ParameterizedTest
    @ValueSource(strings = {"standalone-full.xml", "standalone-full-ha.xml"})
    void everyScriptAppliesAndTheUndosLeaveThePlainServer(String file) throws Exception {
        Directories.copy(layout.wildfly().resolve("standalone/configuration"), base.resolve("configuration"));
        Cli cli = new Cli(layout.wildfly(), layout.modules(), base);
        Map<String, String> keyStore = Map.of("WATTWELL_TLS_KEYSTORE", keyStore().toString());
        List<Path> scripts = new ArrayList<>(ServerConfiguration.scripts(layout));
        scripts.add(layout.scripts().resolve("60-https.cli"));

        cli.apply(file, scripts, keyStore);

        assertThat(lines(base.resolve("configuration").resolve(file)))
                .anyMatch(line -> line.contains("jndi-name=\"java:jboss/datasources/WattwellDS\""))
                .anyMatch(line -> line.contains("<security user-name=\"${env.WATTWELL_DB_USER:wattwell}\" password=\"${env.WATTWELL_DB_PASSWORD}\"/>"))
                .anyMatch(line -> line.contains("<custom-realm name=\"wattwell-accounts\""))
                .anyMatch(line -> line.contains("entries=\"java:/jms/queue/WattwellLineTasks\""))
                .anyMatch(line -> line.contains("entries=\"java:/jms/queue/WattwellCommands\""))
                .anyMatch(line -> line.contains("entries=\"java:/jms/topic/WattwellPulse\""))
                .anyMatch(line -> line.equals("<spec-descriptor-property-replacement>true</spec-descriptor-property-replacement>"))
                .anyMatch(line -> line.equals("<jdbc data-source=\"WattwellDS\"/>"))
                .anyMatch(line -> line.contains("ssl-context=\"wattwell\""))
                .anyMatch(line -> line.contains("Strict-Transport-Security"))
                .anyMatch(line -> line.contains("disable-console-redirect=\"true\""))
                .noneMatch(line -> line.contains("ExampleDS"))
                .noneMatch(line -> line.contains("ajp-listener"))
                .noneMatch(line -> line.contains("RemoteConnectionFactory"))
                .noneMatch(line -> line.contains("self-signed"));

        cli.apply(file, undos(scripts), keyStore);

        assertThat(lines(base.resolve("configuration").resolve(file)))
                .isEqualTo(lines(layout.wildfly().resolve("standalone/configuration").resolve(file)));
    }

    @Test
    void aScriptThatFailsIsToldWithTheServersOwnWords() throws IOException {
        Directories.copy(layout.wildfly().resolve("standalone/configuration"), base.resolve("configuration"));
        Path script = Files.writeString(base.resolve("wrong.cli"), "/subsystem=datasources/data-source=NoSuchDS:remove\n");

        assertThatThrownBy(() -> new Cli(layout.wildfly(), layout.modules(), base).apply("standalone-full.xml", List.of(script)))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("NoSuchDS");
    }

    @Test
    void everyScriptHasItsUndo() throws IOException {
        try (Stream<Path> all = Files.list(layout.scripts())) {
            List<String> names = all.map(path -> path.getFileName().toString()).toList();
            assertThat(names).isNotEmpty().allSatisfy(name -> {
                if (!name.endsWith("-undo.cli")) {
                    assertThat(names).contains(name.replace(".cli", "-undo.cli"));
                }
            });
        }
    }

    private static List<Path> undos(List<Path> scripts) {
        return scripts.reversed().stream()
                .map(script -> script.resolveSibling(script.getFileName().toString().replace(".cli", "-undo.cli")))
                .toList();
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private Path keyStore() throws IOException {
        Path file = base.resolve("tls.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Programs.run(new ProcessBuilder(keytool.toString(), "-genkeypair", "-alias", "wattwell", "-keyalg", "EC", "-dname", "CN=localhost",
                "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", "changeit").redirectErrorStream(true),
                base.resolve("keytool.log"), 60);
        return file;
    }
}
