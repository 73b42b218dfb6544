package com.wattwell.tariff.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import com.wattwell.tariff.Commodity;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A usage that is typed in: priced by a draft, by what is in force, or refused with its field. */
class TariffPricesTest {

    private static final LocalDate FROM = LocalDate.of(2026, 11, 1);

    private Caller admin;
    private TariffPrices prices;
    private TariffService service;
    private int tariff;

    @BeforeEach
    void aTariff() {
        Spine spine = new Spine();
        admin = new Caller("wang", "Wang", new Scope(spine.company), Set.of(Caller.COMPANY_ADMIN));
        prices = spine.wiring.bean(TariffPrices.class);
        service = spine.wiring.bean(TariffService.class);
        tariff = service.create(admin, spine.company, new TariffService.Names("HOME", "居民", "Households"), Commodity.ELECTRICITY, FROM,
                TariffExamples.byCode("HOUSEHOLD-STEPS-TOU").orElseThrow().rules());
    }

    private static TariffPrices.Wanted wanted(LocalDate from, LocalDate to, String usedThisYear, Integer persons, TariffPrices.Used... usage) {
        return new TariffPrices.Wanted(from, to, List.of(usage), persons, null, null, null, usedThisYear, null);
    }

    private String field(Integer number, TariffPrices.Wanted wanted) {
        try {
            prices.price(admin, tariff, number, wanted);
            return null;
        } catch (RefusedException e) {
            return e.field();
        }
    }

    @Test
    void aDraftPricesAndWhatIsInForceDoesOncePublished() {
        TariffPrices.Wanted usage = wanted(FROM, FROM.plusMonths(1), "2600", 3, new TariffPrices.Used("PEAK", "200"), new TariffPrices.Used("VALLEY", " 100 "));
        assertThat(prices.price(admin, tariff, 1, usage).totalFen()).isEqualTo(14_940);
        assertThat(field(null, usage)).isEqualTo("from");
        service.publish(admin, tariff, 0);
        assertThat(prices.price(admin, tariff, null, usage).totalFen()).isEqualTo(14_940);
        assertThat(field(null, wanted(FROM.minusDays(1), FROM, null, null, new TariffPrices.Used("PEAK", "1")))).isEqualTo("from");
    }

    @Test
    void whatIsWrongIsRefusedWithItsField() {
        TariffPrices.Used peak = new TariffPrices.Used("PEAK", "1");
        assertThat(field(1, wanted(FROM, FROM, null, null, peak))).isEqualTo("to");
        assertThat(field(1, wanted(FROM, FROM.plusYears(3), null, null, peak))).isEqualTo("to");
        assertThat(field(1, wanted(LocalDate.of(999_999_999, 1, 1), LocalDate.MAX, null, null, peak))).isEqualTo("from");
        assertThat(field(1, wanted(FROM, FROM.plusDays(1), "-1", null, peak))).isEqualTo("usedThisYear");
        assertThat(field(1, wanted(FROM, FROM.plusDays(1), null, 0, peak))).isEqualTo("householdSize");
        assertThat(field(1, wanted(FROM, FROM.plusDays(1), null, null, peak, peak))).isEqualTo("usage");
        assertThat(field(1, wanted(FROM, FROM.plusDays(1), null, null, new TariffPrices.Used("NOON", "1")))).isEqualTo("usage");
        assertThat(field(1, wanted(FROM, FROM.plusDays(1), null, null, new TariffPrices.Used("PEAK", "1e9")))).isEqualTo("usage");
        assertThat(field(1, wanted(FROM, FROM.plusDays(1), null, null, new TariffPrices.Used("PEAK", "")))).isEqualTo("usage");
        assertThat(field(1, wanted(FROM, FROM.plusDays(1), null, null, new TariffPrices.Used("TOTAL", "1")))).isEqualTo("usage");
        assertThat(field(2, wanted(FROM, FROM.plusDays(1), null, null, peak))).isEqualTo("id");
    }
}
