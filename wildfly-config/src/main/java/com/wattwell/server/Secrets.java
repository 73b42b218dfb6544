package com.wattwell.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Passwords and keys made at the first start and kept until {@code --fresh}, each in a file that only its owner reads.
 * They reach the server by its environment, never by a command line.
 */
public final class Secrets {

    /** No 0/O, 1/l/I: they are read from a screen and typed. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int PASSWORD_LENGTH = 16;
    private static final int MASTER_KEY_BYTES = 32;

    private final Path directory;
    private final SecureRandom random = new SecureRandom();

    public Secrets(Path directory) {
        this.directory = directory;
    }

    /** Of the account {@code admin}, which the application creates when there is no user yet. */
    public String adminPassword() {
        return keep("admin-password", this::password);
    }

    /** Of the application's own role in the database. */
    public String databasePassword() {
        return keep("database-password", this::password);
    }

    /** Of the database's superuser, used only to make the application's role and database. */
    String databaseOwnerPassword() {
        return keep("database-owner-password", this::password);
    }

    /** Encrypts the secrets of meters and merchants in the database: 32 bytes in Base64. */
    public String masterKey() {
        return keep("master-key", () -> {
            byte[] key = new byte[MASTER_KEY_BYTES];
            random.nextBytes(key);
            return Base64.getEncoder().encodeToString(key);
        });
    }

    private String password() {
        return random.ints(PASSWORD_LENGTH, 0, ALPHABET.length())
                .collect(StringBuilder::new, (word, i) -> word.append(ALPHABET.charAt(i)), StringBuilder::append)
                .toString();
    }

    private synchronized String keep(String name, java.util.function.Supplier<String> made) {
        Path file = directory.resolve(name);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                Path unfinished = Files.createTempFile(directory, name, ".new",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(unfinished, made.get());
                Files.move(unfinished, file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep a secret in " + directory, e);
        }
    }
}
