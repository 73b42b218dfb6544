package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.billing.Settled;
import com.wattwell.billing.SettlementService;
import com.wattwell.customer.AccountMode;
import com.wattwell.customer.AccountQueries;
import com.wattwell.customer.AccountService;
import com.wattwell.customer.CustomerService;
import com.wattwell.customer.UsagePoints;
import com.wattwell.identity.Companies;
import com.wattwell.identity.Company;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.platform.RefusedException;
import com.wattwell.prepayment.ChargeTakeBack;
import com.wattwell.tariff.ContractTerms;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Accounts: opened, changed, given to the next tenant, closed. */
@RequestScoped
@Path("accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AccountResource {

    /** An account as it goes out; {@code balanceFen} is what the customer has, negative what he owes. */
    public record Account(long id, String company, String number, long customer, String customerName, String mode, boolean open, String openedOn, String closedOn, int householdSize,
                          long balanceFen, List<AccountPoint> points) {
    }

    /** A usage point of an account for a time, with its contracted demand, its transformers' capacity and its beds. */
    public record AccountPoint(long usagePoint, String name, String commodity, Integer meter, String tariff, String contractKw, String capacityKva, int beds, String from, String to,
                               String chargedTo) {
    }

    /** An account to open: for a customer who is known, or a new one by name. */
    public record NewAccount(String company, Integer customer, String customerName, String phone, String number, @Required String mode, Integer householdSize, @Required String from,
                             @Required List<NewAccountPoint> points) {
    }

    /** A meter of it. */
    public record NewAccountPoint(@Required Integer meter, @Required Integer tariff, String contractKw, String capacityKva, Integer beds, String firstValue, String multiplier, String mostADay,
                                  Boolean confirmed) {
    }

    /** Another tariff, demand, capacity or beds from a day on. When none of these three is there they stay as they are; else what is not there is none. */
    public record TariffChange(@Required Integer usagePoint, @Required Integer tariff, String contractKw, String capacityKva, Integer beds, @Required String from) {
    }

    /** The next tenant; terms are kept for usage points without any. */
    public record NextTenant(@Required String day, Integer customer, String customerName, String phone, Integer householdSize, List<PointTerms> terms, List<FinalValue> finalValues,
                             @Required String reason) {
    }

    /** What is agreed on anew for a usage point. */
    public record PointTerms(@Required Integer usagePoint, String contractKw, String capacityKva, Integer beds) {
    }

    /** The end of an account. */
    public record AccountEnd(@Required String day, List<FinalValue> finalValues, @Required String reason) {
    }

    /** What the total register of a usage point showed at the end. */
    public record FinalValue(@Required Integer usagePoint, @Required String value, Boolean confirmed) {
    }

    /** Up to the end of which month an account is settled at once, such as {@code 2026-11}. */
    public record SettleAccount(@Required String period) {
    }

    /** What became of it: BILLED, PARKED with the reason, or NOTHING. */
    public record AccountSettled(long account, String outcome, String reason, Long totalFen) {
    }

    /** From which day on a prepaid account's days are charged anew. */
    public record ChargesTakenBack(@Required String from, @Required String reason) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private Companies companies;
    @Inject
    private AccountQueries accounts;
    @Inject
    private AccountService service;
    @Inject
    private SettlementService settlements;
    @Inject
    private ChargeTakeBack takeBack;
    @Inject
    private Once once;

    @GET
    public Listing<Account> list(@QueryParam("text") String text, @QueryParam("open") String open, @BeanParam PageQuery page) {
        return Listing.of(accounts.list(caller.get().scope(), Parameters.search("text", text), Parameters.truth("open", open), page.request()), this::account);
    }

    @GET
    @Path("{id}")
    public Account get(@PathParam("id") String id) {
        return account(Parameters.id("account", id));
    }

    @POST
    public Response create(NewAccount wanted) {
        return once.answer(() -> {
            int company = companies.forWriting(caller.get(), wanted.company());
            long id = service.open(caller.get(), new AccountService.NewAccount(company, wanted.customer() == null ? null : wanted.customer().longValue(),
                    CustomerService.Details.of(wanted.customerName(), wanted.phone()), wanted.number(), mode(wanted.mode()), wanted.householdSize(), day("from", wanted.from()),
                    wanted.points().stream().map(AccountResource::point).toList(), null));
            return Made.created("accounts/" + id, account(id));
        });
    }

    @POST
    @Path("{id}/tariff")
    public Response changeTariff(@PathParam("id") String id, TariffChange wanted) {
        return once.answer(() -> {
            long account = Parameters.id("account", id);
            service.changeTariff(caller.get(), account, wanted.usagePoint(), wanted.tariff(), terms(wanted.contractKw(), wanted.capacityKva(), wanted.beds()),
                    day("from", wanted.from()));
            return Made.changed("accounts/" + account, account(account));
        });
    }

    @POST
    @Path("{id}/tenant")
    public Response changeTenant(@PathParam("id") String id, NextTenant wanted) {
        return once.answer(() -> {
            long next = service.changeTenant(caller.get(), Parameters.id("account", id), new AccountService.NextTenant(day("day", wanted.day()),
                    wanted.customer() == null ? null : wanted.customer().longValue(), CustomerService.Details.of(wanted.customerName(), wanted.phone()), null, wanted.householdSize(),
                    terms(wanted.terms()), values(wanted.finalValues()), wanted.reason(), null));
            return Made.created("accounts/" + next, account(next));
        });
    }

    @POST
    @Path("{id}/close")
    public Response close(@PathParam("id") String id, AccountEnd wanted) {
        return once.answer(() -> {
            long account = Parameters.id("account", id);
            service.close(caller.get(), account, day("day", wanted.day()), values(wanted.finalValues()), wanted.reason());
            return Made.changed("accounts/" + account, account(account));
        });
    }

    @POST
    @Path("{id}/settle")
    public Response settle(@PathParam("id") String id, SettleAccount wanted) {
        return once.answer(() -> {
            long account = Parameters.id("account", id);
            AccountSettled settled = switch (settlements.settleNow(caller.get(), account, wanted.period())) {
                case Settled.Billed bill -> new AccountSettled(account, "BILLED", null, bill.totalFen());
                case Settled.Parked parked -> new AccountSettled(account, "PARKED", parked.reason().name(), null);
                case Settled.Nothing nothing -> new AccountSettled(account, "NOTHING", null, null);
            };
            return Made.changed("accounts/" + account, settled);
        });
    }

    @POST
    @Path("{id}/charges/take-back")
    public Response takeBack(@PathParam("id") String id, ChargesTakenBack wanted) {
        return once.answer(() -> {
            long account = Parameters.id("account", id);
            takeBack.from(caller.get(), account, day("from", wanted.from()), wanted.reason());
            return Made.changed("accounts/" + account, account(account));
        });
    }

    private Account account(long id) {
        return account(accounts.byId(caller.get().scope(), id).orElseThrow(() -> RefusedException.notFound("account", id)));
    }

    private Account account(AccountQueries.Row row) {
        String company = companies.all(caller.get().scope()).stream().filter(each -> each.id() == row.companyId()).map(Company::code).findFirst().orElse(null);
        List<AccountPoint> points = accounts.agreements(caller.get().scope(), row.id()).stream().map(each -> new AccountPoint(each.usagePointId(), each.usagePoint(), each.commodity().name(),
                each.meterId(), each.tariffCode(), plain(each.terms().contractKw()), plain(each.terms().capacityKva()), each.terms().beds(), each.from().toString(), text(each.to()), text(each.chargedTo()))).toList();
        return new Account(row.id(), company, row.number(), row.customerId(), row.customer(), row.mode().name(), row.open(), row.openedOn().toString(), text(row.closedOn()),
                row.householdSize(), row.balanceFen(), points);
    }

    private static String text(LocalDate day) {
        return day == null ? null : day.toString();
    }

    private static AccountService.NewPoint point(NewAccountPoint point) {
        return new AccountService.NewPoint(point.meter(), point.tariff(), terms(point.contractKw(), point.capacityKva(), point.beds()),
                new UsagePoints.Facts(null, decimal("multiplier", point.multiplier()), decimal("mostADay", point.mostADay()), null),
                decimal("firstValue", point.firstValue()), Boolean.TRUE.equals(point.confirmed()));
    }

    private static List<AccountService.FinalValue> values(List<FinalValue> values) {
        return values == null ? List.of() : values.stream().map(each -> new AccountService.FinalValue(each.usagePoint(), decimal("value", each.value()), Boolean.TRUE.equals(each.confirmed()))).toList();
    }

    /** @return {@code null} when there are none */
    private static ContractTerms terms(String contractKw, String capacityKva, Integer beds) {
        return contractKw == null && capacityKva == null && beds == null ? null : ContractTerms.of(decimal("contractKw", contractKw), decimal("capacityKva", capacityKva), beds);
    }

    private static Map<Long, ContractTerms> terms(List<PointTerms> terms) {
        Map<Long, ContractTerms> byPoint = new HashMap<>();
        if (terms != null) {
            terms.forEach(each -> byPoint.put(each.usagePoint().longValue(), ContractTerms.of(decimal("contractKw", each.contractKw()),
                    decimal("capacityKva", each.capacityKva()), each.beds())));
        }
        return byPoint;
    }

    private static String plain(BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }

    private static BigDecimal decimal(String name, String text) {
        return text == null ? null : Parameters.decimal(name, text);
    }

    private static AccountMode mode(String text) {
        try {
            return AccountMode.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid("mode", "refused.accountMode", "mode must be PREPAID_SERVER, PREPAID_METER or POSTPAID.");
        }
    }

    private static LocalDate day(String field, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw RefusedException.invalid(field, "refused.day", field + " must be a day such as 2027-02-05.");
        }
    }
}
