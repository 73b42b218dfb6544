package com.wattwell.portal.counter;

import com.wattwell.counter.Receipt;
import com.wattwell.portal.QrCode;
import com.wattwell.portal.Texts;
import com.wattwell.portal.Yuan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.openpdf.text.Document;
import org.openpdf.text.DocumentException;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/** A receipt as PDF of A4 with the Noto Sans SC font in it. It is no tax invoice, and says so. */
final class ReceiptPdf {

    private static final String FONT = "fonts/ttf/NotoSansSC/NotoSansSC-Regular.ttf";
    private static final float SQUARE = 2.4f;
    private static final float QR_RIGHT = 48f;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private ReceiptPdf() {
    }

    static byte[] of(Receipt receipt, Texts texts, ZoneId zone) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Document document = new Document(PageSize.A4, 56, 56, 56, 56)) {
            PdfWriter writer = PdfWriter.getInstance(document, out);
            BaseFont base = font();
            document.open();
            document.addTitle(receipt.number());
            Paragraph title = new Paragraph(texts.of("receipt.title"), new Font(base, 20));
            document.add(title);
            document.add(new Paragraph(receipt.company(), new Font(base, 11)));
            document.add(new Paragraph(texts.of("receipt.noInvoice"), new Font(base, 11)));
            document.add(new Paragraph(" ", new Font(base, 6)));
            document.add(table(receipt, texts, zone, new Font(base, 11)));
            squares(writer.getDirectContent(), QrCode.dark(code(receipt)));
        } catch (DocumentException e) {
            throw new IllegalStateException("The receipt cannot be written", e);
        }
        return out.toByteArray();
    }

    /** What its QR code says: enough to find the receipt again, and to see whether its amount was changed. */
    static String code(Receipt receipt) {
        return "WW-R|" + receipt.number() + "|" + receipt.account() + "|" + Yuan.of(receipt.amountFen()) + "|" + receipt.at().getEpochSecond();
    }

    private static PdfPTable table(Receipt receipt, Texts texts, ZoneId zone, Font font) {
        PdfPTable table = new PdfPTable(new float[] {1, 3});
        table.setWidthPercentage(100);
        row(table, font, texts.of("receipt.number"), receipt.number());
        row(table, font, texts.of("receipt.account"), receipt.account());
        row(table, font, texts.of("receipt.customer"), receipt.customer());
        row(table, font, texts.of("place"), receipt.place() == null ? "" : receipt.place());
        row(table, font, texts.word("receiptKind", receipt.kind()), texts.of("books.yuan", Yuan.of(receipt.amountFen())) + "  " + texts.word("tender", receipt.tender()));
        row(table, font, texts.of("receipt.after"), texts.of("books.yuan", Yuan.of(receipt.balanceFen())));
        row(table, font, texts.of("receipt.at"), TIME.format(receipt.at().atZone(zone)));
        row(table, font, texts.of("receipt.by"), receipt.by());
        if (receipt.reversedAt() != null) {
            row(table, font, texts.of("receipt.reversed"), TIME.format(receipt.reversedAt().atZone(zone)));
        }
        return table;
    }

    private static void row(PdfPTable table, Font font, String name, String value) {
        for (String text : new String[] {name, value}) {
            PdfPCell cell = new PdfPCell(new Phrase(text, font));
            cell.setBorder(Rectangle.BOTTOM);
            cell.setPadding(6);
            table.addCell(cell);
        }
    }

    private static void squares(PdfContentByte canvas, boolean[][] dark) {
        float left = PageSize.A4.getWidth() - QR_RIGHT - dark.length * SQUARE;
        float top = PageSize.A4.getHeight() - QR_RIGHT;
        for (int y = 0; y < dark.length; y++) {
            for (int x = 0; x < dark[y].length; x++) {
                if (dark[y][x]) {
                    canvas.rectangle(left + x * SQUARE, top - (y + 1) * SQUARE, SQUARE, SQUARE);
                }
            }
        }
        canvas.fill();
    }

    private static BaseFont font() {
        try (InputStream in = ReceiptPdf.class.getClassLoader().getResourceAsStream(FONT)) {
            if (in == null) {
                throw new IllegalStateException("The font " + FONT + " is not there");
            }
            return BaseFont.createFont("NotoSansSC-Regular.ttf", BaseFont.IDENTITY_H, BaseFont.EMBEDDED, true, in.readAllBytes(), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
