package com.wattwell.portal.users;

import com.wattwell.identity.UserQueries;
import com.wattwell.identity.Users;
import com.wattwell.platform.RefusedException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a form says of a user. */
public class EditedUser implements Serializable {

    private static final long serialVersionUID = 1;
    private static final String INSTALLATION = "ALL";

    private String displayName;
    private String place;
    private List<String> roles = new ArrayList<>();

    /** A new one of this company, or of one that is chosen in the form for {@code null}. */
    public EditedUser(Integer companyId) {
        this.place = companyId == null ? null : companyId.toString();
    }

    public EditedUser(UserQueries.Row row) {
        this.displayName = row.displayName();
        this.place = row.companyId() == null ? INSTALLATION : row.companyId().toString();
        this.roles = new ArrayList<>(row.roles());
    }

    /** @throws RefusedException when it was not said where the user belongs: nobody is let into every company by not choosing */
    public Users.Definition definition() {
        if (place == null) {
            throw RefusedException.invalid("company", "refused.companyMissing", "Say for which company, or for the whole installation.");
        }
        return new Users.Definition(displayName, place.equals(INSTALLATION) ? null : Integer.valueOf(place), roles == null ? Set.of() : Set.copyOf(roles));
    }

    public String getDisplayName() {
        return displayName;
    }

    public void setDisplayName(String displayName) {
        this.displayName = displayName;
    }

    /** The company's number, or {@code ALL} for staff of the installation. */
    public String getPlace() {
        return place;
    }

    public void setPlace(String place) {
        this.place = place;
    }

    public List<String> getRoles() {
        return roles;
    }

    public void setRoles(List<String> roles) {
        this.roles = roles;
    }
}
