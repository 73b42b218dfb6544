package com.wattwell.customer;

import static com.wattwell.customer.Town.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.customer.AccountQueries.Agreement;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.tariff.ContractTerms;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The life of an account in the database. */
class AccountServiceTest {

    private static final Page.Request FIRST = new Page.Request(1, 20);

    private final Town town = new Town();

    private static void refused(String field, RefusedException.Kind kind, ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.field()).as(refused.getMessage()).isEqualTo(field);
            assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(kind);
        });
    }

    private List<Long> found(String text) {
        return town.queries.list(town.cashier.scope(), text, null, FIRST).items().stream().map(AccountQueries.Row::id).toList();
    }

    @Test
    void anAccountIsOpenedWithItsMetersAndANumberThatChecksItself() {
        long id = town.accounts.open(town.cashier, town.account("张三", town.today, town.spine.meter, town.spine.otherMeter));
        AccountQueries.Row row = town.queries.byId(town.cashier.scope(), id).orElseThrow();
        assertThat(CheckDigit.with(row.number().substring(0, row.number().length() - 1))).isEqualTo(row.number());
        assertThat(row).extracting(AccountQueries.Row::customer, AccountQueries.Row::phone, AccountQueries.Row::points, AccountQueries.Row::open).containsExactly("张三", "13800138000", 2, true);
        assertThat(town.queries.agreements(town.cashier.scope(), id)).extracting(Agreement::meterAddress).containsExactlyInAnyOrder("202311000001", "202311000002");
    }

    @Test
    void itIsFoundByNumberNamePhoneItsLastFourDigitsRoomAndMeter() {
        int room = town.spine.sample.area(town.spine.company, null, "ESTATE", "Garden", "Garden / 3 / 502");
        town.spine.database.update("update meter set area_id = ? where id = ?", room, town.spine.meter);
        long id = town.open(town.today);
        String number = town.queries.byId(Scope.ALL, id).orElseThrow().number();
        for (String text : List.of(number, "张三", "1380013", "8000", "3 / 502", "11000001")) {
            assertThat(found(text)).as(text).containsExactly(id);
        }
        for (String text : List.of("9999", "李四", "%", "__")) {
            assertThat(found(text)).as(text).isEmpty();
        }
        assertThat(town.queries.list(new Scope(town.spine.sample.company("B")), null, null, FIRST).items()).isEmpty();
    }

    @Test
    void theSameFormSentTwiceOpensOneAccount() {
        AccountService.NewAccount form = town.account("张三", town.today, town.spine.meter);
        AccountService.NewAccount once = new AccountService.NewAccount(form.companyId(), null, form.customer(), null, form.mode(), 1, form.from(), form.points(), "t-1");
        assertThat(town.accounts.open(town.cashier, once)).isEqualTo(town.accounts.open(town.cashier, once));
    }

    @Test
    void aMeterBelongsToOneAccountAtATime() {
        town.open(town.today);
        refused("meter", RefusedException.Kind.CONFLICT, () -> town.accounts.open(town.cashier, town.account("李四", town.today, town.spine.meter)));
        refused("meter", RefusedException.Kind.INVALID, () -> town.accounts.open(town.cashier, town.account("李四", town.today)));
        refused("customerName", RefusedException.Kind.INVALID, () -> town.accounts.open(town.cashier, town.account(" ", town.today, town.spine.otherMeter)));
        refused("from", RefusedException.Kind.INVALID, () -> town.accounts.open(town.cashier, town.account("李四", town.today.minusDays(400), town.spine.otherMeter)));
        refused("user", RefusedException.Kind.FORBIDDEN, () -> town.accounts.open(new Caller("v", "V", town.cashier.scope(), Set.of(Caller.VIEWER)),
                town.account("李四", town.today, town.spine.otherMeter)));
    }

    @Test
    void moneyIsCountedOnlyInOneMeterWhoseModelKeepsIt() {
        AccountService.NewAccount both = new AccountService.NewAccount(town.spine.company, null, CustomerService.Details.of("张三", null), null, AccountMode.PREPAID_METER, 1, town.today,
                town.account("", town.today, town.spine.meter, town.spine.otherMeter).points(), null);
        refused("mode", RefusedException.Kind.CONFLICT, () -> town.accounts.open(town.cashier, both));
        town.spine.database.update("delete from meter_model_item where reading_type_id = 82 and model_id = (select model_id from meter where id = ?)", town.spine.meter);
        AccountService.NewAccount one = new AccountService.NewAccount(town.spine.company, null, CustomerService.Details.of("张三", null), null, AccountMode.PREPAID_METER, 1, town.today,
                town.account("", town.today, town.spine.meter).points(), null);
        assertThatThrownBy(() -> town.accounts.open(town.cashier, one)).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.messageKey()).isEqualTo("refused.noMoneyInMeter"));
        town.read(town.today.minusDays(10), "100");
        long billed = town.open(town.today.minusDays(10));
        refused("mode", RefusedException.Kind.CONFLICT, () -> town.accounts.changeTenant(town.cashier, billed, new AccountService.NextTenant(town.today, null, CustomerService.Details.of("李四", null),
                AccountMode.PREPAID_METER, 1, null, List.of(), "moves", null)));
    }

    @Test
    void theFirstValueIsTheReadingOfTheFirstDaysBeginning() {
        AccountService.NewPoint point = new AccountService.NewPoint(town.spine.meter, town.tariff, null, null, of("120.5"));
        town.accounts.open(town.cashier, new AccountService.NewAccount(town.spine.company, null, CustomerService.Details.of("张三", null), "OLD-77", AccountMode.PREPAID_SERVER, 1,
                town.today, List.of(point), null));
        assertThat(town.spine.database.<String>one("select value || ' ' || source from reading where meter_id = ? and slot = ?", row -> row.getString(1), town.spine.meter,
                Town.start(town.today))).isEqualTo("120.5 4");
    }

    @Test
    void anotherTariffIsAnotherAgreementFromItsDay() {
        long id = town.open(town.today.minusDays(10));
        long point = town.point(id);
        town.accounts.changeTariff(town.cashier, id, point, town.otherTariff, null, town.today);
        assertThat(town.queries.agreements(Scope.ALL, id)).extracting(Agreement::tariffCode, Agreement::from, Agreement::to).containsExactly(
                org.assertj.core.groups.Tuple.tuple("OTHER", town.today, null), org.assertj.core.groups.Tuple.tuple("HOME", town.today.minusDays(10), town.today));
        refused("from", RefusedException.Kind.INVALID, () -> town.accounts.changeTariff(town.cashier, id, point, town.tariff, null, town.today.minusDays(1)));
        refused("tariff", RefusedException.Kind.INVALID, () -> town.accounts.changeTariff(town.cashier, id, point, 9999, null, town.today));
    }

    private static ContractTerms terms(String contractKw, String capacityKva, Integer beds) {
        return ContractTerms.of(contractKw == null ? null : of(contractKw), capacityKva == null ? null : of(capacityKva), beds);
    }

    @Test
    void termsThatAreNoneAreRefusedByTheirField() {
        long id = town.open(town.today.minusDays(10));
        long point = town.point(id);
        Map.of("contractKw", List.of(terms("-1", null, 1), terms("0", null, 1), terms("1000001", null, 1), terms("0.0001", null, 1)),
                "capacityKva", List.of(terms(null, "-0.5", 1), terms(null, "0", 1)), "beds", List.of(terms(null, null, -1), terms(null, null, 10_000))).forEach((field, all) -> all.forEach(wrong -> {
                    refused(field, RefusedException.Kind.INVALID, () -> town.accounts.changeTariff(town.cashier, id, point, town.tariff, wrong, town.today));
                    refused(field, RefusedException.Kind.INVALID, () -> com.wattwell.platform.TestTransactions.run(() -> town.accounts.open(town.cashier,
                            new AccountService.NewAccount(town.spine.company, null, CustomerService.Details.of("张三", null), null, AccountMode.POSTPAID, 1, town.today,
                                    List.of(new AccountService.NewPoint(town.spine.otherMeter, town.tariff, wrong, null, null)), null))));
                }));
    }

    @Test
    void otherTermsAreAnotherAgreementFromTheirDayAndATariffThatChangesAloneKeepsThem() {
        long id = town.open(town.today.minusDays(10));
        long point = town.point(id);
        town.accounts.changeTariff(town.cashier, id, point, town.tariff, terms("400.500", "630", 0), town.today.minusDays(5));
        town.accounts.changeTariff(town.cashier, id, point, town.otherTariff, null, town.today);
        assertThat(town.queries.agreements(Scope.ALL, id)).extracting(Agreement::tariffCode, Agreement::terms, Agreement::from).containsExactly(
                org.assertj.core.groups.Tuple.tuple("OTHER", terms("400.5", "630", 0), town.today),
                org.assertj.core.groups.Tuple.tuple("HOME", terms("400.5", "630", 0), town.today.minusDays(5)),
                org.assertj.core.groups.Tuple.tuple("HOME", ContractTerms.USUAL, town.today.minusDays(10)));
        assertThat(town.queries.events(Scope.ALL, id, 10)).extracting(AccountQueries.Event::kind).containsExactly("TARIFF_CHANGED", "TERMS_CHANGED", "OPENED");
        town.accounts.changeTariff(town.cashier, id, point, town.otherTariff, terms(null, "315", null), town.today);
        assertThat(town.queries.agreements(Scope.ALL, id)).first().extracting(Agreement::terms).as("on the agreement's own first day").isEqualTo(terms(null, "315", 1));
    }

    @Test
    void theNextTenantTakesOverTheTermsUnlessOthersAreAgreedOn() {
        town.read(town.today.minusDays(10), "100").read(town.today, "180");
        long id = town.open(town.today.minusDays(10));
        long point = town.point(id);
        town.accounts.changeTariff(town.cashier, id, point, town.tariff, terms("400", null, 4), town.today.minusDays(5));
        assertThat(town.queries.agreements(Scope.ALL, tenant(id, null, town.today.minusDays(1)))).extracting(Agreement::terms).containsExactly(terms("400", null, 4));
        long second = town.spine.database.one("select max(id) from customer_account", row -> row.getLong(1));
        refused("usagePoint", RefusedException.Kind.INVALID, () -> tenant(second, Map.of(point + 1, terms("250", null, 2)), town.today));
        assertThat(town.queries.agreements(Scope.ALL, tenant(second, Map.of(point, terms("250", null, 2)), town.today))).extracting(Agreement::terms).containsExactly(terms("250", null, 2));
    }

    private long tenant(long id, Map<Long, ContractTerms> terms, LocalDate day) {
        long[] made = new long[1];
        com.wattwell.platform.TestTransactions.run(() -> made[0] = town.accounts.changeTenant(town.cashier, id, new AccountService.NextTenant(day, null,
                CustomerService.Details.of("李四", null), null, 2, terms, List.of(), "moved out", null)));
        return made[0];
    }

    @Test
    void theNextTenantHasThePointFromTheDayThatTheLastOneHasNot() {
        town.read(town.today.minusDays(10), "100");
        long id = town.open(town.today.minusDays(10));
        long point = town.point(id);
        List<AccountClosing> heard = new ArrayList<>();
        town.spine.wiring.heard.add(event -> heard.add((AccountClosing) event));
        refused("finalValue", RefusedException.Kind.CONFLICT, () -> tenant(id, "99"));
        refused("finalValue", RefusedException.Kind.CONFLICT, () -> tenant(id, "900000"));
        long next = tenant(id, "180");
        assertThat(heard).containsExactly(new AccountClosing(town.spine.company, id, town.today));
        assertThat(town.queries.byId(Scope.ALL, id).orElseThrow()).extracting(AccountQueries.Row::open, AccountQueries.Row::closedOn).containsExactly(false, town.today);
        assertThat(town.queries.agreements(Scope.ALL, next)).extracting(Agreement::usagePointId, Agreement::from).containsExactly(org.assertj.core.groups.Tuple.tuple(point, town.today));
        assertThat(town.spine.wiring.bean(AccountClosings.class).byAccount(Scope.ALL, id).orElseThrow()).extracting(AccountClosings.Row::successor, AccountClosings.Row::state)
                .containsExactly(next, AccountClosings.State.FINAL_BILL);
        refused("id", RefusedException.Kind.CONFLICT, () -> tenant(id, "180"));
    }

    private long tenant(long id, String value) {
        long[] made = new long[1];
        com.wattwell.platform.TestTransactions.run(() -> made[0] = town.accounts.changeTenant(town.cashier, id, new AccountService.NextTenant(town.today, null,
                CustomerService.Details.of("李四", null), null, 2, null, List.of(new AccountService.FinalValue(town.point(id), of(value))), "moved out", null)));
        return made[0];
    }

    @Test
    void aClosedAccountLeavesItsMeterForTheNextOne() {
        long id = town.open(town.today.minusDays(3));
        town.accounts.close(town.cashier, id, town.today, List.of(), "demolished");
        long next = town.open(town.today);
        assertThat(town.point(next)).isEqualTo(town.point(id));
        refused("day", RefusedException.Kind.INVALID, () -> town.accounts.close(town.cashier, next, town.today, List.of(), "x"));
    }

    @Test
    void anIdentityNumberIsSealedAndShownToFinanceAlone() {
        CustomerService customers = town.spine.wiring.bean(CustomerService.class);
        long id = customers.create(town.cashier, town.spine.company, new CustomerService.Details("王五", null, "11010519491231002x", null, null, null, null));
        assertThat(new String(town.spine.database.one("select identity_number_sealed from customer where id = ?", row -> row.getBytes(1), id), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("110105");
        assertThat(customers.identityNumber(town.admin, id)).contains("11010519491231002X");
        refused("user", RefusedException.Kind.FORBIDDEN, () -> customers.identityNumber(town.cashier, id));
    }

    @Test
    void otherTransformersNeedTheRegistersValueOfTheirMoment() {
        town.read(town.today.minusDays(10), "100");
        long point = town.point(town.open(town.today.minusDays(10)));
        UsagePoints points = town.spine.wiring.bean(UsagePoints.class);
        refused("user", RefusedException.Kind.FORBIDDEN, () -> points.changeMultiplier(town.cashier, point, of("40"), Town.start(town.today), of("130")));
        refused("value", RefusedException.Kind.INVALID, () -> points.changeMultiplier(town.admin, point, of("40"), Town.start(town.today), null));
        points.changeMultiplier(town.admin, point, of("40"), Town.start(town.today), of("130"));
        assertThat(town.spine.database.list("select multiplier::int from usage_point_meter where usage_point_id = ? order by from_at", row -> row.getInt(1), point)).containsExactly(1, 40);
    }

    @Test
    void anotherMasterKeySealsIdentityNumbersAnew() {
        CustomerService customers = town.spine.wiring.bean(CustomerService.class);
        long id = customers.create(town.cashier, town.spine.company, new CustomerService.Details("张三", null, "110101199003070011", null, null, null, null));
        com.wattwell.platform.Wiring next = new com.wattwell.platform.Wiring(town.spine.database, town.spine.now);
        next.stand(com.wattwell.platform.Vault.class, new com.wattwell.platform.Vault("YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODk=", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="));
        long behind = next.bean(CustomerService.class).sealAnew(0);
        assertThat(next.bean(CustomerService.class).sealAnew(behind)).as("no more").isZero();

        com.wattwell.platform.Wiring after = new com.wattwell.platform.Wiring(town.spine.database, town.spine.now);
        after.stand(com.wattwell.platform.Vault.class, new com.wattwell.platform.Vault("YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODk=", null));
        assertThat(after.bean(CustomerService.class).identityNumber(town.admin, id)).contains("110101199003070011");
    }

    @Test
    void anEndAheadIsRefusedAndSoIsAValueThatNobodyCanHaveRead() {
        town.read(town.today.minusDays(10), "100");
        long id = town.open(town.today.minusDays(10));
        long point = town.point(id);
        refused("day", RefusedException.Kind.INVALID, () -> town.accounts.close(town.cashier, id, town.today.plusDays(20), List.of(), "moves at the end of the month"));
        refused("finalValue", RefusedException.Kind.INVALID, () -> town.accounts.close(town.cashier, id, town.today.plusDays(1),
                List.of(new AccountService.FinalValue(point, of("180"))), "moves tomorrow"));
        assertThat(town.queries.byId(Scope.ALL, id).orElseThrow().open()).isTrue();
        town.accounts.close(town.cashier, id, town.today.plusDays(1), List.of(), "today is its last day");
        assertThat(town.queries.byId(Scope.ALL, id).orElseThrow().open()).isFalse();
    }

    @Test
    void aTariffThatWasToComeDoesNotKeepAnAccountFromEnding() {
        town.read(town.today.minusDays(10), "100").read(town.today, "180");
        long id = town.open(town.today.minusDays(10));
        long point = town.point(id);
        town.accounts.changeTariff(town.cashier, id, point, town.otherTariff, null, town.today.plusDays(15));
        town.accounts.close(town.cashier, id, town.today, List.of(), "moved");
        assertThat(town.spine.database.<String>list("select tariff_id || ' ' || to_day from agreement where account_id = ?", row -> row.getString(1), id))
                .containsExactly(town.tariff + " " + town.today);
    }

    private List<String> agreed(long account) {
        return town.spine.database.list("select tariff_id || ' ' || from_day || ' ' || coalesce(to_day::text, '') from agreement where account_id = ? order by from_day", row -> row.getString(1), account);
    }

    @Test
    void theNextTenantHasTheTariffsThatWereToCome() {
        town.read(town.today.minusDays(10), "100").read(town.today, "180");
        long id = town.open(town.today.minusDays(10));
        long point = town.point(id);
        town.accounts.changeTariff(town.cashier, id, point, town.otherTariff, null, town.today);
        town.accounts.changeTariff(town.cashier, id, point, town.tariff, null, town.today.plusDays(15));
        long next = tenant(id, "180");
        assertThat(agreed(id)).containsExactly(town.tariff + " " + town.today.minusDays(10) + " " + town.today);
        assertThat(agreed(next)).containsExactly(town.otherTariff + " " + town.today + " " + town.today.plusDays(15), town.tariff + " " + town.today.plusDays(15) + " ");
    }

    @Test
    void theNextTenantKeepsTheTariffUntilAnotherThatWasPlanned() {
        town.read(town.today.minusDays(10), "100").read(town.today, "180");
        long id = town.open(town.today.minusDays(10));
        town.accounts.changeTariff(town.cashier, id, town.point(id), town.otherTariff, null, town.today.plusDays(15));
        long next = tenant(id, "180");
        assertThat(agreed(next)).containsExactly(town.tariff + " " + town.today + " " + town.today.plusDays(15), town.otherTariff + " " + town.today.plusDays(15) + " ");
    }
}
