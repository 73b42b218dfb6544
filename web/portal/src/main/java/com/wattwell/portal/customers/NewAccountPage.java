package com.wattwell.portal.customers;

import com.wattwell.customer.AccountMode;
import com.wattwell.customer.AccountQueries;
import com.wattwell.customer.AccountService;
import com.wattwell.customer.Customer;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.LocalDay;
import com.wattwell.portal.Visitor;
import com.wattwell.schedule.ReadingSchedule;
import com.wattwell.schedule.ScheduleQueries;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Opens an account: who, with which meters, by which tariffs, from which day. */
@Named
@ViewScoped
public class NewAccountPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int CHOICES = 12;

    @Inject
    private AccountService service;
    @Inject
    private AccountQueries accounts;
    @Inject
    private ScheduleQueries choices;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private Clock clock;
    @Inject
    private CompanyField company;

    private final String token = UUID.randomUUID().toString();
    private final ArrayList<EditedPoint> points = new ArrayList<>(List.of(new EditedPoint()));
    private final EditedCustomer customer = new EditedCustomer();
    private String customerId;
    private String number;
    private AccountMode mode = AccountMode.PREPAID_SERVER;
    private Integer householdSize = 1;
    private String from;

    /** When the page is opened, perhaps for a customer who is known. */
    public void open() {
        visitor.mustTakeMoney();
        from = clock.instant().atZone(visitor.getZone()).toLocalDate().toString();
        getKnown();
    }

    public Customer getKnown() {
        return customerId == null ? null
                : accounts.customer(visitor.caller().scope(), com.wattwell.portal.Id.of("customer", customerId)).orElseThrow(() -> RefusedException.notFound("customer", customerId));
    }

    public List<ScheduleQueries.Choice> complete(String text) {
        return choices.choices(visitor.scope(), ReadingSchedule.Target.METER, text, CHOICES);
    }

    public void addPoint() {
        if (points.size() < AccountService.MAX_POINTS) {
            points.add(new EditedPoint());
        }
    }

    public void removePoint() {
        if (points.size() > 1) {
            points.removeLast();
        }
    }

    public String create() {
        long[] made = new long[1];
        boolean done = attempt.to(() -> {
            Customer known = getKnown();
            int companyId = known != null ? known.companyId() : company.forWriting();
            made[0] = service.open(visitor.caller(), new AccountService.NewAccount(companyId, known == null ? null : known.id(), customer.details(), number, mode, householdSize,
                    LocalDay.parse("from", from), points.stream().map(EditedPoint::point).toList(), token));
        });
        if (!done) {
            return null;
        }
        attempt.say("account.opened");
        return "/account?faces-redirect=true&id=" + made[0];
    }

    public List<AccountQueries.TariffChoice> getTariffs() {
        return accounts.tariffs(visitor.scope());
    }

    public AccountMode[] getModes() {
        return AccountMode.values();
    }

    public List<EditedPoint> getPoints() {
        return points;
    }

    public EditedCustomer getCustomer() {
        return customer;
    }

    public CompanyField getCompany() {
        return company;
    }

    public String getCustomerId() {
        return customerId;
    }

    public void setCustomerId(String customerId) {
        this.customerId = customerId;
    }

    public String getNumber() {
        return number;
    }

    public void setNumber(String number) {
        this.number = number;
    }

    public AccountMode getMode() {
        return mode;
    }

    public void setMode(AccountMode mode) {
        this.mode = mode;
    }

    public Integer getHouseholdSize() {
        return householdSize;
    }

    public void setHouseholdSize(Integer householdSize) {
        this.householdSize = householdSize;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }
}
