package com.wattwell.portal.users;

import com.wattwell.identity.UserQueries;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** The list of those who may sign in, of the companies that the visitor looks at. */
@Named
@ViewScoped
public class UsersPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private UserQueries users;
    @Inject
    private Visitor visitor;

    private String text;
    private String role;
    private UserQueries.State state;
    private transient LazyRows<UserQueries.Row> rows;

    public void open() {
        visitor.mustSeeUsers();
    }

    public LazyRows<UserQueries.Row> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(UserQueries.Row::id, (sort, descending, request) ->
                    users.list(visitor.caller(), visitor.scope(), new UserQueries.Filter(text, role, state), request));
        }
        return rows;
    }

    public boolean isFiltered() {
        return text != null && !text.isBlank() || role != null || state != null;
    }

    public UserQueries.State[] getStates() {
        return UserQueries.State.values();
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public String getRole() {
        return role;
    }

    public void setRole(String role) {
        this.role = role;
    }

    public UserQueries.State getState() {
        return state;
    }

    public void setState(UserQueries.State state) {
        this.state = state;
    }
}
