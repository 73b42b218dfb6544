package com.wattwell.portal.customers;

import com.wattwell.customer.AccountQueries;
import com.wattwell.customer.AccountService;
import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.LocalDay;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Another tenant, another tariff or other terms, another household, or the end of an account. */
@Named
@ViewScoped
public class AccountChangePage implements Serializable {

    private static final long serialVersionUID = 1;

    /** What is to be changed. */
    public enum What {
        TENANT, TARIFF, HOUSEHOLD, CLOSE
    }

    @Inject
    private AccountService service;
    @Inject
    private AccountQueries accounts;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private Clock clock;

    private final String token = UUID.randomUUID().toString();
    private final EditedCustomer customer = new EditedCustomer();
    private final ArrayList<EditedPoint> ends = new ArrayList<>();
    private String id;
    private What what = What.TENANT;
    private String day;
    private Long usagePoint;
    private Integer tariff;
    private EditedTerms terms = new EditedTerms();
    private Integer householdSize;
    private String reason;
    private transient AccountQueries.Row row;

    public void open() {
        visitor.mustTakeMoney();
        householdSize = getRow().householdSize();
        day = clock.instant().atZone(visitor.zoneOf(getRow().companyId())).toLocalDate().toString();
        getAgreements().forEach(each -> ends.add(EditedPoint.ending(each.usagePointId(), each.usagePoint() + (each.meterAddress() == null ? "" : " · " + each.meterAddress()))));
        usagePoint = ends.isEmpty() ? null : getAgreements().getFirst().usagePointId();
        showAgreed();
    }

    /** Shows what is agreed on now for the usage point that was chosen. */
    public void showAgreed() {
        getAgreements().stream().filter(each -> Long.valueOf(each.usagePointId()).equals(usagePoint)).findFirst().ifPresent(agreed -> {
            tariff = agreed.tariffId();
            terms = EditedTerms.of(agreed.terms());
        });
    }

    public AccountQueries.Row getRow() {
        if (row == null) {
            row = accounts.byId(visitor.caller().scope(), Id.of("account", id)).orElseThrow(() -> RefusedException.notFound("account", id));
        }
        return row;
    }

    /** What is agreed on now. */
    public List<AccountQueries.Agreement> getAgreements() {
        return accounts.agreements(visitor.caller().scope(), getRow().id()).stream().filter(each -> each.to() == null).toList();
    }

    public String change() {
        long[] shown = {getRow().id()};
        boolean done = attempt.to(() -> {
            long account = getRow().id();
            List<AccountService.FinalValue> values = ends.stream().map(EditedPoint::end).toList();
            switch (what) {
                case TENANT -> shown[0] = service.changeTenant(visitor.caller(), account, new AccountService.NextTenant(LocalDay.parse("day", day), null, customer.details(), null,
                        householdSize, null, values, reason, token));
                case TARIFF -> service.changeTariff(visitor.caller(), account, usagePoint == null ? getAgreements().getFirst().usagePointId() : usagePoint, tariff,
                        terms.terms(), LocalDay.parse("from", day));
                case HOUSEHOLD -> service.changeHousehold(visitor.caller(), account, householdSize);
                case CLOSE -> service.close(visitor.caller(), account, LocalDay.parse("day", day), values, reason);
            }
        });
        if (!done) {
            return null;
        }
        attempt.say("account.changed");
        return "/account?faces-redirect=true&id=" + shown[0];
    }

    public List<AccountQueries.TariffChoice> getTariffs() {
        return accounts.tariffs(new Scope(getRow().companyId()));
    }

    public List<EditedPoint> getEnds() {
        return ends;
    }

    public EditedCustomer getCustomer() {
        return customer;
    }

    public boolean isEnding() {
        return what == What.TENANT || what == What.CLOSE;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public What getWhat() {
        return what;
    }

    public void setWhat(What what) {
        this.what = what == null ? What.TENANT : what;
    }

    public String getDay() {
        return day;
    }

    public void setDay(String day) {
        this.day = day;
    }

    public Long getUsagePoint() {
        return usagePoint;
    }

    public void setUsagePoint(Long usagePoint) {
        this.usagePoint = usagePoint;
    }

    public Integer getTariff() {
        return tariff;
    }

    public void setTariff(Integer tariff) {
        this.tariff = tariff;
    }

    public EditedTerms getTerms() {
        return terms;
    }

    public Integer getHouseholdSize() {
        return householdSize;
    }

    public void setHouseholdSize(Integer householdSize) {
        this.householdSize = householdSize;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
