package com.wattwell.customer;

import com.wattwell.identity.Caller;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Written;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.ContractTerms;
import com.wattwell.usage.book.HandReadings;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The life of an account (户): opened for a customer with one or more meters; another tariff or other terms from a day on; another tenant, which ends
 * this account and opens the next one on the same usage points; closed, and settled when its final bill is made. A day belongs to one
 * account alone: a register's value at a boundary is that of the beginning of the local day.
 */
@Stateless
public class AccountService {

    public static final int MAX_POINTS = 20;
    private static final int MAX_TOKEN = 64;
    private static final int DAYS_BACK = 366;
    private static final int DAYS_AHEAD = 31;
    private static final Pattern NUMBER = Pattern.compile("[0-9A-Z-]{4,24}");

    @Inject
    private Database database;
    @Inject
    private CustomerService customers;
    @Inject
    private UsagePoints points;
    @Inject
    private AgreementBook book;
    @Inject
    private AccountNumbers numbers;
    @Inject
    private AccountEvents events;
    @Inject
    private HandReadings readings;
    @Inject
    private Event<AccountClosing> closing;
    @Inject
    private Event<AgreementChanged> agreementChanged;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /**
     * A meter of an account that is opened.
     *
     * @param tariffId   the tariff that is agreed on
     * @param terms      beside the tariff; {@code null} for {@link ContractTerms#USUAL}
     * @param facts      of the usage point, when there is none yet
     * @param firstValue of the total register at the beginning of the first day; {@code null} when it is read by itself
     * @param confirmed  the value is right although it does not fit to the readings around it
     */
    public record NewPoint(int meterId, Integer tariffId, ContractTerms terms, UsagePoints.Facts facts, BigDecimal firstValue, boolean confirmed) {

        public NewPoint(int meterId, Integer tariffId, ContractTerms terms, UsagePoints.Facts facts, BigDecimal firstValue) {
            this(meterId, tariffId, terms, facts, firstValue, false);
        }
    }

    /**
     * @param customerId    a customer who is known, or {@code null}
     * @param customer      a new one, when none is named
     * @param number        {@code null} for the next one; given when it comes from another system
     * @param householdSize {@code null} for 1
     * @param from          the first day
     * @param token         of the form, so that it opens one account however often it is sent; or {@code null}
     */
    public record NewAccount(int companyId, Long customerId, CustomerService.Details customer, String number, AccountMode mode, Integer householdSize, LocalDate from,
                             List<NewPoint> points, String token) {
    }

    /** What the total register of a usage point showed at the end. @param confirmed it is right although it does not fit to the readings around it */
    public record FinalValue(long usagePointId, BigDecimal value, boolean confirmed) {

        public FinalValue(long usagePointId, BigDecimal value) {
            this(usagePointId, value, false);
        }
    }

    /**
     * @param day       the first day of the next tenant
     * @param customer  who comes; or {@code customerId} of one who is known
     * @param mode      {@code null} as before
     * @param terms     by usage point, where they are agreed on anew; elsewhere they are kept
     */
    public record NextTenant(LocalDate day, Long customerId, CustomerService.Details customer, AccountMode mode, Integer householdSize, Map<Long, ContractTerms> terms,
                             List<FinalValue> finalValues, String reason, String token) {
    }

    private record Account(long id, int companyId, String number, AccountMode mode, int householdSize, LocalDate openedOn, boolean open) {
    }

    /**
     * @return id of the account; the one that was opened before when the token was used already
     * @throws RefusedException naming the field that is wrong; nothing is done then
     */
    public long open(Caller caller, NewAccount wanted) {
        CustomerService.mayServe(caller, wanted.companyId());
        Optional<Long> before = used(wanted.companyId(), wanted.token());
        if (before.isPresent()) {
            return before.get();
        }
        if (wanted.mode() == null) {
            throw RefusedException.invalid("mode", "refused.accountMode", "mode must be PREPAID_SERVER, PREPAID_METER or POSTPAID.");
        }
        checkDay("from", wanted.companyId(), wanted.from());
        List<NewPoint> wantedPoints = wanted.points() == null ? List.of() : wanted.points();
        if (wantedPoints.isEmpty() || wantedPoints.size() > MAX_POINTS) {
            throw RefusedException.invalid("meter", "refused.accountPoints", "An account has 1 to " + MAX_POINTS + " meters.", MAX_POINTS);
        }
        mustKeepMoney("mode", wanted.mode(), wantedPoints.stream().map(NewPoint::meterId).toList());
        long customer = customer(caller, wanted.companyId(), wanted.customerId(), wanted.customer());
        long account = insert(caller, wanted, customer);
        Set<Integer> meters = new HashSet<>();
        for (NewPoint point : wantedPoints) {
            if (!meters.add(point.meterId())) {
                throw RefusedException.invalid("meter", "refused.meterTwice", "The same meter stands there twice.");
            }
            UsagePoints.Point at = points.ofMeter(caller, point.meterId(), point.facts() == null ? UsagePoints.Facts.USUAL : point.facts(), wanted.from());
            if (at.companyId() != wanted.companyId()) {
                throw RefusedException.invalid("meter", "refused.meterUnknown", "There is no meter " + point.meterId() + " in this company.", point.meterId());
            }
            book.mustBeFree(at.id(), wanted.from());
            book.checkTariff(wanted.companyId(), point.tariffId(), at.commodity(), wanted.from());
            Instant start = wanted.from().atStartOfDay(points.zone(wanted.companyId())).toInstant();
            boundary(caller, point.meterId(), at.commodity(), start, point.firstValue(), "firstValue", point.confirmed());
            book.agree(caller, wanted.companyId(), account, at.id(), point.tariffId(), point.terms() == null ? ContractTerms.USUAL : point.terms(), wanted.from());
        }
        events.write(wanted.companyId(), account, wanted.from(), AccountEvents.Kind.OPENED, wantedPoints.size() + "", caller.name());
        changed(account);
        return account;
    }

    /**
     * Another tariff or other terms from a day on; what was charged already stays as it is.
     *
     * @param terms {@code null} as before
     * @throws RefusedException naming the field that is wrong; nothing is done then
     */
    public void changeTariff(Caller caller, long accountId, long usagePointId, Integer tariffId, ContractTerms terms, LocalDate from) {
        Account account = openAccount(caller, accountId);
        book.holdPosition(accountId);
        AgreementBook.Agreed agreed = book.agreed(accountId).stream().filter(each -> each.usagePointId() == usagePointId).findFirst()
                .orElseThrow(() -> RefusedException.invalid("usagePoint", "refused.notAgreed", "The account has no such usage point."));
        checkDay("from", account.companyId(), from);
        if (from.isBefore(agreed.from())) {
            throw RefusedException.invalid("from", "refused.beforeAgreement", "from must not lie before " + agreed.from() + ".", agreed.from().toString());
        }
        book.checkTariff(account.companyId(), tariffId, agreed.commodity(), from);
        ContractTerms next = terms == null ? agreed.terms() : TermsCheck.checked(terms);
        book.withdrawUncharged(caller, accountId, usagePointId, from);
        if (from.equals(agreed.from())) {
            database.update("update agreement set tariff_id = ?, contract_kw = cast(? as numeric), capacity_kva = cast(? as numeric), beds = ?, recorded_at = ?, recorded_by = ? where id = ?",
                    tariffId, next.contractKw(), next.capacityKva(), next.beds(), clock.instant(), caller.name(), agreed.id());
        } else {
            database.update("update agreement set to_day = ? where id = ?", from, agreed.id());
            book.agree(caller, account.companyId(), accountId, usagePointId, tariffId, next, from);
        }
        if (tariffId != agreed.tariffId()) {
            events.write(account.companyId(), accountId, from, AccountEvents.Kind.TARIFF_CHANGED, agreed.tariffId() + " → " + tariffId, caller.name());
        }
        if (!next.equals(agreed.terms())) {
            events.write(account.companyId(), accountId, from, AccountEvents.Kind.TERMS_CHANGED, TermsCheck.change(agreed.terms(), next), caller.name());
        }
        agreementChanged.fire(new AgreementChanged(accountId, usagePointId, from));
        changed(accountId);
    }

    /** How many people live there: some tariffs give more by it. */
    public void changeHousehold(Caller caller, long accountId, Integer size) {
        Account account = openAccount(caller, accountId);
        database.update("update customer_account set household_size = ? where id = ?", checkedHousehold(size), accountId);
        events.write(account.companyId(), accountId, today(account.companyId()), AccountEvents.Kind.HOUSEHOLD_CHANGED, account.householdSize() + " → " + size, caller.name());
        changed(accountId);
    }

    /**
     * Ends an account on a day and opens the next tenant's on the same usage points, tariffs and terms; those that were to come are to come for him.
     *
     * @return id of the next tenant's account
     * @throws RefusedException naming the field that is wrong; nothing is done then
     */
    public long changeTenant(Caller caller, long accountId, NextTenant next) {
        Optional<Long> before = database.first("select a.company_id from customer_account a where a.id = ?" + caller.scope().and("a.company_id"), row -> row.getInt(1), accountId)
                .flatMap(company -> used(company, next.token()));
        if (before.isPresent()) {
            return before.get();
        }
        Account account = openAccount(caller, accountId);
        mustBeOver(account, next.day());
        List<AgreementBook.Planned> planned = book.withdrawPlanned(accountId, next.day());
        List<AgreementBook.Agreed> agreed = book.agreed(accountId);
        mustKeepMoney("mode", next.mode() == null ? account.mode() : next.mode(), agreed.stream().map(AgreementBook.Agreed::meterId).filter(Objects::nonNull).toList());
        end(caller, account, agreed, next.day(), next.finalValues());
        long customer = customer(caller, account.companyId(), next.customerId(), next.customer());
        long successor = insert(caller, new NewAccount(account.companyId(), customer, null, null, next.mode() == null ? account.mode() : next.mode(),
                next.householdSize(), next.day(), List.of(), next.token()), customer);
        Map<Long, ContractTerms> terms = next.terms() == null ? Map.of() : next.terms();
        mustBeAgreed(agreed, terms.keySet());
        agreed.forEach(each -> book.agreeAsBefore(caller, account.companyId(), successor, each, terms.get(each.usagePointId()), planned, next.day()));
        closeRow(caller, account, next.day(), successor, next.reason());
        String number = database.one("select number from customer_account where id = ?", row -> row.getString(1), successor);
        events.write(account.companyId(), accountId, next.day(), AccountEvents.Kind.TENANT_LEFT, number, caller.name());
        events.write(account.companyId(), successor, next.day(), AccountEvents.Kind.TENANT_CAME, account.number(), caller.name());
        changed(accountId);
        changed(successor);
        return successor;
    }

    /**
     * Ends an account on a day. What is left is settled when the final bill is made ({@link AccountClosings}).
     *
     * @param day the first day that is not the account's any more: the next one when it ends today
     * @throws RefusedException naming the field that is wrong; nothing is done then
     */
    public void close(Caller caller, long accountId, LocalDate day, List<FinalValue> finalValues, String reason) {
        Account account = openAccount(caller, accountId);
        mustBeOver(account, day);
        book.withdrawPlanned(accountId, day);
        end(caller, account, book.agreed(accountId), day, finalValues);
        closeRow(caller, account, day, null, reason);
        events.write(account.companyId(), accountId, day, AccountEvents.Kind.CLOSED, reason.strip(), caller.name());
        changed(accountId);
    }

    /** An account is ended on its last day or afterwards: it is closed at once, and everybody would take it for gone while it still takes. */
    private void mustBeOver(Account account, LocalDate day) {
        checkDay("day", account.companyId(), day);
        LocalDate tomorrow = today(account.companyId()).plusDays(1);
        if (day.isAfter(tomorrow)) {
            throw RefusedException.invalid("day", "refused.endAhead", "day may be " + tomorrow + " at the latest: an account is ended on its last day or afterwards.", tomorrow.toString());
        }
    }

    /** What a register shows at a boundary; one that lies ahead cannot have been read yet. */
    private void boundary(Caller caller, int meterId, Commodity commodity, Instant at, BigDecimal value, String field, boolean confirmed) {
        if (!at.isAfter(clock.instant())) {
            readings.boundary(caller, meterId, commodity, at, value, field, false, confirmed);
        } else if (value != null) {
            throw RefusedException.invalid(field, "refused.valueAhead", field + ": that day has not begun, so nobody has read the register of it yet.");
        }
    }

    private static void mustBeAgreed(List<AgreementBook.Agreed> agreed, Set<Long> usagePoints) {
        if (!agreed.stream().map(AgreementBook.Agreed::usagePointId).toList().containsAll(usagePoints)) {
            throw RefusedException.invalid("usagePoint", "refused.notAgreed", "The account has no such usage point.");
        }
    }

    private void end(Caller caller, Account account, List<AgreementBook.Agreed> agreed, LocalDate day, List<FinalValue> finalValues) {
        Map<Long, FinalValue> values = new HashMap<>();
        (finalValues == null ? List.<FinalValue>of() : finalValues).forEach(each -> values.put(each.usagePointId(), each));
        mustBeAgreed(agreed, values.keySet());
        Instant boundary = day.atStartOfDay(points.zone(account.companyId())).toInstant();
        for (AgreementBook.Agreed each : agreed) {
            if (!day.isAfter(each.from())) {
                throw RefusedException.invalid("day", "refused.notAfterAgreement", "day must lie after " + each.from() + ".", each.from().toString());
            }
            points.notCharged(each.usagePointId(), day);
            if (each.meterId() != null) {
                FinalValue last = values.getOrDefault(each.usagePointId(), new FinalValue(each.usagePointId(), null));
                boundary(caller, each.meterId(), each.commodity(), boundary, last.value(), "finalValue", last.confirmed());
            }
            database.update("update agreement set to_day = ? where id = ?", day, each.id());
        }
    }

    private void closeRow(Caller caller, Account account, LocalDate day, Long successor, String reason) {
        String why = Written.reason(reason);
        database.update("update customer_account set state = 'CLOSED', closed_on = ? where id = ?", day, account.id());
        database.update("insert into account_closing (account_id, company_id, day, successor_id, reason, asked_at, asked_by) values (?, ?, ?, cast(? as bigint), ?, ?, ?)",
                account.id(), account.companyId(), day, successor, why, clock.instant(), caller.name());
        closing.fire(new AccountClosing(account.companyId(), account.id(), day));
    }

    /** Held against other changes and settlements; rows that only name it, such as receipts and charges, are written meanwhile. */
    private Account openAccount(Caller caller, long id) {
        Account account = database.first("select a.* from customer_account a where a.id = ?" + caller.scope().and("a.company_id") + " for no key update",
                row -> new Account(row.getLong("id"), row.getInt("company_id"), row.getString("number"), AccountMode.valueOf(row.getString("mode")), row.getInt("household_size"),
                        row.getObject("opened_on", LocalDate.class), row.getString("state").equals("OPEN")), id).orElseThrow(() -> RefusedException.notFound("account", id));
        CustomerService.mayServe(caller, account.companyId());
        if (!account.open()) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.accountClosed", "Account " + account.number() + " is closed.", account.number());
        }
        return account;
    }

    private long customer(Caller caller, int companyId, Long id, CustomerService.Details details) {
        if (id == null) {
            return customers.create(caller, companyId, details == null ? CustomerService.Details.of(null, null) : details);
        }
        return database.first("select id from customer where id = ? and company_id = ?", row -> row.getLong(1), id, companyId)
                .orElseThrow(() -> RefusedException.invalid("customer", "refused.customerUnknown", "There is no customer " + id + ".", id));
    }

    private long insert(Caller caller, NewAccount wanted, long customer) {
        String number = wanted.number() == null || wanted.number().isBlank() ? numbers.next(wanted.companyId(), 1).getFirst() : wanted.number().strip().toUpperCase(java.util.Locale.ROOT);
        if (!NUMBER.matcher(number).matches()) {
            throw RefusedException.invalid("number", "refused.accountNumber", "number must be 4 to 24 digits, capital letters or hyphens.");
        }
        String token = wanted.token() == null || wanted.token().isBlank() ? null : wanted.token();
        if (token != null && token.length() > MAX_TOKEN) {
            throw RefusedException.invalid("token", "refused.formToken", "token has at most " + MAX_TOKEN + " characters.");
        }
        return database.first("""
                insert into customer_account (company_id, number, customer_id, mode, opened_on, household_size, token, created_at, created_by)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing returning id""", row -> row.getLong(1),
                wanted.companyId(), number, customer, wanted.mode(), wanted.from(), checkedHousehold(wanted.householdSize() == null ? 1 : wanted.householdSize()), token,
                clock.instant(), caller.name())
                .orElseThrow(() -> new RefusedException(RefusedException.Kind.CONFLICT, "number", "refused.taken", "There is already an account " + number + ".", number));
    }

    private Optional<Long> used(int companyId, String token) {
        if (token == null || token.isBlank()) {
            return Optional.empty();
        }
        // whoever sends the same form at the same time waits, and finds what the first one made
        database.one("select pg_advisory_xact_lock(hashtextextended(?, ?))", row -> true, token, (long) companyId);
        return database.first("select id from customer_account where company_id = ? and token = ?", row -> row.getLong(1), companyId, token);
    }

    private static int checkedHousehold(Integer size) {
        if (size == null || size < 1 || size > 99) {
            throw RefusedException.invalid("householdSize", "refused.householdSize", "householdSize must be from 1 to 99.");
        }
        return size;
    }

    /** Money that is counted in the meter wants one meter, of a model that tells what it has left and can switch off when that is nothing. */
    private void mustKeepMoney(String field, AccountMode mode, List<Integer> meters) {
        if (mode != AccountMode.PREPAID_METER) {
            return;
        }
        if (meters.size() != 1) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, field, "refused.notOneMeter", "An account whose money is counted in the meter has one meter.");
        }
        database.first("""
                select d.name from meter m join meter_model d on d.id = m.model_id where m.id = ? and (d.supply = 'NONE' or not exists (
                    select 1 from meter_model_item i join reading_type t on t.id = i.reading_type_id
                    where i.model_id = d.id and t.code in ('REMAINING_AMOUNT', 'WATER_REMAINING_AMOUNT')))""", row -> row.getString(1), meters.getFirst()).ifPresent(model -> {
                    throw new RefusedException(RefusedException.Kind.CONFLICT, field, "refused.noMoneyInMeter",
                            "Meters of the model " + model + " count no money: the model names no remaining amount, or nothing that switches off. Count it on the server.", model);
                });
    }

    private void checkDay(String field, int companyId, LocalDate day) {
        LocalDate today = today(companyId);
        if (day == null || day.isBefore(today.minusDays(DAYS_BACK)) || day.isAfter(today.plusDays(DAYS_AHEAD))) {
            throw RefusedException.invalid(field, "refused.accountDay", field + " must be a day from " + DAYS_BACK + " days ago to " + DAYS_AHEAD + " days ahead.", DAYS_BACK, DAYS_AHEAD);
        }
    }

    private LocalDate today(int companyId) {
        return clock.instant().atZone(points.zone(companyId)).toLocalDate();
    }

    private void changed(long account) {
        pulse.changed("account:" + account, "accounts");
    }
}
