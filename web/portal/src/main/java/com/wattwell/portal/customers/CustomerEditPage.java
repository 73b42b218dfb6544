package com.wattwell.portal.customers;

import com.wattwell.customer.AccountQueries;
import com.wattwell.customer.CustomerService;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** Changes what is known of a customer; reached from one of his accounts, and leads back there. */
@Named
@ViewScoped
public class CustomerEditPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private AccountQueries accounts;
    @Inject
    private CustomerService customers;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String id;
    private long customerId;
    private EditedCustomer customer;
    private boolean identityKnown;

    /** @throws RefusedException when there is no such account among those that the caller sees */
    public void open() {
        visitor.mustTakeMoney();
        customerId = accounts.byId(visitor.caller().scope(), Id.of("account", id)).orElseThrow(() -> RefusedException.notFound("account", id)).customerId();
        var known = accounts.customer(visitor.caller().scope(), customerId).orElseThrow();
        customer = new EditedCustomer(known);
        identityKnown = known.identityKnown();
    }

    public String save() {
        boolean done = attempt.to(() -> customers.change(visitor.caller(), customerId, customer.details()));
        return done ? "/account?faces-redirect=true&id=" + Id.of("account", id) : null;
    }

    public EditedCustomer getCustomer() {
        return customer;
    }

    public boolean isIdentityKnown() {
        return identityKnown;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
