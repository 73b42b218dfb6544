package com.wattwell.portal.counter;

import com.wattwell.counter.BankTransfers;
import com.wattwell.customer.AccountQueries;
import com.wattwell.identity.Scope;
import com.wattwell.payment.Merchants;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** A transfer of the bank: a customer's money, or what a payment channel paid out. */
@Named
@ViewScoped
public class TransferPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private BankTransfers transfers;
    @Inject
    private AccountQueries accounts;
    @Inject
    private Merchants merchants;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String id;
    private String account;
    private Long meant;
    private Integer merchant;
    private transient BankTransfers.Row row;

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        visitor.mustSeeBooks();
        row = transfers.byId(visitor.caller().scope(), Id.of("transfer", id)).orElseThrow(() -> RefusedException.notFound("transfer", id));
    }

    /** Looked up when a part of the page asks before it is shown. */
    public BankTransfers.Row getRow() {
        if (row == null) {
            refresh();
        }
        return row;
    }

    /** The contracts of the transfer's company. */
    public List<Merchants.Row> getMerchants() {
        return merchants.list(new Scope(getRow().companyId()));
    }

    /** Looks up whose it would be; nothing is done yet. */
    public void find() {
        meant = null;
        attempt.to(() -> meant = OneAccount.of(accounts, getRow().companyId(), account));
    }

    /** The account that was found, to be confirmed; or {@code null}. */
    public AccountQueries.Row getOwner() {
        return meant == null ? null : accounts.byId(visitor.caller().scope(), meant).orElse(null);
    }

    public String match() {
        return attempt.to(() -> transfers.match(visitor.caller(), getRow().id(), meant)) ? done("desk.matched") : null;
    }

    public String payOut() {
        boolean done = attempt.to(() -> {
            if (merchant == null) {
                throw RefusedException.invalid("merchant", "refused.merchant", "merchant: choose a merchant account.");
            }
            transfers.matchPayOut(visitor.caller(), getRow().id(), merchant);
        });
        return done ? done("transfer.settled") : null;
    }

    private String done(String said) {
        attempt.say(said);
        return "/transfer?faces-redirect=true&id=" + getRow().id();
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = account;
    }

    public Integer getMerchant() {
        return merchant;
    }

    public void setMerchant(Integer merchant) {
        this.merchant = merchant;
    }
}
