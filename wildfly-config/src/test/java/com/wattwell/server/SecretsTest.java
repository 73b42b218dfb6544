package com.wattwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    private Path directory;

    @Test
    void aPasswordIsMadeOnceAndKept() {
        String first = new Secrets(directory.resolve("secrets")).adminPassword();

        assertThat(first).matches("[a-zA-Z2-9]{16}");
        assertThat(new Secrets(directory.resolve("secrets")).adminPassword()).isEqualTo(first);
        assertThat(new Secrets(directory.resolve("others")).adminPassword()).isNotEqualTo(first);
    }

    @Test
    void theMasterKeyHas256Bits() {
        assertThat(Base64.getDecoder().decode(new Secrets(directory.resolve("secrets")).masterKey())).hasSize(32);
    }

    @Test
    void nobodyElseMayReadThem() throws IOException {
        Path secrets = directory.resolve("secrets");
        new Secrets(secrets).databasePassword();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets.resolve("database-password")))).isEqualTo("rw-------");
    }
}
