package com.wattwell.portal.users;

import com.wattwell.identity.CurrentCaller;
import com.wattwell.identity.PasswordRules;
import com.wattwell.identity.Users;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.SessionStart;
import com.wattwell.portal.Texts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.Objects;

/** One's own password is changed here; whoever has a one-time password sees no other page. What was typed is kept nowhere. */
@Named
@RequestScoped
public class ChangePasswordPage {

    /** Wrong present passwords after which the session ends. */
    private static final int MOST_WRONG = 5;
    private static final String WRONG = ChangePasswordPage.class.getName() + ".wrong";

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

    public String save() throws ServletException, IOException {
        boolean done = attempt.to(() -> {
            if (!Objects.equals(wanted, again)) {
                throw RefusedException.invalid("again", "refused.passwordAgain", "The two new passwords differ.");
            }
            choose();
        });
        if (!done) {
            if (guessing()) {
                signOut(FacesContext.getCurrentInstance());
            }
            return null;
        }
        SessionStart.renew(request.getSession(), clock.instant());
        attempt.say("password.changed");
        return "/overview?faces-redirect=true";
    }

    private void choose() {
        try {
            users.choosePassword(current.standing().caller(), present, wanted);
        } catch (RefusedException refused) {
            if (refused.field().equals("present")) {
                request.getSession().setAttribute(WRONG, wrong() + 1);
            }
            throw refused;
        }
    }

    private int wrong() {
        return request.getSession().getAttribute(WRONG) instanceof Integer times ? times : 0;
    }

    /** Whoever sits before a session that another left open must not find out the password here. */
    private boolean guessing() {
        return wrong() >= MOST_WRONG;
    }

    private static void signOut(FacesContext faces) throws ServletException, IOException {
        ExternalContext outside = faces.getExternalContext();
        ((HttpServletRequest) outside.getRequest()).logout();
        outside.invalidateSession();
        outside.redirect(outside.getRequestContextPath() + "/sign-in?ended=true");
        faces.responseComplete();
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
