package com.wattwell.identity;

import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The operating companies of the installation. */
@Stateless
public class Companies {

    private static final Pattern CODE = Pattern.compile("[A-Z0-9-]{1,32}");

    @PersistenceContext
    private EntityManager entities;

    public List<Company> all(Scope scope) {
        return entities.createQuery("select c from Company c order by c.code", Company.class).getResultStream()
                .filter(company -> scope.includes(company.id())).toList();
    }

    public Optional<Company> byCode(Scope scope, String code) {
        return entities.createQuery("select c from Company c where c.code = :code", Company.class)
                .setParameter("code", code.toUpperCase(Locale.ROOT)).getResultStream().filter(company -> scope.includes(company.id())).findFirst();
    }

    /** @throws RefusedException when the caller is not staff of the installation, or a field is wrong, or the code is taken */
    public Company create(Caller caller, String code, String name) {
        if (!caller.roles().contains(Caller.SYSTEM_ADMIN) || caller.scope().companyId() != null) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "company", "refused.right", "Only a system admin creates companies.");
        }
        String upper = code == null ? "" : code.strip().toUpperCase(Locale.ROOT);
        if (!CODE.matcher(upper).matches()) {
            throw RefusedException.invalid("code", "refused.companyCode", "code must be 1 to 32 letters, digits or hyphens.");
        }
        if (name == null || name.isBlank() || name.length() > 200) {
            throw RefusedException.invalid("name", "refused.name", "name must have 1 to 200 characters.");
        }
        if (byCode(Scope.ALL, upper).isPresent()) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "code", "refused.taken", "There is already a company " + upper + ".", upper);
        }
        Company company = new Company(upper, name.strip());
        entities.persist(company);
        entities.flush();
        return company;
    }

    /** The company a caller writes for: the one named by code, or the caller's own. */
    public int forWriting(Caller caller, String code) {
        if (code == null || code.isBlank()) {
            return caller.scope().companyForWriting(null);
        }
        return byCode(caller.scope(), code).map(Company::id)
                .orElseThrow(() -> RefusedException.invalid("company", "refused.company", "There is no company " + code + ".", code));
    }
}
