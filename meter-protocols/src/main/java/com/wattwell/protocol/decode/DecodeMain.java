package com.wattwell.protocol.decode;

import com.wattwell.protocol.FrameExplainer;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code wattwell decode [--protocol NAME|auto] [HEX…]}: frames as arguments, or one a line on standard input. Standard
 * output carries one JSON object a line, in order, and nothing else. Ends with 0 whatever the frames are, with 2 when it
 * does not understand how it was called.
 */
public final class DecodeMain {

    private static final String PROTOCOL = "--protocol";
    private static final String AUTO = "auto";
    private static final int BUFFER = 1 << 16;
    private static final int NOT_UNDERSTOOD = 2;

    private DecodeMain() {
    }

    public static void main(String[] words) throws IOException {
        // System.out would flush at every line and hide a reader that went away
        int status;
        try (Writer out = new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8)) {
            status = run(words, new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8), out, System.err);
        }
        if (status != 0) {
            System.exit(status);
        }
    }

    /** @return how the program ends */
    static int run(String[] words, Reader in, Writer out, PrintStream problems) throws IOException {
        String protocol = AUTO;
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals(PROTOCOL) && i + 1 < words.length) {
                protocol = words[++i];
            } else if (words[i].startsWith(PROTOCOL + "=")) {
                protocol = words[i].substring(PROTOCOL.length() + 1);
            } else if (words[i].startsWith("-")) {
                problems.println("decode does not know " + words[i] + ". " + usage());
                return NOT_UNDERSTOOD;
            } else {
                lines.add(words[i]);
            }
        }
        List<FrameExplainer> explainers = explainers(protocol);
        if (explainers.isEmpty()) {
            problems.println("There is no protocol " + protocol + ". " + usage());
            return NOT_UNDERSTOOD;
        }
        HexLineDecoder decoder = new HexLineDecoder(explainers);
        if (lines.isEmpty()) {
            decode(in, decoder, out);
        } else {
            StringBuilder json = new StringBuilder();
            for (String line : lines) {
                write(decoder, line, json, out);
            }
        }
        return 0;
    }

    private static List<FrameExplainer> explainers(String protocol) {
        return protocol.equals(AUTO) ? Notations.ALL : Notations.ALL.stream().filter(each -> each.notation().equals(protocol)).toList();
    }

    private static String usage() {
        return "Usage: wattwell decode [--protocol " + String.join("|", Notations.ALL.stream().map(FrameExplainer::notation).toList()) + "|auto] [HEX…]";
    }

    /** Lines in, lines out; what is decoded is passed on as soon as no more input is at hand. */
    static void decode(Reader in, HexLineDecoder decoder, Writer out) throws IOException {
        BufferedReader lines = new BufferedReader(in, BUFFER);
        StringBuilder json = new StringBuilder();
        StringBuilder line = new StringBuilder();
        while (readLine(lines, line)) {
            write(decoder, line.toString(), json, out);
            if (!lines.ready()) {
                out.flush();
            }
        }
    }

    private static void write(HexLineDecoder decoder, String line, StringBuilder json, Writer out) throws IOException {
        json.setLength(0);
        JsonLine.write(decoder.decode(line), json);
        out.append(json).append('\n');
    }

    /** Reads up to the end of the line, of which no more is kept than tells that it is too long. */
    private static boolean readLine(BufferedReader lines, StringBuilder line) throws IOException {
        line.setLength(0);
        int character = lines.read();
        if (character < 0) {
            return false;
        }
        while (character >= 0 && character != '\n') {
            if (line.length() <= HexLineDecoder.LONGEST_LINE) {
                line.append((char) character);
            }
            character = lines.read();
        }
        return true;
    }
}
