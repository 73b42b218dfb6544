package com.wattwell.feecontrol;

import com.wattwell.control.CommandService;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import com.wattwell.prepayment.Balances;
import com.wattwell.tariff.FlatPrice;
import com.wattwell.tariff.PartPrices;
import com.wattwell.tariff.Rule;
import com.wattwell.tariff.TariffVersion;
import com.wattwell.tariff.Tax;
import com.wattwell.tariff.TimeOfUsePrice;
import com.wattwell.tariff.catalog.Tariffs;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What a meter that counts its own money has to know (表端预付费参数): prices by parts of the day, the amounts at which it warns, how far it may be overdrawn
 * and from what on it may be closed. Each is a WRITE of its own that is read back. DL/T 645-2007 extension; a price that the meter cannot hold is
 * refused and never sent down as another one.
 */
@Stateless
public class MeterMoneySettings {

    /** Sharp, peak, flat, valley of the first set, NNNN.NNNN yuan each. */
    private static final String[] PRICES = {"04050101", "04050102", "04050103", "04050104"};
    private static final String ALARM_1 = "04001001";
    private static final String ALARM_2 = "04001002";
    private static final String OVERDRAFT = "04001003";
    private static final String CLOSE_FROM = "04001005";
    private static final int PRICE_PLACES = 4;

    @Inject
    private Database database;
    @Inject
    private CommandService commands;
    @Inject
    private FeeControlRules rules;
    @Inject
    private Balances balances;
    @Inject
    private Tariffs tariffs;
    @Inject
    private Clock clock;

    private record Target(int companyId, int meterId, String protocol, int tariffId, LocalDate today) {
    }

    /**
     * Sends them down.
     *
     * @return ids of the commands, carried out one after the other
     * @throws RefusedException when the account's money is not counted in one meter, or that one cannot hold its price
     */
    public List<Long> send(Caller caller, long accountId) {
        Target target = target(caller, accountId);
        FeeControlRule rule = rules.of(target.companyId());
        List<Long> sent = new ArrayList<>();
        BigDecimal[] prices = prices(tariffs.inForce(target.tariffId(), target.today(), target.today().plusDays(1)));
        for (int i = 0; i < PRICES.length; i++) {
            sent.add(write(caller, target, PRICES[i], prices[i].setScale(PRICE_PLACES, RoundingMode.UNNECESSARY)));
        }
        List<Long> warn = rule.warnFen().stream().filter(fen -> fen >= 0).toList();
        sent.add(write(caller, target, ALARM_1, yuan(warn.isEmpty() ? 0 : warn.getFirst())));
        sent.add(write(caller, target, ALARM_2, yuan(warn.size() < 2 ? 0 : warn.get(1))));
        sent.add(write(caller, target, OVERDRAFT, yuan(balances.of(caller.scope(), accountId).orElseThrow().overdraftFen())));
        sent.add(write(caller, target, CLOSE_FROM, yuan(Math.max(0, rule.restoreFromFen()))));
        return sent;
    }

    private Target target(Caller caller, long accountId) {
        Scope scope = caller.scope();
        List<Target> targets = database.list("""
                select a.company_id, m.id, m.protocol, g.tariff_id, (cast(? as timestamptz) at time zone y.time_zone)::date from customer_account a join company y on y.id = a.company_id
                join agreement g on g.account_id = a.id and g.to_day is null join usage_point_meter f on f.usage_point_id = g.usage_point_id and f.to_at is null join meter m on m.id = f.meter_id
                where a.id = ? and a.mode = 'PREPAID_METER'""" + scope.and("a.company_id"),
                row -> new Target(row.getInt(1), row.getInt(2), row.getString(3), row.getInt(4), row.getObject(5, LocalDate.class)), clock.instant(), accountId);
        if (targets.size() != 1) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "account", "refused.notOneMeter", "An account whose money is counted in the meter has one meter.");
        }
        if (!targets.getFirst().protocol().equals("DLT645_2007")) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "account", "refused.priceNotInMeter", "This meter takes no prices from here.");
        }
        return targets.getFirst();
    }

    /** By part of the day: sharp, peak, flat, valley; a flat price is that of all of them. */
    static BigDecimal[] prices(List<TariffVersion> versions) {
        List<Rule> rules = versions.isEmpty() ? List.of() : versions.getFirst().rules().stream().filter(rule -> !(rule instanceof Tax tax && tax.included())).toList();
        if (rules.size() == 1 && rules.getFirst() instanceof FlatPrice flat && fits(flat.price())) {
            return new BigDecimal[] {flat.price(), flat.price(), flat.price(), flat.price()};
        }
        if (rules.size() == 1 && rules.getFirst() instanceof TimeOfUsePrice parts) {
            PartPrices by = parts.prices();
            BigDecimal[] all = {by.sharp(), by.peak(), by.flat(), by.valley()};
            for (int i = 0; i < all.length; i++) {
                all[i] = all[i] == null ? by.peak() : all[i]; // without sharp hours its price is never asked for
            }
            if (java.util.Arrays.stream(all).allMatch(price -> price != null && fits(price))) {
                return all;
            }
        }
        throw new RefusedException(RefusedException.Kind.CONFLICT, "account", "refused.priceNotInMeter", "The meter cannot hold this tariff: one price, or one for each part of the day, of 4 decimals.");
    }

    private static boolean fits(BigDecimal price) {
        return price.stripTrailingZeros().scale() <= PRICE_PLACES;
    }

    private long write(Caller caller, Target target, String item, BigDecimal value) {
        return commands.writeItem(caller, target.meterId(), item, List.of(value.toPlainString()), "prepayment", null);
    }

    private static BigDecimal yuan(long fen) {
        return BigDecimal.valueOf(fen, 2);
    }
}
