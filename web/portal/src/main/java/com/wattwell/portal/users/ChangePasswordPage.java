package com.wattwell.portal.users;

import com.wattwell.identity.CurrentCaller;
import com.wattwell.identity.PasswordRules;
import com.wattwell.identity.Users;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.SessionStart;
import com.wattwell.portal.Texts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Objects;

/** One's own password is changed here; whoever has a one-time password sees no other page. What was typed is kept nowhere. */
@Named
@RequestScoped
public class ChangePasswordPage {

    @Inject
    private CurrentCaller current;
    @Inject
    private Users users;
    @Inject
    private Attempt attempt;
    @Inject
    private Texts texts;
    @Inject
    private Clock clock;
    @Inject
    private HttpServletRequest request;

    private String present;
    private String wanted;
    private String again;

    public String save() {
        boolean done = attempt.to(() -> {
            if (!Objects.equals(wanted, again)) {
                throw RefusedException.invalid("again", "refused.passwordAgain", "The two new passwords differ.");
            }
            users.choosePassword(current.standing().caller(), present, wanted);
        });
        if (!done) {
            return null;
        }
        SessionStart.renew(request.getSession(), clock.instant());
        attempt.say("password.changed");
        return "/overview?faces-redirect=true";
    }

    public boolean isOneTime() {
        return current.standing().oneTime();
    }

    public String getUserName() {
        return current.standing().caller().name();
    }

    public String getRules() {
        return texts.of("password.rules", PasswordRules.LEAST, PasswordRules.MOST);
    }

    public int getMost() {
        return PasswordRules.MOST;
    }

    public String getPresent() {
        return present;
    }

    public void setPresent(String present) {
        this.present = present;
    }

    public String getWanted() {
        return wanted;
    }

    public void setWanted(String wanted) {
        this.wanted = wanted;
    }

    public String getAgain() {
        return again;
    }

    public void setAgain(String again) {
        this.again = again;
    }
}
