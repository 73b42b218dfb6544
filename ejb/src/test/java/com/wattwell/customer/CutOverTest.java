package com.wattwell.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.counter.ClosedAccounts;
import com.wattwell.identity.Scope;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Sheet;
import com.wattwell.platform.TestTransactions;
import com.wattwell.tariff.ContractTerms;
import com.wattwell.usage.book.HandReadings;
import com.wattwell.usage.book.ReadingImport;
import com.wattwell.usage.book.ReadingPhotos;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Files of other systems and of people with a notebook, and what is left when an account ends. */
class CutOverTest {

    private static final String GOOD = """
            account,name,phone,meter,tariff,mode,household,balance,register,multiplier,year,month
            0100012345,张三,13800138000,202311000001,HOME,POSTPAID,3,-35.20,1234.56,1,1800,120
            0100012346,李四,,202311000002,HOME,PREPAID_SERVER,,100,0,,,
            """;

    private final Town town = new Town();
    private final CutOver cutOver = town.spine.wiring.bean(CutOver.class);
    private final Journal journal = town.spine.wiring.bean(Journal.class);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void refused(String field, ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.field()).as(refused.getMessage()).isEqualTo(field));
    }

    private long rows(String table) {
        return town.spine.database.one("select count(*) from " + table, row -> row.getLong(1));
    }

    private CutOver.Done take(String file, Long expected) {
        CutOver.Done[] done = new CutOver.Done[1];
        TestTransactions.run(() -> done[0] = cutOver.takeOver(town.admin, town.spine.company, town.today, bytes(file), "old.csv", expected));
        return done[0];
    }

    private long account(String number) {
        return town.queries.list(Scope.ALL, number, null, new Page.Request(1, 5)).items().getFirst().id();
    }

    @Test
    void balancesArrearsRegistersAndStepsComeOverAndTheBooksProveIt() {
        CutOver.Trial trial = cutOver.check(town.admin, town.spine.company, bytes(GOOD));
        assertThat(trial.wrong()).isZero();
        assertThat(trial.totals()).isEqualTo(new CutOver.Totals(2, 2, 0, 10_000, 3_520));
        assertThat(rows("customer_account")).isZero();
        CutOver.Done done = take(GOOD, 6_480L);
        assertThat(done).extracting(CutOver.Done::opened, CutOver.Done::postedFen).containsExactly(2, 6_480L);
        assertThat(journal.balanceFen(account("0100012345"))).isEqualTo(-3_520);
        assertThat(town.queries.byId(Scope.ALL, account("0100012346")).orElseThrow().balanceFen()).isEqualTo(10_000);
        assertThat(town.spine.database.<String>one("select year_to_date || ' ' || month_to_date from usage_carried_in", row -> row.getString(1))).isEqualTo("1800 120");
    }

    @Test
    void demandCapacityAndBedsComeOverWhenTheFileHasThem() {
        String file = """
                account,name,phone,meter,tariff,mode,household,balance,register,multiplier,year,month,kW,kVA,beds
                0100012345,张三,,202311000001,HOME,POSTPAID,1,-10,0,1,0,0,400,630.5,
                0100012346,李四,,202311000002,HOME,POSTPAID,1,0,0,1,0,0,,,4
                """;
        take(file, -1_000L);
        assertThat(List.of("0100012345", "0100012346")).extracting(number -> town.queries.agreements(Scope.ALL, account(number)).getFirst().terms()).containsExactly(
                ContractTerms.of(Town.of("400"), Town.of("630.5"), 1), ContractTerms.of(null, null, 4));
        assertThat(cutOver.check(town.admin, town.spine.company, bytes(file.replace("630.5", "-630"))).lines().getFirst().refused().field()).isEqualTo("capacityKva");
        assertThat(cutOver.check(town.admin, town.spine.company, bytes(file.replace(",,,4", ",,,1.5"))).lines().getLast().refused().field()).isEqualTo("beds");
    }

    @Test
    void theSameFileAgainDoublesNothingAndAnotherBalanceIsRefused() {
        take(GOOD, 6_480L);
        town.spine.wiring.clock.set(town.spine.wiring.clock.instant().plusSeconds(86_400));
        assertThat(take(GOOD, 6_480L).opened()).isZero();
        assertThat(rows("journal_entry")).isEqualTo(2);
        assertThat(rows("customer_account")).isEqualTo(2);
        assertThatThrownBy(() -> take(GOOD.replace("-35.20", "-35.21"), 6_479L)).isInstanceOf(RefusedException.class);
    }

    @Test
    void aWrongRowOrAnotherTotalLeavesNothing() {
        refused("expected", () -> take(GOOD, 6_481L));
        for (String wrong : List.of(GOOD.replace("202311000002", "999"), GOOD.replace("HOME,PREPAID", "NONE,PREPAID"), GOOD.replace(",100,0", ",100.005,0"), GOOD.replace("202311000002", "202311000001"),
                GOOD.replace("PREPAID_SERVER", "GUESS"), GOOD.replace("李四", ""), "heading\n")) {
            refused("file", () -> take(wrong, 6_480L));
        }
        refused("user", () -> cutOver.check(town.cashier, town.spine.company, bytes(GOOD)));
        assertThat(rows("customer_account") + rows("journal_entry") + rows("cut_over")).isZero();
    }

    @Test
    void whatIsLeftIsGivenBackOnceTheFinalBillIsMade() {
        take(GOOD, 6_480L);
        AccountClosings closings = town.spine.wiring.bean(AccountClosings.class);
        ClosedAccounts closed = town.spine.wiring.bean(ClosedAccounts.class);
        long id = account("0100012346");
        long owing = account("0100012345");
        town.spine.wiring.clock.set(town.spine.wiring.clock.instant().plusSeconds(86_400));
        for (long each : List.of(id, owing)) {
            town.accounts.close(town.cashier, each, town.today.plusDays(1), List.of(), "moved away");
            refused("id", () -> closed.settle(town.admin, each, "BANK"));
        }
        assertThatThrownBy(() -> closings.billed(id)).isInstanceOf(IllegalStateException.class);
        town.read(town.spine.otherMeter, town.today.plusDays(1), "5");
        town.spine.wiring.bean(com.wattwell.usage.book.Usages.class).of(town.point(id), town.today, town.today.plusDays(1));
        assertThatThrownBy(() -> closings.billed(id)).hasMessageContaining("not charged");
        TestTransactions.run(() -> town.spine.wiring.bean(com.wattwell.prepayment.DailyCharges.class).charge(town.today, List.of(id)));
        closings.billed(id);
        refused("via", () -> closed.settle(town.admin, id, null));
        assertThat(closed.settle(town.admin, id, "BANK").refundFen()).isEqualTo(9_750);
        assertThat(closed.settle(town.admin, id, "BANK").state()).isEqualTo(AccountClosings.State.SETTLED);
        assertThat(journal.balanceFen(id)).isZero();
        assertThat(rows("journal_entry")).isEqualTo(4);
        town.spine.database.update("update account_closing set state = 'BILLED' where account_id = ?", owing);
        refused("id", () -> closed.settle(town.admin, owing, "BANK"));
    }

    @Test
    void readingsComeFromASpreadsheetOrNotAtAll() {
        ReadingImport readings = town.spine.wiring.bean(ReadingImport.class);
        town.read(town.today.minusDays(2), "100");
        String good = "m,r,t,v\n202311000001,,%s,120.5\n202311000002,TOTAL,%s 08:30,7\n".formatted(town.today, town.today);
        assertThat(readings.check(town.cashier, town.spine.company, bytes(good))).allMatch(line -> line.refused() == null).hasSize(2);
        String wrong = good + "202311000001,,%s,90\n123,,%s,1\n202311000001,,soon,1\n202311000001,,%s,x\n".formatted(town.today.minusDays(1), town.today, town.today);
        assertThat(readings.check(town.cashier, town.spine.company, bytes(wrong))).extracting(line -> line.refused() == null ? "" : line.refused().messageKey())
                .containsExactly("", "", "refused.valueLower", "refused.rowMeter", "refused.rowTime", "refused.rowNumber");
        refused("file", () -> readings.takeOver(town.cashier, town.spine.company, bytes(wrong)));
        assertThat(rows("reading")).isEqualTo(1);
        assertThat(readings.takeOver(town.cashier, town.spine.company, bytes(good))).isEqualTo(2);
        refused("file", () -> readings.takeOver(town.cashier, town.spine.company, bytes(good)));
        assertThat(rows("reading where source = 4")).isEqualTo(2);
    }

    @Test
    void aTemplateIsReadBackAsItWasWritten() {
        assertThat(Sheet.read(town.spine.wiring.bean(ReadingImport.class).template()).getFirst().cells()).containsExactly("202311000001", "TOTAL", "2026-11-29 10:00", "1234.56", "");
        assertThat(Sheet.read("a,b\n张三,1\n".getBytes(Charset.forName("GB18030"))).getFirst().cell(0)).isEqualTo("张三");
        refused("file", () -> Sheet.read(new byte[] {'P', 'K', 3, 4, 9, 9}));
        refused("file", () -> Sheet.read(new byte[Sheet.MAX_BYTES + 1]));
        refused("file", () -> Sheet.read(bytes("x\n".repeat(Sheet.MAX_ROWS + 2))));
    }

    @Test
    void aReadingByHandIsAskedBackWhenItDoesNotFitAndAPhotoMustBeOne() {
        HandReadings readings = town.spine.wiring.bean(HandReadings.class);
        town.read(town.today.minusDays(2), "100");
        town.open(town.today.minusDays(2));
        byte[] photo = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 1, 2};
        refused("value", () -> hand(readings, "99", false, photo));
        refused("value", () -> hand(readings, "99000", false, photo));
        refused("value", () -> hand(readings, "-1", true, photo));
        refused("photo", () -> TestTransactions.run(() -> hand(readings, "120", false, bytes("<svg/>"))));
        refused("photo", () -> TestTransactions.run(() -> hand(readings, "120", false, new byte[ReadingPhotos.MAX_BYTES + 1])));
        assertThat(rows("reading where source = 4")).isZero();
        hand(readings, "99", true, photo);
        ReadingPhotos photos = town.spine.wiring.bean(ReadingPhotos.class);
        ReadingPhotos.Row kept = photos.list(town.cashier.scope(), town.spine.meter, 5).getFirst();
        assertThat(photos.byId(town.cashier.scope(), kept.id()).orElseThrow().content()).isEqualTo(photo);
        assertThat(photos.byId(new Scope(town.spine.sample.company("B")), kept.id())).isEmpty();
    }

    private void hand(HandReadings readings, String value, boolean confirmed, byte[] photo) {
        readings.record(town.cashier, new HandReadings.Taken(town.spine.meter, null, List.of(new HandReadings.Value("ACTIVE_ENERGY_FORWARD", new java.math.BigDecimal(value))), confirmed, photo));
    }
}
