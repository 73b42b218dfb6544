package com.wattwell.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.payment.Reconciliation.Difference;
import com.wattwell.payment.Reconciliation.Fact;
import com.wattwell.payment.StatementFile.Kind;
import com.wattwell.payment.StatementFile.Line;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

    private static final Instant AT = Instant.parse("2026-11-29T04:00:00Z");

    @Test
    void whatIsTheSameIsNoDifference() {
        assertThat(Reconciliation.compare(List.of(new Line(Kind.PAYMENT, "T1", "O1", null, 5000, 30, AT)), List.of(new Fact("T1", "O1", null, 5000, true)), 6000)).isEmpty();
    }

    @Test
    void everyKindOfDifferenceIsFound() {
        assertThat(Reconciliation.compare(List.of(new Line(Kind.PAYMENT, "T1", "O1", null, 5001, 30, AT), new Line(Kind.PAYMENT, "T2", "O2", null, 100, 9, AT)),
                List.of(new Fact("T1", "O1", null, 5000, true), new Fact("T3", "O3", null, 1, true)), 6000)).extracting(Reconciliation.Found::kind)
                .containsExactly(Difference.AMOUNT_DIFFERS, Difference.MISSING_HERE, Difference.FEE, Difference.MISSING_THERE);
    }

    @Test
    void aPaymentOfJustBeforeMidnightIsFoundInTheNextDaysStatement() {
        assertThat(Reconciliation.compare(List.of(new Line(Kind.PAYMENT, "T1", "O1", null, 5000, 30, AT)), List.of(new Fact("T1", "O1", null, 5000, false)), 6000)).isEmpty();
    }

    @Test
    void aRefundAndItsPaymentAreTwoThings() {
        assertThat(Reconciliation.compare(List.of(new Line(Kind.REFUND, "T1", "O1", "R1", 2000, -12, AT)),
                List.of(new Fact("T1", "O1", "R1", 2000, true), new Fact("T1", "O1", null, 5000, true)), 6000)).extracting(Reconciliation.Found::kind).containsExactly(Difference.MISSING_THERE);
    }
}
