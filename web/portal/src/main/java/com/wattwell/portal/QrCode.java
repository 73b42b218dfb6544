package com.wattwell.portal;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A QR code by its squares, so that it is sharp on every screen and printer. */
public final class QrCode {

    /** White squares around it. */
    private static final int QUIET = 4;

    private QrCode() {
    }

    /** @param text at most 2,000 characters */
    public static boolean[][] dark(String text) {
        try {
            ByteMatrix matrix = Encoder.encode(text, ErrorCorrectionLevel.M, Map.of(EncodeHintType.CHARACTER_SET, "UTF-8")).getMatrix();
            boolean[][] dark = new boolean[matrix.getHeight()][matrix.getWidth()];
            for (int y = 0; y < matrix.getHeight(); y++) {
                for (int x = 0; x < matrix.getWidth(); x++) {
                    dark[y][x] = matrix.get(x, y) == 1;
                }
            }
            return dark;
        } catch (WriterException e) {
            throw new IllegalArgumentException("Too long for a QR code: " + text.length() + " characters", e);
        }
    }

    /** How many squares it has on each side. */
    public static int size(String text) {
        return dark(text).length;
    }

    /** Runs of dark squares as the path of an SVG, a row each: {@code M0 3h2v1h-2z}. */
    public static List<String> rows(String text) {
        boolean[][] dark = dark(text);
        List<String> rows = new ArrayList<>();
        for (int y = 0; y < dark.length; y++) {
            StringBuilder row = new StringBuilder();
            for (int x = 0; x < dark[y].length; x++) {
                int from = x;
                while (x < dark[y].length && dark[y][x]) {
                    x++;
                }
                if (x > from) {
                    row.append('M').append(from).append(' ').append(y).append('h').append(x - from).append("v1h-").append(x - from).append('z');
                }
            }
            rows.add(row.toString());
        }
        return rows;
    }

    /** As a picture that scales, black on white in any theme. */
    public static String svg(String text) {
        int size = size(text) + 2 * QUIET;
        String view = -QUIET + " " + -QUIET + " " + size + " " + size;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"" + view + "\" width=\"240\" height=\"240\" role=\"img\" shape-rendering=\"crispEdges\"><rect x=\"" + -QUIET + "\" y=\"" + -QUIET
                + "\" width=\"" + size + "\" height=\"" + size + "\" fill=\"#fff\"/><path d=\"" + String.join("", rows(text)) + "\" fill=\"#000\"/></svg>";
    }
}
