package com.wattwell.portal.counter;

import com.wattwell.counter.Counter;
import com.wattwell.counter.Instalments;
import com.wattwell.counter.Receipt;
import com.wattwell.counter.ReceiptQueries;
import com.wattwell.counter.Shift;
import com.wattwell.counter.Shifts;
import com.wattwell.counter.Tender;
import com.wattwell.customer.AccountQueries;
import com.wattwell.feecontrol.MeterMoneySettings;
import com.wattwell.identity.Scope;
import com.wattwell.payment.Channel;
import com.wattwell.payment.PaymentDesk;
import com.wattwell.payment.PaymentOrder;
import com.wattwell.payment.PaymentOrders;
import com.wattwell.payment.Product;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.Id;
import com.wattwell.portal.LocalDay;
import com.wattwell.portal.Rendering;
import com.wattwell.portal.Visitor;
import com.wattwell.portal.Yuan;
import com.wattwell.prepayment.Available;
import com.wattwell.prepayment.Balances;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;

/**
 * The counter, keyboard first: search and Enter, amount and Enter, the receipt. The token is made with the view and is spent by the first posting, from
 * however many tabs and however often the button is pressed; what was booked leads to a fresh view.
 */
@Named
@ViewScoped
public class CashierPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int SHOWN = 8;
    private static final List<Tender> TAKEN = List.of(Tender.CASH, Tender.CARD, Tender.ALIPAY, Tender.WECHAT);

    @Inject
    private AccountQueries accounts;
    @Inject
    private Balances balances;
    @Inject
    private Counter counter;
    @Inject
    private Shifts shifts;
    @Inject
    private Instalments instalments;
    @Inject
    private MeterMoneySettings settings;
    @Inject
    private ReceiptQueries receipts;
    @Inject
    private PaymentDesk desk;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private CompanyField company;

    private final Rendering rendering = new Rendering();
    private final String token = UUID.randomUUID().toString();
    private String search;
    private String account;
    private String booked;
    private String amount;
    private Tender tender = Tender.CASH;
    private String reference;
    private String refund;
    private Tender refundTender = Tender.CASH;
    private String refundReason;
    private String reverseReason;
    private String till;
    private String overdraft;
    private Integer parts;
    private String firstDue;
    private String planReason;
    private transient List<AccountQueries.Row> found;

    public void open() {
        visitor.mustTakeMoney();
    }

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        rendering.begin();
    }

    /** The account is found: with one alone the amount is asked for at once. */
    public String find() {
        found = accounts.list(visitor.scope(), search, null, new Page.Request(1, SHOWN)).items();
        return found.size() == 1 ? shown(found.getFirst().id(), null) : null;
    }

    static String shown(long id, Long receipt) {
        return "/cashier?faces-redirect=true&account=" + id + (receipt == null ? "" : "&receipt=" + receipt);
    }

    /** Cash and cards are booked at once; by QR an order is made, and its code is shown until it is paid. */
    public String recharge() {
        if (tender == Tender.ALIPAY || tender == Tender.WECHAT) {
            PaymentOrder[] asked = new PaymentOrder[1];
            return attempt.to(() -> asked[0] = desk.order(visitor.caller(), new PaymentOrders.Wanted(getRow().id(), Channel.valueOf(tender.name()), Product.QR, amount(), token, null), null))
                    ? "/cashier?faces-redirect=true&account=" + getRow().id() + "&order=" + asked[0].id() : null;
        }
        Receipt[] made = new Receipt[1];
        return attempt.to(() -> made[0] = counter.recharge(visitor.caller(), new Counter.Recharge(getRow().id(), tender, Yuan.fen("amount", amount), reference, token)))
                ? shown(getRow().id(), made[0].id()) : null;
    }

    private long amount() {
        long fen = Yuan.amount("amount", amount);
        if (fen < 1 || fen > Counter.MAX_FEN) {
            throw RefusedException.invalid("amount", "refused.amount", "amount must be from 0.01 to " + Counter.MAX_FEN / 100 + " yuan.", "0.01", Long.toString(Counter.MAX_FEN / 100));
        }
        return fen;
    }

    public String refund() {
        Receipt[] made = new Receipt[1];
        return attempt.to(() -> made[0] = counter.refund(visitor.caller(), new Counter.Refund(getRow().id(), refundTender, Yuan.fen("refund", refund), null, refundReason, token)))
                ? shown(getRow().id(), made[0].id()) : null;
    }

    public String reverse(long receipt) {
        return attempt.to(() -> counter.reverse(visitor.caller(), receipt, reverseReason)) ? shown(getRow().id(), receipt) : null;
    }

    /** Prices and alarm amounts for a meter that counts its own money. */
    public void sendPrices() {
        int[] sent = new int[1];
        if (attempt.to(() -> sent[0] = settings.send(visitor.caller(), getRow().id()).size())) {
            attempt.say("cashier.pricesSent", sent[0]);
        }
    }

    /** How far the account may be overdrawn. */
    public String allowOverdraft() {
        boolean done = attempt.to(() -> balances.allowOverdraft(visitor.caller(), getRow().id(), overdraft == null || overdraft.isBlank() ? 0 : Yuan.fen("overdraft", overdraft)));
        return done ? shown(getRow().id(), null) : null;
    }

    /** What is owed, in equal parts. */
    public String divide() {
        boolean done = attempt.to(() -> instalments.divide(visitor.caller(), getRow().id(), parts == null ? 0 : parts, LocalDay.parse("dueOn", firstDue), planReason, token));
        return done ? shown(getRow().id(), null) : null;
    }

    public String endPlan() {
        boolean done = attempt.to(() -> instalments.end(visitor.caller(), getPlan().id()));
        return done ? shown(getRow().id(), null) : null;
    }

    /** The plan that is running, or {@code null}. */
    public Instalments.Plan getPlan() {
        return rendering.once("plan", () -> instalments.ofAccount(visitor.caller().scope(), getRow().id()).orElse(null));
    }

    public String openShift() {
        boolean done = attempt.to(() -> shifts.open(visitor.caller(), company.forWriting(), Yuan.fen("till", till == null || till.isBlank() ? "0" : till), token));
        return done ? "/cashier?faces-redirect=true" + (account == null ? "" : "&account=" + account) : null;
    }

    public Shift getShift() {
        return rendering.once("shift", () -> shifts.ofCashier(visitor.caller().scope(), visitor.caller().name()).orElse(null));
    }

    public boolean isChosen() {
        return account != null && !account.isBlank();
    }

    public AccountQueries.Row getRow() {
        return rendering.once("account", () -> accounts.byId(visitor.caller().scope(), Id.of("account", account)).orElseThrow(() -> RefusedException.notFound("account", account)));
    }

    public Available getAvailable() {
        return rendering.once("available", () -> balances.of(visitor.caller().scope(), getRow().id()).orElseThrow(() -> RefusedException.notFound("account", account)));
    }

    /** What was booked just now. */
    public Receipt getReceipt() {
        return booked == null || booked.isBlank() ? null : rendering.once("receipt", () -> receipts.byId(visitor.caller().scope(), Id.of("receipt", booked)).orElse(null));
    }

    public List<Receipt> getReceipts() {
        return rendering.once("receipts", () -> receipts.ofAccount(visitor.caller().scope(), getRow().id(), new Page.Request(1, SHOWN)).items());
    }

    /** Whether it is the one that the rules allow to take back, as far as a glance tells. */
    public boolean reversible(Receipt receipt) {
        Shift open = getShift();
        return open != null && receipt.shiftId() != null && receipt.shiftId() == open.id() && receipt.kind().equals("RECHARGE") && receipt.reversedAt() == null
                && getReceipts().stream().filter(each -> each.reversedAt() == null).findFirst().filter(last -> last.id() == receipt.id()).isPresent();
    }

    public List<AccountQueries.Row> getFound() {
        return found;
    }

    public Scope getScope() {
        return visitor.scope();
    }

    public List<Tender> getTenders() {
        return TAKEN;
    }

    public List<Tender> getRefundTenders() {
        return visitor.isKeepingBooks() ? List.of(Tender.CASH, Tender.BANK) : List.of(Tender.CASH);
    }

    public CompanyField getCompany() {
        return company;
    }

    public String getToken() {
        return token;
    }

    public String getSearch() {
        return search;
    }

    public void setSearch(String search) {
        this.search = search;
    }

    public String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = account;
    }

    public String getBooked() {
        return booked;
    }

    public void setBooked(String booked) {
        this.booked = booked;
    }

    public String getAmount() {
        return amount;
    }

    public void setAmount(String amount) {
        this.amount = amount;
    }

    public Tender getTender() {
        return tender;
    }

    public void setTender(Tender tender) {
        this.tender = tender;
    }

    public String getReference() {
        return reference;
    }

    public void setReference(String reference) {
        this.reference = reference;
    }

    public String getRefund() {
        return refund;
    }

    public void setRefund(String refund) {
        this.refund = refund;
    }

    public Tender getRefundTender() {
        return refundTender;
    }

    public void setRefundTender(Tender refundTender) {
        this.refundTender = refundTender;
    }

    public String getRefundReason() {
        return refundReason;
    }

    public void setRefundReason(String refundReason) {
        this.refundReason = refundReason;
    }

    public String getReverseReason() {
        return reverseReason;
    }

    public void setReverseReason(String reverseReason) {
        this.reverseReason = reverseReason;
    }

    public String getTill() {
        return till;
    }

    public void setTill(String till) {
        this.till = till;
    }

    public String getOverdraft() {
        return overdraft;
    }

    public void setOverdraft(String overdraft) {
        this.overdraft = overdraft;
    }

    public Integer getParts() {
        return parts;
    }

    public void setParts(Integer parts) {
        this.parts = parts;
    }

    public String getFirstDue() {
        return firstDue;
    }

    public void setFirstDue(String firstDue) {
        this.firstDue = firstDue;
    }

    public String getPlanReason() {
        return planReason;
    }

    public void setPlanReason(String planReason) {
        this.planReason = planReason;
    }
}
