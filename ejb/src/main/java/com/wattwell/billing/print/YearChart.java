package com.wattwell.billing.print;

import com.wattwell.billing.BillQueries.Month;
import com.wattwell.billing.BillingPeriod;
import java.awt.Color;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openpdf.text.Image;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfWriter;

/** Twelve months as bars, drawn as lines and text and not as pixels, so that they print sharp and their numbers can be copied out. */
final class YearChart {

    private static final float HEIGHT = 120;
    private static final float FOOT = 16;
    private static final float HEAD = 14;
    private static final int MONTHS = 12;
    private static final Color BAR = new Color(0x9d, 0xb7, 0xe8);
    private static final Color THIS = new Color(0x2f, 0x5f, 0xc4);

    private final PdfWriter writer;
    private final Map<BillingPeriod, BigDecimal> quantities = new HashMap<>();
    private final BillingPeriod last;
    private final String unit;

    YearChart(PdfWriter writer, List<Month> year, BillingPeriod last, String unit) {
        this.writer = writer;
        this.last = last;
        this.unit = unit;
        year.forEach(month -> quantities.put(month.period(), month.quantity()));
    }

    Image image(float width) {
        PdfTemplate template = writer.getDirectContent().createTemplate(width, HEIGHT);
        BigDecimal most = quantities.values().stream().max(BigDecimal::compareTo).orElse(BigDecimal.ZERO).max(BigDecimal.ONE);
        float step = width / MONTHS;
        BillingPeriod month = last;
        for (int i = MONTHS - 1; i >= 0; i--) {
            BigDecimal quantity = quantities.get(month);
            float x = i * step;
            if (quantity != null) {
                float height = (HEIGHT - FOOT - HEAD) * quantity.divide(most, 4, RoundingMode.HALF_UP).floatValue();
                template.setColorFill(month.equals(last) ? THIS : BAR);
                template.rectangle(x + step * 0.2f, FOOT, step * 0.6f, Math.max(0.5f, height));
                template.fill();
                text(template, quantity.setScale(0, RoundingMode.HALF_UP).toPlainString(), x + step / 2, FOOT + height + 3);
            }
            text(template, month.toString(), x + step / 2, 4);
            month = month.before();
        }
        text(template, unit, 10, HEIGHT - 8);
        template.setColorStroke(BillFonts.SOFT);
        template.setLineWidth(0.5f);
        template.moveTo(0, FOOT);
        template.lineTo(width, FOOT);
        template.stroke();
        return Image.getInstance(template);
    }

    private static void text(PdfTemplate template, String text, float x, float y) {
        template.beginText();
        template.setColorFill(BillFonts.INK);
        template.setFontAndSize(BillFonts.base(), 7);
        template.showTextAligned(PdfContentByte.ALIGN_CENTER, text, x, y, 0);
        template.endText();
    }
}
