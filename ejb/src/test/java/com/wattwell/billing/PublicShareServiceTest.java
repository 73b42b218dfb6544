package com.wattwell.billing;

import static com.wattwell.billing.BillingTown.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.billing.PublicShareService.Member;
import com.wattwell.billing.PublicShareService.NewShare;
import com.wattwell.billing.PublicShareService.Terms;
import com.wattwell.billing.PublicShares.Basis;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.FlatPrice;
import com.wattwell.tariff.Label;
import com.wattwell.tariff.Months;
import com.wattwell.tariff.SharePrice;
import com.wattwell.tariff.catalog.TariffDocument;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three flats of 100, 50 and 50 m² and their stairs, which took 100 kWh in each of two months; a shared kWh costs 1 yuan. */
class PublicShareServiceTest {

    private final BillingTown town = new BillingTown();
    private final PublicShareService service = town.bean(PublicShareService.class);
    private final PublicShareQueries queries = town.bean(PublicShareQueries.class);
    private final Scope scope = new Scope(town.company);
    private final long[] flats = new long[3];
    private long stairs;
    private long stairsPoint;

    @BeforeEach
    void aHouse() {
        int tariff = tariff();
        stairs = town.account(town.town.tariff, town.monthBefore.from());
        stairsPoint = town.town.point(stairs);
        LocalDate[] days = {town.monthBefore.from(), town.month.from(), town.month.to()};
        for (int i = 0; i < days.length; i++) {
            town.read(stairs, days[i], String.valueOf(100 * i));
        }
        for (int flat = 0; flat < flats.length; flat++) {
            flats[flat] = town.account(tariff, town.monthBefore.from());
            for (int i = 0; i < days.length; i++) {
                town.read(flats[flat], days[i], String.valueOf(10 * i * (flat + 1)));
            }
        }
    }

    private int tariff() {
        int tariff = town.database.one("insert into tariff (company_id, code, commodity, name_zh, name_en, created_by) values (?, 'SHARED', 'ELECTRICITY', '公摊', 'Shared', 'wang') returning id",
                row -> row.getInt(1), town.company);
        town.database.update("""
                insert into tariff_version (tariff_id, company_id, number, effective_from, state, document, changed_at, changed_by, published_at, published_by)
                values (?, ?, 1, '2020-01-01', 'PUBLISHED', ?::jsonb, now(), 'wang', now(), 'wang')""", tariff, town.company,
                TariffDocument.write(List.of(new FlatPrice("ENERGY", new Label("电量电费", "Energy"), Months.ALL, new BigDecimal("0.50")),
                        new SharePrice("SHARE", new Label("公摊电费", "Share"), BigDecimal.ONE))).toString());
        return tariff;
    }

    private long point(int flat) {
        return town.town.point(flats[flat]);
    }

    private List<Member> areas(String... areas) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < areas.length; i++) {
            members.add(new Member(point(i), areas[i] == null ? null : new BigDecimal(areas[i])));
        }
        return members;
    }

    private static Terms terms(Basis basis, List<Member> members) {
        return new Terms("楼道", "Stairs", basis, members);
    }

    private NewShare share(BillingPeriod from, Terms terms) {
        return new NewShare(town.company, stairsPoint, null, from.toString(), null, terms);
    }

    private int create(NewShare share) {
        return together(() -> service.create(town.town.admin, share));
    }

    private int change(int id, BillingPeriod month, Terms terms) {
        return together(() -> service.change(town.town.admin, id, month.toString(), terms));
    }

    private void end(int id, BillingPeriod last) {
        together(() -> {
            service.end(town.town.admin, id, last.toString());
            return true;
        });
    }

    private void settle(BillingPeriod period) {
        PublicShares shares = town.bean(PublicShares.class);
        shares.due(town.company, period).forEach(due -> together(() -> {
            shares.reckon(due, period);
            return true;
        }));
        together(() -> town.bean(Settlement.class).settle(period, null, flats));
    }

    /** Quantity and fen of each flat's share of a month, by their bills. */
    private List<String> billed(BillingPeriod period) {
        return town.database.list("""
                select trim_scale(l.quantity) || ' ' || l.amount_fen from bill b join bill_line l on l.bill_id = b.id and l.kind = 'SHARE' where b.period = ? and b.state <> 'CANCELLED'
                order by b.account_id""", row -> row.getString(1), period.from());
    }

    private static void refused(String field, String key, Runnable work) {
        assertThatThrownBy(work::run).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.messageKey()).isEqualTo(key);
            assertThat(refused.field()).isEqualTo(field);
        });
    }

    @Test
    void aShareByAreaGivesEachFlatItsPartOfTheStairsOnItsBill() {
        int id = create(share(town.monthBefore, terms(Basis.AREA, areas("100", "50", "50"))));
        SharePreviews.Preview preview = town.bean(SharePreviews.class).of(scope, stairsPoint, Basis.AREA, areas("100", "50", "50"), town.monthBefore);
        settle(town.monthBefore);
        assertThat(billed(town.monthBefore)).containsExactly("50 5000", "25 2500", "25 2500");
        assertThat(preview.parts()).extracting(SharePreviews.Part::fen).as("foretold").containsExactly(5000L, 2500L, 2500L);
        PublicShareQueries.Row row = queries.byId(scope, id).orElseThrow();
        assertThat(row.last().period()).isEqualTo(town.monthBefore);
        assertThat(row.last().quantity()).isEqualByComparingTo("100");
        assertThat(row.last().chargedFen()).isEqualTo(10_000);
        assertThat(queries.parts(scope, id, town.monthBefore)).extracting(PublicShareQueries.Part::fen).containsExactlyInAnyOrder(5000L, 2500L, 2500L);
        assertThat(queries.borne(scope, point(0), town.monthBefore.from(), town.monthBefore.to())).extracting(PublicShareQueries.Row::id).containsExactly(id);
    }

    @Test
    void aChangeFromAMonthOnKeepsTheMonthBeforeAsItWas() {
        int id = create(share(town.monthBefore, terms(Basis.AREA, areas("100", "50", "50"))));
        settle(town.monthBefore);
        int later = change(id, town.month, terms(Basis.EQUAL, areas(null, null)));
        settle(town.month);
        assertThat(billed(town.monthBefore)).containsExactly("50 5000", "25 2500", "25 2500");
        assertThat(billed(town.month)).containsExactly("50 5000", "50 5000");
        assertThat(queries.byId(scope, id).orElseThrow().to()).isEqualTo(town.monthBefore);
        assertThat(queries.ofPoint(scope, stairsPoint)).extracting(PublicShareQueries.Row::id).containsExactly(later, id);
    }

    @Test
    void aChangeFromTheFirstMonthOnIsAnotherOfTheSameShare() {
        int id = create(share(town.monthBefore, terms(Basis.AREA, areas("100", "50", "50"))));
        assertThat(change(id, town.monthBefore, terms(Basis.AREA, areas("10", "30")))).isEqualTo(id);
        assertThat(queries.units(scope, id)).extracting(unit -> unit.area().intValue()).containsExactlyInAnyOrder(10, 30);
    }

    @Test
    void aMonthThatIsReckonedOrBilledIsNotChanged() {
        together(() -> town.bean(Settlement.class).settle(town.monthBefore, null, flats));
        refused("from", "refused.shareReckoned", () -> create(share(town.monthBefore, terms(Basis.EQUAL, areas("1", "1")))));
        int id = create(share(town.month, terms(Basis.EQUAL, areas("1", "1"))));
        settle(town.month);
        refused("from", "refused.shareReckoned", () -> change(id, town.month, terms(Basis.EQUAL, areas("1"))));
        refused("share", "refused.shareInUse", () -> together(() -> {
            service.remove(town.town.admin, id);
            return true;
        }));
        end(id, town.month);
        assertThat(queries.list(scope, null, false, new Page.Request(1, 10)).total()).as("over").isZero();
        assertThat(queries.list(scope, "stairs", true, new Page.Request(1, 10)).total()).isEqualTo(1);
    }

    @Test
    void aMonthOfWhichTheMeterIsNotKnownIsChangedAndHoldsNobodyUp() {
        BillingPeriod now = town.month.before().before(); // before the first reading
        int id = create(share(now, terms(Basis.EQUAL, areas("1", "1", "1"))));
        together(() -> {
            town.bean(PublicShares.class).reckon(id, now);
            return true;
        });
        assertThat(town.count("public_share_part where held is not null")).isEqualTo(3);
        end(id, now);
        change(id, now, terms(Basis.EQUAL, areas("1", "1")));
        assertThat(town.count("public_share_part")).isZero();
        together(() -> {
            service.remove(town.town.admin, id);
            return true;
        });
        assertThat(town.count("public_share")).isZero();
    }

    @Test
    void whatIsWrongIsSaidWithItsField() {
        Terms good = terms(Basis.AREA, areas("100", "50"));
        refused("usagePoint", "refused.pointUnknown", () -> create(new NewShare(town.company, 999_999L, null, town.month.toString(), null, good)));
        refused("meter", "refused.meterUnknown", () -> create(new NewShare(town.company, null, 999_999, town.month.toString(), null, good)));
        refused("from", "refused.period", () -> create(new NewShare(town.company, stairsPoint, null, town.month.from().plusDays(14).toString(), null, good)));
        refused("to", "refused.shareTo", () -> create(new NewShare(town.company, stairsPoint, null, town.month.toString(), town.monthBefore.toString(), good)));
        refused("nameZh", "refused.shareName", () -> create(share(town.month, new Terms(" ", "Stairs", Basis.AREA, good.members()))));
        refused("basis", "refused.shareBasis", () -> create(share(town.month, terms(null, good.members()))));
        refused("members", "refused.shareMembers", () -> create(share(town.month, terms(Basis.AREA, List.of()))));
        refused("members", "refused.pointUnknown", () -> create(share(town.month, terms(Basis.EQUAL, List.of(new Member(999_999, null))))));
        refused("members", "refused.shareTwice", () -> create(share(town.month, terms(Basis.EQUAL, List.of(new Member(point(0), null), new Member(point(0), null))))));
        refused("members", "refused.shareOfItself", () -> create(share(town.month, terms(Basis.EQUAL, List.of(new Member(stairsPoint, null))))));
        refused("members", "refused.shareArea", () -> create(share(town.month, terms(Basis.AREA, areas("100", null)))));
        refused("members", "refused.shareArea", () -> create(share(town.month, terms(Basis.AREA, areas("100", "0")))));
        refused("members", "refused.shareArea", () -> create(share(town.month, terms(Basis.EQUAL, areas("0.00001")))));
        create(new NewShare(town.company, stairsPoint, null, town.month.toString(), town.month.toString(), good));
        refused("from", "refused.shareOverlaps", () -> create(share(town.monthBefore, good)));
        create(share(BillingPeriod.of(town.month.to()), good));
    }

    @Test
    void onlyAnAdministratorOfTheCompanySharesItsMeters() {
        Terms good = terms(Basis.EQUAL, areas("1"));
        refused("user", "refused.right", () -> service.create(town.finance, share(town.month, good)));
        Caller stranger = new Caller("su", "Su", new Scope(town.company + 1000), java.util.Set.of(Caller.COMPANY_ADMIN));
        assertThatThrownBy(() -> service.create(stranger, share(town.month, good))).isInstanceOf(RefusedException.class);
        int id = create(share(town.month, good));
        assertThatThrownBy(() -> together(() -> service.change(stranger, id, town.month.toString(), good))).isInstanceOf(RefusedException.class);
        assertThat(queries.byId(stranger.scope(), id)).isEmpty();
    }

    @Test
    void aCommonMeterWithoutAnAccountGetsAUsagePoint() {
        int meter = town.town.spine.sample.meter(town.company, town.town.spine.line, null, "202312990001", "Lift", town.town.spine.now);
        int id = create(new NewShare(town.company, null, meter, town.month.toString(), null, terms(Basis.EQUAL, areas("1", "1"))));
        assertThat(queries.byId(scope, id).orElseThrow().address()).isEqualTo("202312990001");
    }

    @Test
    void pastedLinesNameTheirUnitsAndEveryWrongLineIsTold() {
        String address = town.database.one("select address from meter where id = ?", row -> row.getString(1), town.meter(flats[1]));
        String number = town.database.one("select number from customer_account where id = ?", row -> row.getString(1), flats[2]);
        ShareLines.Read read = town.bean(ShareLines.class).read(town.company, stairsPoint, Basis.AREA, String.join("\n", "#" + point(0) + " Flat, 100", "", address + "，50.5 m²", number + "\t50",
                "nobody, 3", "#" + point(0) + ", 1", "#" + stairsPoint + ", 1", "#" + point(1)));
        assertThat(read.members()).extracting(Member::usagePointId).containsExactly(point(0), point(1), point(2));
        assertThat(read.members()).extracting(Member::area).containsExactly(new BigDecimal("100"), new BigDecimal("50.5"), new BigDecimal("50"));
        assertThat(read.wrong()).extracting(wrong -> wrong.number() + " " + wrong.why()).containsExactly("5 UNKNOWN", "6 TWICE", "7 COMMON", "8 TWICE");
        assertThat(town.bean(ShareLines.class).read(town.company, stairsPoint, Basis.AREA, "#" + point(0) + "\n#" + point(1) + ", x").wrong()).extracting(ShareLines.Wrong::why)
                .containsExactly(ShareLines.Why.NO_AREA, ShareLines.Why.WRONG_AREA);
    }

    @Test
    void allUnitsOfAPlaceAreOfferedAtOnceButNotTheCommonMeter() {
        int house = town.database.one("insert into area (company_id, kind, name, path) values (?, 'ESTATE', 'House', 'House') returning id", row -> row.getInt(1), town.company);
        int room = town.database.one("insert into area (company_id, parent_id, kind, name, path) values (?, ?, 'BUILDING', '1', 'House / 1') returning id", row -> row.getInt(1), town.company, house);
        town.database.update("update usage_point set area_id = ? where id = ?", house, stairsPoint);
        town.database.update("update usage_point set area_id = ? where id in (?, ?)", room, point(0), point(1));
        assertThat(queries.in(scope, house, Commodity.ELECTRICITY, stairsPoint)).extracting(PublicShareQueries.Unit::usagePointId).containsExactlyInAnyOrder(point(0), point(1));
        List<String> lines = queries.in(scope, house, Commodity.ELECTRICITY, stairsPoint).stream().map(unit -> ShareLines.line(unit, Basis.EQUAL)).toList();
        assertThat(town.bean(ShareLines.class).read(town.company, stairsPoint, Basis.EQUAL, String.join("\n", lines)).members()).hasSize(2);
        town.database.update("update usage_point set area_id = ? where id = ?", house, point(1));
        assertThat(town.bean(ShareLines.class).read(town.company, stairsPoint, Basis.EQUAL, "1").members()).as("the room within the common meter's place")
                .extracting(Member::usagePointId).containsExactly(point(0));
    }
}
