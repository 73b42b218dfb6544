package com.wattwell.portal.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.counter.Receipt;
import com.wattwell.counter.Tender;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.QrCode;
import com.wattwell.portal.Texts;
import com.wattwell.portal.Yuan;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

class ReceiptPdfTest {

    private static final Receipt RECEIPT = new Receipt(1, 1, "湖滨物业", "20261129-00001", 7, "1000000015", "张三", "湖滨花园 / 3 / 502", 1L, "RECHARGE", Tender.CASH, 12_345, 15_000, null, null,
            LocalDate.of(2026, 11, 29), Instant.parse("2026-11-29T02:03:04Z"), "mei", null, null, null);

    @Test
    void textCopiedOutOfTheReceiptIsRightAndSaysThatItIsNoTaxInvoice() throws IOException {
        byte[] pdf = ReceiptPdf.of(RECEIPT, Texts.in(Locale.CHINESE), ZoneId.of("Asia/Shanghai"));
        try (PdfReader reader = new PdfReader(pdf)) {
            String text = new PdfTextExtractor(reader).getTextFromPage(1);
            assertThat(text).contains("收据，非税务发票", "20261129-00001", "湖滨物业", "张三", "湖滨花园", "123.45", "2026-11-29 10:03:04");
        }
    }

    @Test
    void theSquaresOfTheQrCodeAreThoseOfItsRows() {
        boolean[][] dark = QrCode.dark(ReceiptPdf.code(RECEIPT));
        assertThat(QrCode.rows(ReceiptPdf.code(RECEIPT))).hasSize(dark.length).first().asString().startsWith("M0 0h7v1h-7z");
    }

    @Test
    void amountsAreWrittenAsPeopleWriteThem() {
        assertThat(Yuan.fen("amount", " ¥1,234.5 ")).isEqualTo(123_450);
        assertThat(Yuan.fen("amount", "100")).isEqualTo(10_000);
        assertThat(Yuan.fen("amount", " ")).isNull();
        for (String wrong : new String[] {"1.234", "abc", "1e5x", "12345678901234567890"}) {
            assertThatThrownBy(() -> Yuan.fen("amount", wrong)).as(wrong).isInstanceOf(RefusedException.class);
        }
    }
}
