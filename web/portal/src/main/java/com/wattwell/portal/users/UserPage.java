package com.wattwell.portal.users;

import com.wattwell.identity.Caller;
import com.wattwell.identity.UserLog;
import com.wattwell.identity.UserQueries;
import com.wattwell.identity.Users;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Texts;
import com.wattwell.portal.Visitor;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** One user: what they may do, what was done to the account, and what an administrator may do now. */
@Named
@ViewScoped
public class UserPage implements Serializable {

    /** Under which the flash carries a one-time password over one redirect, and the page reads it. */
    private static final String ONE_TIME = "oneTime";
    private static final long serialVersionUID = 1;

    @Inject
    private UserQueries queries;
    @Inject
    private UserLog log;
    @Inject
    private Users users;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private Texts texts;

    private String id;
    private transient UserQueries.Row row;
    private transient List<UserLog.Entry> entries;

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        visitor.mustSeeUsers();
        row = queries.byId(visitor.caller(), number()).orElseThrow(() -> RefusedException.notFound("user", id));
        entries = log.of(visitor.caller().scope(), number());
    }

    /** Leads to a user's page, which shows the password this once. */
    static String handOver(int id, String oneTimePassword) {
        FacesContext.getCurrentInstance().getExternalContext().getFlash().put(ONE_TIME, oneTimePassword);
        return "/user?faces-redirect=true&id=" + id;
    }

    public String reset() {
        String[] oneTime = new String[1];
        boolean done = attempt.to(() -> oneTime[0] = users.reset(visitor.caller(), number()));
        return done ? handOver(number(), oneTime[0]) : null;
    }

    public String disable() {
        return tried(() -> users.disable(visitor.caller(), number()), "user.disabled");
    }

    public String enable() {
        return tried(() -> users.enable(visitor.caller(), number()), "user.enabled");
    }

    public String delete() {
        return tried(() -> users.delete(visitor.caller(), number()), "user.deleted");
    }

    private String tried(Runnable act, String said) {
        boolean done = attempt.to(act);
        if (done) {
            attempt.say(said);
        }
        return done ? "/user?faces-redirect=true&id=" + number() : null;
    }

    /** Whether the visitor may change this user at all; the service judges again. */
    public boolean isChangeable() {
        Caller caller = visitor.caller();
        UserQueries.Row user = getRow();
        return caller.mayAdminister() && user.state() != UserQueries.State.DELETED && (user.companyId() != null || caller.isSystemAdmin())
                && user.roles().stream().allMatch(caller::mayGive);
    }

    public boolean isSelf() {
        return getRow().name().equalsIgnoreCase(visitor.caller().name());
    }

    /** A value of the log in words. */
    public String value(UserLog.Field field, String value) {
        if (value == null) {
            return field == UserLog.Field.COMPANY ? texts.of("user.installation") : "–";
        }
        return field == UserLog.Field.ROLES ? Arrays.stream(value.split(",")).map(role -> texts.word("role", role)).collect(Collectors.joining(" · ")) : value;
    }

    private int number() {
        return Id.ofInt("user", id);
    }

    /** Also before the page is shown: which buttons there are is asked when one was pressed. */
    public UserQueries.Row getRow() {
        if (row == null) {
            refresh();
        }
        return row;
    }

    public List<UserLog.Entry> getEntries() {
        return entries;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
