package com.wattwell.billing.print;

import com.wattwell.billing.BillQueries.Line;
import com.wattwell.billing.BillQueries.Month;
import com.wattwell.billing.BillQueries.Row;
import com.wattwell.tariff.Commodity;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.Image;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/**
 * A bill on A4 (账单): what is to be paid until when, its lines, the year's consumption as bars, and a code that leads to the page on which it is paid.
 * It says of itself that it is no tax invoice. What it shows is what stands in the rows: printing reckons nothing.
 */
public final class BillPdf {

    private static final float MARGIN = 42;
    private static final float QR_SIZE = 92;

    private final Row bill;
    private final List<Line> lines;
    private final List<Month> year;
    private final String payAt;
    private final BillWords words;

    /**
     * @param year  as {@code BillQueries.year} says
     * @param payAt address of the page on which it is paid, or {@code null} for no code
     */
    public BillPdf(Row bill, List<Line> lines, List<Month> year, String payAt, boolean chinese) {
        this.bill = bill;
        this.lines = lines;
        this.year = year;
        this.payAt = payAt;
        this.words = new BillWords(chinese);
    }

    /** The document. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64_000);
        try (Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN)) {
            PdfWriter writer = PdfWriter.getInstance(document, out);
            document.addTitle(words.of("title") + " " + bill.number());
            document.addCreator("Wattwell");
            document.open();
            head(document);
            amounts(document);
            document.add(linesTable());
            document.add(new Paragraph(words.of("year"), BillFonts.strong(10)));
            document.add(new YearChart(writer, year, bill.period(), unit()).image(document.right() - document.left()));
            document.add(new Paragraph(words.of("noInvoice"), BillFonts.soft(8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void head(Document document) {
        PdfPTable head = table(2, 3, 2);
        PdfPCell who = new PdfPCell();
        who.setBorder(Rectangle.NO_BORDER);
        who.addElement(new Paragraph(bill.company(), BillFonts.soft(10)));
        who.addElement(new Paragraph(words.of(bill.last() ? "finalTitle" : "title") + "  " + bill.period(), BillFonts.strong(18)));
        who.addElement(new Paragraph(bill.customer(), BillFonts.strong(11)));
        String place = bill.address() == null ? bill.place() : bill.address();
        if (place != null) {
            who.addElement(new Paragraph(place, BillFonts.plain(9)));
        }
        head.addCell(who);
        PdfPTable facts = table(2, 2, 3);
        fact(facts, "number", bill.number());
        fact(facts, "account", bill.account());
        fact(facts, "days", bill.from() + " – " + bill.lastDay());
        if (bill.dueOn() != null) {
            fact(facts, "due", bill.dueOn().toString());
        }
        PdfPCell cell = new PdfPCell(facts);
        cell.setBorder(Rectangle.NO_BORDER);
        head.addCell(cell);
        head.setSpacingAfter(10);
        document.add(head);
    }

    private void amounts(Document document) throws IOException {
        PdfPTable table = table(2, 3, 1);
        PdfPCell amounts = new PdfPCell();
        amounts.setBorder(Rectangle.NO_BORDER);
        amounts.addElement(new Paragraph(words.of(bill.dueOn() == null ? "draft" : "payable") + "  " + yuan(bill.payableFen()) + words.of("yuan"), BillFonts.strong(16)));
        amounts.addElement(new Paragraph(words.of("total") + "  " + yuan(bill.totalFen()) + words.of("yuan"), BillFonts.plain(10)));
        if (bill.arrearsFen() > 0) {
            amounts.addElement(new Paragraph(words.of("arrears") + "  " + yuan(bill.arrearsFen()) + words.of("yuan"), BillFonts.plain(10)));
        }
        if (bill.creditFen() > 0) {
            amounts.addElement(new Paragraph(words.of("credit") + "  " + yuan(bill.creditFen()) + words.of("yuan"), BillFonts.plain(10)));
        }
        if (bill.cancelledAt() != null) {
            amounts.addElement(new Paragraph(words.of("cancelled"), BillFonts.strong(12)));
        }
        table.addCell(amounts);
        PdfPCell code = new PdfPCell();
        code.setBorder(Rectangle.NO_BORDER);
        if (payAt != null && bill.payableFen() > 0 && bill.cancelledAt() == null) {
            Image image = PayCode.of(payAt);
            image.scaleAbsolute(QR_SIZE, QR_SIZE);
            image.setAlignment(Element.ALIGN_RIGHT);
            code.addElement(image);
            Paragraph hint = new Paragraph(words.of("scan"), BillFonts.soft(8));
            hint.setAlignment(Element.ALIGN_RIGHT);
            code.addElement(hint);
        }
        table.addCell(code);
        table.setSpacingAfter(8);
        document.add(table);
    }

    private PdfPTable linesTable() {
        PdfPTable table = table(5, 5, 3, 2, 2, 2);
        table.setHeaderRows(1);
        for (String column : List.of("line", "lineDays", "quantity", "price", "amount")) {
            table.addCell(cell(words.of(column), BillFonts.soft(8), !column.equals("line") && !column.equals("lineDays"), true));
        }
        for (Line line : lines) {
            String name = line.name(words.chinese()) + (line.step() > 0 ? " · " + words.step(line.step()) : "") + (line.register() == null || line.register().equals("TOTAL") ? ""
                    : " · " + words.register(line.register())) + (line.estimated() ? " · " + words.of("estimated") : "");
            table.addCell(cell(name, BillFonts.plain(9), false, false));
            table.addCell(cell(line.from() + " – " + line.lastDay(), BillFonts.plain(8), false, false));
            table.addCell(cell(plain(line.quantity()), BillFonts.plain(9), true, false));
            table.addCell(cell(line.unitPrice() == null ? "" : plain(line.unitPrice()), BillFonts.plain(9), true, false));
            table.addCell(cell(yuan(line.amountFen()), BillFonts.plain(9), true, false));
        }
        PdfPCell sum = cell(words.of("total"), BillFonts.strong(9), false, true);
        sum.setColspan(4);
        table.addCell(sum);
        table.addCell(cell(yuan(bill.totalFen()), BillFonts.strong(9), true, true));
        table.setSpacingAfter(12);
        return table;
    }

    private String unit() {
        return !lines.isEmpty() && lines.stream().allMatch(line -> line.commodity() == Commodity.WATER) ? "m³" : "kWh";
    }

    private void fact(PdfPTable facts, String key, String value) {
        facts.addCell(cell(words.of(key), BillFonts.soft(8), false, false));
        facts.addCell(cell(value, BillFonts.plain(9), true, false));
    }

    private static PdfPTable table(int columns, float... widths) {
        PdfPTable table = new PdfPTable(columns);
        table.setWidthPercentage(100);
        table.setWidths(widths);
        return table;
    }

    private static PdfPCell cell(String text, Font font, boolean right, boolean strongLine) {
        PdfPCell cell = new PdfPCell(new Phrase(text, font));
        cell.setBorder(Rectangle.BOTTOM);
        cell.setBorderColor(java.awt.Color.LIGHT_GRAY);
        cell.setBorderWidth(strongLine ? 0.8f : 0.3f);
        cell.setPaddingTop(4);
        cell.setPaddingBottom(4);
        cell.setHorizontalAlignment(right ? Element.ALIGN_RIGHT : Element.ALIGN_LEFT);
        return cell;
    }

    static String yuan(long fen) {
        return new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(BigDecimal.valueOf(fen, 2));
    }

    private static String plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped).toPlainString();
    }
}
