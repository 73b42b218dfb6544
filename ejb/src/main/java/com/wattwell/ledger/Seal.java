package com.wattwell.ledger;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;

/**
 * The chain that makes tampering evident (防篡改链). A digest covers every field of an entry and its postings, each with its length, so that no two
 * entries have the same bytes; a seal covers the seal before it and the digests of its block. Whoever knows the newest seal knows all before it.
 */
public final class Seal {

    /** Bytes of a digest and of a seal: SHA-256. */
    public static final int LENGTH = 32;
    /** Bytes of a digest that are kept beside the seal, to find which entry of a block is wrong. */
    public static final int MARK_LENGTH = 8;

    private Seal() {
    }

    /** What the first block of a chain is chained to. */
    public static byte[] beginning() {
        return new byte[LENGTH];
    }

    public static byte[] digest(SealedEntry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(entry.id());
            out.writeInt(entry.companyId());
            write(out, entry.businessKey());
            write(out, entry.kind());
            out.writeLong(entry.valueDate().toEpochDay());
            write(out, entry.postedAt());
            write(out, entry.text());
            write(out, entry.sourceTable());
            write(out, entry.sourceId());
            out.writeLong(entry.reverses() == null ? -1 : entry.reverses());
            out.writeInt(entry.postings().size());
            for (SealedEntry.Line line : entry.postings()) {
                out.writeInt(line.number());
                write(out, line.account());
                out.writeInt(line.companyId());
                out.writeLong(line.amountFen());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // in memory: does not happen
        }
        return sha256().digest(bytes.toByteArray());
    }

    /** @param digests of the block's entries, in the order of their numbers */
    public static byte[] next(byte[] before, List<byte[]> digests) {
        MessageDigest sha = sha256();
        sha.update(before);
        digests.forEach(sha::update);
        return sha.digest();
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void write(DataOutputStream out, Instant instant) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
