package com.wattwell.portal.users;

import com.wattwell.identity.Users;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** Adds a user; the page of the user then shows the one-time password, once. */
@Named
@ViewScoped
public class NewUserPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private Users users;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String name;
    private EditedUser user;

    public void open() {
        visitor.mustAdminister();
        user = new EditedUser(visitor.getCompanyId());
    }

    public String add() {
        Users.Made[] made = new Users.Made[1];
        boolean done = attempt.to(() -> made[0] = users.create(visitor.caller(), name, user.definition()));
        return done ? UserPage.handOver(made[0].id(), made[0].oneTimePassword()) : null;
    }

    public EditedUser getUser() {
        return user;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }
}
