package com.wattwell.protocol.dlt645;

/**
 * What a meter with a security module (ESAM) takes in place of a password: level 98H or 99H, and behind the operator code what a
 * key machine made (Q/GDW extension of DL/T 645-2007).
 *
 * <pre>
 *   1C, L = 1CH   98 P0 P1 P2 C0 C1 C2 C3  ciphertext of N1..N8 (16)  MAC (4)
 *   14            DI0..DI3  98 P0 P1 P2 C0..C3  ciphertext (n)  MAC (4)       parameters of class 2
 *   14            DI0..DI3  99 P0 P1 P2 C0..C3  data in clear (n)  MAC (4)    parameters of class 1
 * </pre>
 *
 * P0..P2 mean nothing at these levels and are sent as 00. Unconfirmed: in which order the bytes of ciphertext and MAC travel (one
 * firmware turns all of them round, low byte first); they are sent as the key machine gave them, whose task the order is.
 */
public final class SealedData {

    /** PA of ciphertext and MAC. */
    public static final byte CIPHERTEXT_AND_MAC = (byte) 0x98;
    /** PA of data in clear and a MAC. */
    public static final byte DATA_AND_MAC = (byte) 0x99;
    public static final int MAC_LENGTH = 4;
    /** Ciphertext and MAC of a control order. */
    public static final int CONTROL_LENGTH = 20;

    private SealedData() {
    }

    /** Whether a PA says that no password follows but sealed data. */
    public static boolean is(int level) {
        return (byte) level == CIPHERTEXT_AND_MAC || (byte) level == DATA_AND_MAC;
    }

    /** PA P0 P1 P2 C0..C3. */
    static byte[] authority(byte level, String operator) {
        byte[] authority = new byte[Edition.DLT645_2007.authorityLength()];
        byte[] code = Requested.operator(operator);
        authority[0] = level;
        System.arraycopy(code, 0, authority, Edition.PASSWORD_LENGTH, code.length);
        return authority;
    }
}
