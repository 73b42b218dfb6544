package com.wattwell.portal;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Companies;
import com.wattwell.identity.Company;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The person at the browser: what they may do, and what they look at. */
@Named
@RequestScoped
public class Visitor {

    @Inject
    private CurrentCaller current;
    @Inject
    private Companies companies;
    @Inject
    private CompanyChoice choice;

    private List<Company> visible;

    public Caller caller() {
        return current.get();
    }

    /** What lists show: the caller's own company, or the one chosen at the top of the page. */
    public Scope scope() {
        Scope own = caller().scope();
        return own.companyId() == null ? new Scope(choice.companyId()) : own;
    }

    public String getName() {
        String display = caller().displayName();
        return display == null || display.isBlank() ? caller().name() : display;
    }

    /** The farthest-reaching of the person's roles. */
    public String getRole() {
        return Caller.ROLES.stream().filter(caller().roles()::contains).findFirst().orElse("");
    }

    public boolean isOperator() {
        return caller().mayOperate();
    }

    public boolean isAdministrator() {
        return caller().mayAdminister();
    }

    public boolean isTakingMoney() {
        return caller().mayTakeMoney();
    }

    public boolean isKeepingBooks() {
        return caller().mayKeepBooks();
    }

    public boolean isRunningBatch() {
        return caller().mayRunBatch();
    }

    public boolean isSeeingBooks() {
        return caller().maySeeBooks();
    }

    public boolean isSeeingUsers() {
        return caller().maySeeUsers();
    }

    public boolean isSystemAdmin() {
        return caller().isSystemAdmin();
    }

    /** For pages that tell who may sign in. @throws RefusedException FORBIDDEN */
    public void mustSeeUsers() {
        if (!isSeeingUsers()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only administrators and auditors see who may sign in.");
        }
    }

    /** For pages that only those see who look into the books. @throws RefusedException FORBIDDEN */
    public void mustSeeBooks() {
        if (!isSeeingBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only finance and auditors may see the books.");
        }
    }

    /** For pages of the counter. @throws RefusedException FORBIDDEN */
    public void mustTakeMoney() {
        if (!isTakingMoney()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only the counter may do this.");
        }
    }

    /** For pages that the counter sees, and who looks into the books. @throws RefusedException FORBIDDEN */
    public void mustTakeMoneyOrSeeBooks() {
        if (!isTakingMoney()) {
            mustSeeBooks();
        }
    }

    /** For pages that batch operators see, and who looks into the books. @throws RefusedException FORBIDDEN */
    public void mustRunBatchOrSeeBooks() {
        if (!isRunningBatch()) {
            mustSeeBooks();
        }
    }

    /** For pages that only administrators see. @throws RefusedException FORBIDDEN */
    public void mustAdminister() {
        if (!isAdministrator()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only administrators may do this.");
        }
    }

    /** For pages that only operators see. @throws RefusedException FORBIDDEN */
    public void mustOperate() {
        if (!isOperator()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only operators may do this.");
        }
    }

    /** Whether there is a choice of companies at all. */
    public boolean isSeeingSeveral() {
        return caller().scope().companyId() == null && getCompanies().size() > 1;
    }

    /** Whether rows of several companies stand in one list, so that each says whose it is. */
    public boolean isMixed() {
        return isSeeingSeveral() && choice.companyId() == null;
    }

    public List<Company> getCompanies() {
        if (visible == null) {
            visible = companies.all(caller().scope());
        }
        return visible;
    }

    public Integer getCompanyId() {
        return scope().companyId();
    }

    public void setCompanyId(Integer companyId) {
        choice.choose(companyId != null && getCompanies().stream().anyMatch(company -> company.id().equals(companyId)) ? companyId : null);
    }

    /** The one company this person works for or looks at, or the only one there is. */
    public Optional<Company> company() {
        Integer id = getCompanyId();
        return getCompanies().size() == 1 ? Optional.of(getCompanies().getFirst())
                : getCompanies().stream().filter(company -> company.id().equals(id)).findFirst();
    }

    /** The zone in which times are shown: the company's, or that of the first one when several are looked at. */
    public ZoneId getZone() {
        return company().or(() -> getCompanies().stream().findFirst()).map(Company::zone).orElseGet(ZoneId::systemDefault);
    }

    /** The name of a company that this person sees. */
    public String companyName(int companyId) {
        return getCompanies().stream().filter(company -> company.id() == companyId).findFirst().map(Company::name).orElse("");
    }

    /** The zone of a company that this person sees. */
    public ZoneId zoneOf(int companyId) {
        return getCompanies().stream().filter(company -> company.id() == companyId).findFirst().map(Company::zone)
                .orElseThrow(() -> RefusedException.notFound("company", companyId));
    }
}
