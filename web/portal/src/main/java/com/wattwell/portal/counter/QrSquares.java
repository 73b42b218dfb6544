package com.wattwell.portal.counter;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import com.wattwell.counter.Receipt;
import java.util.ArrayList;
import java.util.List;

/** The QR code of a receipt, by squares, so that it is sharp on every printer. */
final class QrSquares {

    private QrSquares() {
    }

    /** What it says: enough to find the receipt again, and to see whether its amount was changed. */
    static String text(Receipt receipt) {
        return "WW-R|" + receipt.number() + "|" + receipt.account() + "|" + Yuan.of(receipt.amountFen()) + "|" + receipt.at().getEpochSecond();
    }

    static boolean[][] dark(String text) {
        try {
            ByteMatrix matrix = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
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

    static int size(String text) {
        return dark(text).length;
    }

    /** Runs of dark squares as the path of an SVG, a row each: {@code M0 3h2v1h-2z}. */
    static List<String> rows(String text) {
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
}
