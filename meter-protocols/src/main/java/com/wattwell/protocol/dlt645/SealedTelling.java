package com.wattwell.protocol.dlt645;

/** Tells of what a key machine made and a security module checks: names only, for the bytes say nothing to people. */
final class SealedTelling {

    private SealedTelling() {
    }

    /** Whether DATA holds sealed data behind a PA at {@code levelAt}. */
    static boolean isAt(Telling telling, int levelAt) {
        return telling.data().length > levelAt && SealedData.is(telling.data()[levelAt]);
    }

    /** How it is protected, for one line about the frame. */
    static String words(int level) {
        return (byte) level == SealedData.CIPHERTEXT_AND_MAC ? "ciphertext and MAC" : "data in clear and MAC";
    }

    /** What stands in front of the MAC is ciphertext. */
    static void ciphertext(Telling telling, String of) {
        telling.part(macAt(telling), "ciphertext of " + of, "");
        mac(telling);
    }

    static void mac(Telling telling) {
        telling.part(telling.data().length, "MAC", "");
    }

    /** Where the MAC begins; a message too short for one has none. */
    static int macAt(Telling telling) {
        return telling.left() > SealedData.MAC_LENGTH ? telling.data().length - SealedData.MAC_LENGTH : telling.data().length;
    }

    /** Identity authentication, behind identifier and operator code. */
    static void authenticationRequest(Telling telling) {
        if (telling.left() == IdentityAuthentication.REQUEST_LENGTH) {
            telling.part(telling.told() + IdentityAuthentication.FIELD_LENGTH, "ciphertext 1", "");
            telling.part(telling.told() + IdentityAuthentication.FIELD_LENGTH, "random number 1", "");
            telling.part(telling.data().length, "dispersion factor", "");
        }
    }

    static void authenticationReply(Telling telling) {
        if (telling.left() == IdentityAuthentication.REPLY_LENGTH) {
            telling.part(telling.told() + IdentityAuthentication.RANDOM_2_LENGTH, "random number 2", "");
            telling.part(telling.data().length, "ESAM serial number", "");
        }
    }
}
