package com.wattwell.portal.users;

import com.wattwell.identity.UserQueries;
import com.wattwell.identity.Users;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a form says of a user. */
public class EditedUser implements Serializable {

    private static final long serialVersionUID = 1;

    private String displayName;
    private Integer companyId;
    private List<String> roles = new ArrayList<>();

    /** A new one of this company, or of the installation for {@code null}. */
    public EditedUser(Integer companyId) {
        this.companyId = companyId;
    }

    public EditedUser(UserQueries.Row row) {
        this.displayName = row.displayName();
        this.companyId = row.companyId();
        this.roles = new ArrayList<>(row.roles());
    }

    public Users.Definition definition() {
        return new Users.Definition(displayName, companyId, roles == null ? Set.of() : Set.copyOf(roles));
    }

    public String getDisplayName() {
        return displayName;
    }

    public void setDisplayName(String displayName) {
        this.displayName = displayName;
    }

    public Integer getCompanyId() {
        return companyId;
    }

    public void setCompanyId(Integer companyId) {
        this.companyId = companyId;
    }

    public List<String> getRoles() {
        return roles;
    }

    public void setRoles(List<String> roles) {
        this.roles = roles;
    }
}
