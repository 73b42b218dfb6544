package com.wattwell.portal.customers;

import com.wattwell.counter.ClosedAccounts;
import com.wattwell.customer.AccountClosings;
import com.wattwell.customer.AccountQueries;
import com.wattwell.customer.Customer;
import com.wattwell.customer.CustomerService;
import com.wattwell.feecontrol.MeterRemainders;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Rendering;
import com.wattwell.portal.Texts;
import com.wattwell.portal.Visitor;
import com.wattwell.prepayment.Balances;
import com.wattwell.tariff.ContractTerms;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** One account: whose it is, what it takes by which tariff, its balance, and what happened to it. */
@Named
@ViewScoped
public class AccountPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int EVENTS = 50;

    @Inject
    private AccountQueries accounts;
    @Inject
    private AccountClosings closings;
    @Inject
    private ClosedAccounts closedAccounts;
    @Inject
    private CustomerService customers;
    @Inject
    private Balances balances;
    @Inject
    private MeterRemainders remainders;
    @Inject
    private Visitor visitor;
    @Inject
    private Texts texts;
    @Inject
    private Attempt attempt;

    private final Rendering rendering = new Rendering();
    private String id;
    private String via = "BANK";
    private String identityNumber;

    public void open() {
        getRow();
    }

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        rendering.begin();
    }

    public AccountQueries.Row getRow() {
        return rendering.once("account", () -> accounts.byId(visitor.caller().scope(), Id.of("account", id)).orElseThrow(() -> RefusedException.notFound("account", id)));
    }

    public Customer getCustomer() {
        return rendering.once("customer", () -> accounts.customer(visitor.caller().scope(), getRow().customerId()).orElseThrow());
    }

    /** The customer's other accounts. */
    public List<AccountQueries.Row> getOthers() {
        return rendering.once("others", () -> accounts.ofCustomer(visitor.caller().scope(), getRow().customerId()).stream().filter(each -> each.id() != getRow().id()).toList());
    }

    public List<AccountQueries.Agreement> getAgreements() {
        return accounts.agreements(visitor.caller().scope(), getRow().id());
    }

    /** What is agreed on beside the tariff, each with its unit; empty for a usual household. */
    public String terms(AccountQueries.Agreement agreement) {
        ContractTerms terms = agreement.terms();
        List<String> told = new ArrayList<>(3);
        if (terms.contractKw() != null) {
            told.add(texts.of("account.hasContractKw", terms.contractKw().toPlainString()));
        }
        if (terms.capacityKva() != null) {
            told.add(texts.of("account.hasCapacityKva", terms.capacityKva().toPlainString()));
        }
        if (terms.beds() != ContractTerms.USUAL.beds()) {
            told.add(texts.of("account.hasBeds", terms.beds()));
        }
        return String.join(" · ", told);
    }

    public List<AccountQueries.Event> getEvents() {
        return accounts.events(visitor.caller().scope(), getRow().id(), EVENTS);
    }

    /** Why it is not charged, when somebody has to do something; else {@code null}. */
    public Balances.Parked getUncharged() {
        return rendering.once("uncharged", () -> balances.parked(visitor.caller().scope(), getRow().id()).orElse(null));
    }

    /** What its meter has left, when that counts the money. */
    public List<MeterRemainders.Row> getRemainders() {
        return remainders.ofAccount(visitor.caller().scope(), getRow().id());
    }

    public AccountClosings.Row getClosing() {
        return rendering.once("closing", () -> closings.byAccount(visitor.caller().scope(), getRow().id()).orElse(null));
    }

    public void settle() {
        attempt.to(() -> closedAccounts.settle(visitor.caller(), getRow().id(), via));
    }

    /** Shows the sealed number once, to who keeps the books. */
    public void showIdentity() {
        attempt.to(() -> identityNumber = customers.identityNumber(visitor.caller(), getRow().customerId()).orElse(null));
    }

    public String getIdentityNumber() {
        return identityNumber;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getVia() {
        return via;
    }

    public void setVia(String via) {
        this.via = via;
    }
}
