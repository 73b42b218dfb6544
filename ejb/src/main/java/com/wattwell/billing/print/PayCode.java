package com.wattwell.billing.print;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.io.IOException;
import java.util.Map;
import org.openpdf.text.Image;

/** A QR code as a black and white picture. */
final class PayCode {

    private static final int QUIET_ZONE = 2;

    private PayCode() {
    }

    static Image of(String content) throws IOException {
        try {
            BitMatrix matrix = new QRCodeWriter().encode(content, BarcodeFormat.QR_CODE, 0, 0,
                    Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M, EncodeHintType.MARGIN, QUIET_ZONE));
            byte[] grey = new byte[matrix.getWidth() * matrix.getHeight()];
            for (int y = 0; y < matrix.getHeight(); y++) {
                for (int x = 0; x < matrix.getWidth(); x++) {
                    grey[y * matrix.getWidth() + x] = (byte) (matrix.get(x, y) ? 0 : 0xFF);
                }
            }
            return Image.getInstance(matrix.getWidth(), matrix.getHeight(), 1, 8, grey);
        } catch (WriterException e) {
            throw new IllegalArgumentException("No code holds " + content.length() + " characters", e);
        }
    }
}
