package com.wattwell.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.wattwell.billing.BillQueries.Line;
import com.wattwell.billing.BillQueries.Month;
import com.wattwell.billing.BillQueries.Row;
import com.wattwell.billing.print.BillPdf;
import com.wattwell.tariff.Commodity;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfObject;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.PRStream;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

class BillPdfTest {

    private static final BillingPeriod OCTOBER = BillingPeriod.written("2026-10");
    private static final String PAY_AT = "https://pay.example.cn/resident/bill?number=100000017-202610";

    private static Row bill(Long balanceBefore) {
        return new Row(1, 1, "A", "启明物业服务有限公司", 17, "100000017", "欧阳春晓", null, "滨江路88号 3幢502", null, null, null, 1L, OCTOBER, 0, "100000017-202610", false,
                BillQueries.State.PUBLISHED, OCTOBER.from(), OCTOBER.to(), 123456, 14203, Instant.EPOCH, Instant.EPOCH, LocalDate.of(2026, 11, 15), balanceBefore, 7L, null, null, null,
                null);
    }

    private static byte[] print(Row bill, boolean chinese, int lines) {
        List<Line> all = java.util.stream.IntStream.rangeClosed(1, lines).mapToObj(i -> new Line(1, i, 5, "502", Commodity.ELECTRICITY, "ENERGY", "REVENUE_ELECTRICITY", "E", "阶梯电价", "Step price",
                "HOME", 3, OCTOBER.from(), OCTOBER.to(), "TOTAL", i, new BigDecimal("230.50"), new BigDecimal("0.48830000"), 11255, 0, null, i == 2, List.of())).toList();
        return new BillPdf(bill, all, List.of(new Month(OCTOBER.before(), new BigDecimal("188.2"), 9000), new Month(OCTOBER, new BigDecimal("461"), 123456)), PAY_AT, chinese).bytes();
    }

    private static String text(byte[] pdf) throws Exception {
        try (PdfReader reader = new PdfReader(pdf)) {
            StringBuilder text = new StringBuilder();
            for (int page = 1; page <= reader.getNumberOfPages(); page++) {
                text.append(new PdfTextExtractor(reader).getTextFromPage(page)).append('\n');
            }
            return text.toString().replace(" ", "");
        }
    }

    @Test
    void whatIsCopiedOutOfItIsWhatItShows() throws Exception {
        String text = text(print(bill(-5000L), true, 2));
        assertThat(text).contains("启明物业服务有限公司", "欧阳春晓", "滨江路88号3幢502", "100000017-202610", "2026-11-15", "阶梯电价·第2档·估算", "230.5", "0.4883", "112.55",
                "应缴金额1,284.56元", "往期欠费50.00元", "本期费用1,234.56元", "近一年用量", "461", "188", "本账单不作为税务发票");
    }

    @Test
    void whoHasPaidInAdvancePaysLessAndSeesWhatOfItWasTaken() throws Exception {
        assertThat(text(print(bill(200_000L), false, 1))).contains("Tobepaid0.00yuan", "Paidinadvance1,234.56yuan", "Stepprice·step1");
    }

    @Test
    void aLongBillHasMorePages() throws Exception {
        try (PdfReader reader = new PdfReader(print(bill(0L), true, 120))) {
            assertThat(reader.getNumberOfPages()).isGreaterThan(2);
        }
    }

    @Test
    void theCodeLeadsToThePageOfTheBill() throws Exception {
        assertThat(code(print(bill(0L), true, 1))).isEqualTo(PAY_AT);
    }

    /** Finds the picture and reads it as a camera would. */
    private static String code(byte[] pdf) throws Exception {
        try (PdfReader reader = new PdfReader(pdf)) {
            for (int i = 0; i < reader.getXrefSize(); i++) {
                PdfObject object = reader.getPdfObject(i);
                if (object instanceof PRStream stream && PdfName.IMAGE.equals(stream.get(PdfName.SUBTYPE))) {
                    PdfDictionary facts = stream;
                    int size = facts.getAsNumber(PdfName.WIDTH).intValue();
                    byte[] bits = PdfReader.getStreamBytes(stream);
                    int scale = 4;
                    int[] pixels = new int[size * scale * size * scale];
                    for (int y = 0; y < size * scale; y++) {
                        for (int x = 0; x < size * scale; x++) {
                            boolean white = bits[y / scale * size + x / scale] != 0;
                            pixels[y * size * scale + x] = white ? 0xFFFFFF : 0;
                        }
                    }
                    return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(size * scale, size * scale, pixels)))).getText();
                }
            }
        }
        throw new AssertionError("no picture");
    }
}
