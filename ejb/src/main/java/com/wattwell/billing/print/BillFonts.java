package com.wattwell.billing.print;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.openpdf.text.Font;
import org.openpdf.text.pdf.BaseFont;

/** The one typeface of printed bills: Noto Sans SC (OFL), of which only the used glyphs go into a document. */
final class BillFonts {

    private static final String REGULAR = "NotoSansSC-Regular.ttf";
    private static final String BOLD = "NotoSansSC-Bold.ttf";
    static final Color INK = new Color(0x1f, 0x29, 0x37);
    static final Color SOFT = new Color(0x6b, 0x72, 0x80);

    private BillFonts() {
    }

    /** Read once, when the first bill is printed. */
    private static final class Loaded {
        private static final BaseFont PLAIN = load(REGULAR);
        private static final BaseFont STRONG = load(BOLD);
    }

    private static BaseFont load(String name) {
        try (InputStream in = BillFonts.class.getResourceAsStream("/fonts/ttf/NotoSansSC/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The typeface " + name + " is missing");
            }
            return BaseFont.createFont(name, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, true, in.readAllBytes(), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Font plain(float size) {
        return new Font(Loaded.PLAIN, size, Font.NORMAL, INK);
    }

    static Font soft(float size) {
        return new Font(Loaded.PLAIN, size, Font.NORMAL, SOFT);
    }

    static Font strong(float size) {
        return new Font(Loaded.STRONG, size, Font.NORMAL, INK);
    }

    static BaseFont base() {
        return Loaded.PLAIN;
    }
}
