package com.wattwell.portal.users;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.portal.Visitor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Who may do what, asked of the rights themselves, and which roles the visitor may give. */
@Named
@RequestScoped
public class Rights {

    /** What a role may. */
    public enum Right {
        SEE(caller -> true),
        OPERATE(Caller::mayOperate),
        TAKE_MONEY(Caller::mayTakeMoney),
        KEEP_BOOKS(Caller::mayKeepBooks),
        SEE_BOOKS(Caller::maySeeBooks),
        RUN_BATCH(Caller::mayRunBatch),
        ADMINISTER(Caller::mayAdminister),
        SEE_USERS(Caller::maySeeUsers),
        INSTALLATION(Caller::isSystemAdmin);

        private final Predicate<Caller> has;

        Right(Predicate<Caller> has) {
            this.has = has;
        }
    }

    @Inject
    private Visitor visitor;

    public Right[] getAll() {
        return Right.values();
    }

    public List<String> getRoles() {
        return Caller.ROLES;
    }

    /** The roles that the visitor may give. */
    public List<String> getGivable() {
        return Caller.ROLES.stream().filter(visitor.caller()::mayGive).toList();
    }

    public boolean has(String role, Right right) {
        return right.has.test(new Caller(role, role, Scope.ALL, Set.of(role)));
    }
}
