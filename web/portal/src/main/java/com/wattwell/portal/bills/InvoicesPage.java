package com.wattwell.portal.bills;

import com.wattwell.identity.Company;
import com.wattwell.invoice.InvoiceProviders;
import com.wattwell.invoice.InvoiceQueries;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** Electronic invoices, and who issues them for the company that is looked at. */
@Named
@ViewScoped
public class InvoicesPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private InvoiceQueries invoices;
    @Inject
    private InvoiceProviders providers;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String text;
    private InvoiceQueries.State state;
    private String endpoint;
    private String appId;
    private String secret;
    private String sellerTitle;
    private String sellerTaxNumber;
    private boolean enabled = true;
    private transient LazyRows<InvoiceQueries.Row> rows;

    @PostConstruct
    void begin() {
        visitor.company().map(Company::id).flatMap(id -> providers.of(visitor.caller().scope(), id)).ifPresent(agreed -> {
            endpoint = agreed.endpoint();
            appId = agreed.appId();
            sellerTitle = agreed.sellerTitle();
            sellerTaxNumber = agreed.sellerTaxNumber();
            enabled = agreed.enabled();
        });
    }

    public LazyRows<InvoiceQueries.Row> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(InvoiceQueries.Row::id, (sort, descending, request) -> invoices.list(visitor.scope(), text, state, request));
        }
        return rows;
    }

    public void save() {
        if (attempt.to(() -> providers.save(visitor.caller(), new InvoiceProviders.Agreed(visitor.company().map(Company::id).orElse(0), endpoint, appId, secret, sellerTitle,
                sellerTaxNumber, enabled)))) {
            secret = null;
            attempt.say("invoices.saved");
        }
    }

    /** A provider is one company's. */
    public boolean isSettable() {
        return visitor.isKeepingBooks() && visitor.company().isPresent();
    }

    public String tone(InvoiceQueries.Row row) {
        return switch (row.state()) {
            case ASKED -> row.failure() == null ? "busy" : "warn";
            case ISSUED -> "good";
            case REFUSED -> "bad";
            case REVERSED -> "calm";
        };
    }

    public InvoiceQueries.State[] getStates() {
        return InvoiceQueries.State.values();
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public InvoiceQueries.State getState() {
        return state;
    }

    public void setState(InvoiceQueries.State state) {
        this.state = state;
    }

    public String getEndpoint() {
        return endpoint;
    }

    public void setEndpoint(String endpoint) {
        this.endpoint = endpoint;
    }

    public String getAppId() {
        return appId;
    }

    public void setAppId(String appId) {
        this.appId = appId;
    }

    public String getSecret() {
        return secret;
    }

    public void setSecret(String secret) {
        this.secret = secret;
    }

    public String getSellerTitle() {
        return sellerTitle;
    }

    public void setSellerTitle(String sellerTitle) {
        this.sellerTitle = sellerTitle;
    }

    public String getSellerTaxNumber() {
        return sellerTaxNumber;
    }

    public void setSellerTaxNumber(String sellerTaxNumber) {
        this.sellerTaxNumber = sellerTaxNumber;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }
}
