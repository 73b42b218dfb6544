package com.wattwell.portal.users;

import com.wattwell.identity.UserQueries;
import com.wattwell.identity.Users;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** Changes a user's display name, company and roles; what somebody else changed meanwhile is not written over. */
@Named
@ViewScoped
public class UserEditPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private UserQueries queries;
    @Inject
    private Users users;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String id;
    private String name;
    private int version;
    private EditedUser user;

    /** @throws RefusedException when there is no such user among those that the caller sees */
    public void open() {
        visitor.mustAdminister();
        UserQueries.Row row = queries.byId(visitor.caller(), number()).orElseThrow(() -> RefusedException.notFound("user", id));
        name = row.name();
        version = row.version();
        user = new EditedUser(row);
    }

    public String save() {
        boolean done = attempt.to(() -> users.change(visitor.caller(), number(), version, user.definition()));
        if (done) {
            attempt.say("user.changed");
        }
        return done ? "/user?faces-redirect=true&id=" + number() : null;
    }

    private int number() {
        return Id.ofInt("user", id);
    }

    public EditedUser getUser() {
        return user;
    }

    public String getName() {
        return name;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
