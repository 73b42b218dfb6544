package com.wattwell.identity;

import com.wattwell.platform.Database;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Creates the first account of an empty installation: {@code admin}, with the password that the environment variable
 * {@value #PASSWORD_VARIABLE} holds. Does nothing once there is any account.
 */
@Singleton
@Startup
public class FirstAdmin {

    static final String PASSWORD_VARIABLE = "WATTWELL_ADMIN_PASSWORD";

    private static final Logger LOG = Logger.getLogger(FirstAdmin.class.getName());

    @Inject
    private Database database;
    @Inject
    private UserLog log;

    @PostConstruct
    void create() {
        if (database.one("select exists (select 1 from app_user)", row -> row.getBoolean(1))) {
            return;
        }
        String password = System.getenv(PASSWORD_VARIABLE);
        if (password == null || password.isBlank()) {
            LOG.log(Level.WARNING, "There is no account yet and {0} is not set: nobody can sign in", PASSWORD_VARIABLE);
            return;
        }
        int id = database.one("insert into app_user (name, display_name, password_hash) values ('admin', 'Administrator', ?) returning id",
                row -> row.getInt(1), PasswordHash.of(password));
        database.update("insert into app_user_role (user_id, role) values (?, ?)", id, Caller.SYSTEM_ADMIN);
        log.write(id, UserLog.INSTALLATION, UserLog.Act.CREATED, UserLog.Field.ROLES, null, Caller.SYSTEM_ADMIN);
        LOG.info("Created the account admin");
    }
}
