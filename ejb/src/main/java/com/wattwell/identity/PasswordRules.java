package com.wattwell.identity;

import com.wattwell.platform.RefusedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a password must be (NIST SP 800-63B, 3.1.1.2): long, and none that anybody would try first. What it is made of is
 * everybody's own affair.
 */
public final class PasswordRules {

    public static final int LEAST = 10;
    public static final int MOST = 128;

    /** Names shorter than this stand in too many passwords by chance. */
    private static final int TELLING_NAME = 4;
    /** No letter or digit that is taken for another when it is read from a slip of paper. */
    private static final String UNMISTAKABLE = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int GROUPS = 4;
    private static final int IN_GROUP = 4;
    private static final Set<String> COMMON = common();

    private PasswordRules() {
    }

    /** @throws RefusedException naming the field {@code wanted} */
    static void check(String password, String userName) {
        if (password == null || password.length() < LEAST || password.length() > MOST) {
            throw RefusedException.invalid("wanted", "refused.passwordLength", "A password has " + LEAST + " to " + MOST + " characters.", LEAST, MOST);
        }
        // signing in by form and by HTTP Basic do not agree on how anything else is written in bytes
        if (!password.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw RefusedException.invalid("wanted", "refused.passwordCharacters", "A password is made of letters from A to Z, digits, signs and spaces.");
        }
        String lower = password.toLowerCase(Locale.ROOT);
        String name = userName.toLowerCase(Locale.ROOT);
        if (name.length() >= TELLING_NAME ? lower.contains(name) : lower.equals(name)) {
            throw RefusedException.invalid("wanted", "refused.passwordName", "The user name must not stand in the password.");
        }
        if (COMMON.contains(lower) || lower.chars().distinct().count() == 1) {
            throw RefusedException.invalid("wanted", "refused.passwordCommon", "This is one of the passwords that are tried first.");
        }
    }

    /** A password for one sign-in: four groups of four, 79 bits. */
    static String oneTime() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < GROUPS * IN_GROUP; i++) {
            password.append(i > 0 && i % IN_GROUP == 0 ? "-" : "").append(UNMISTAKABLE.charAt(random.nextInt(UNMISTAKABLE.length())));
        }
        return password.toString();
    }

    private static Set<String> common() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                PasswordRules.class.getResourceAsStream("common-passwords.txt"), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.isBlank() && !line.startsWith("# ")).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
