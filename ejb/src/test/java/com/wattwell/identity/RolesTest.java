package com.wattwell.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.platform.Database;
import com.wattwell.platform.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each role may do, and that every place that lists the roles lists the same. */
class RolesTest {

    @ParameterizedTest
    @CsvSource({
        "SYSTEM_ADMIN,   true,  true,  true,  true,  true,  true",
        "COMPANY_ADMIN,  true,  true,  true,  true,  true,  true",
        "FINANCE,        false, false, true,  true,  false, true",
        "METER_OPERATOR, false, true,  false, false, false, false",
        "CASHIER,        false, false, true,  false, false, false",
        "BATCH_OPERATOR, false, false, false, false, true,  false",
        "AUDITOR,        false, false, false, false, false, true",
        "VIEWER,         false, false, false, false, false, false"})
    void aRoleMay(String role, boolean administer, boolean operate, boolean takeMoney, boolean keepBooks, boolean runBatch, boolean seeBooks) {
        Caller caller = new Caller("x", "X", Scope.ALL, Set.of(role));
        assertThat(caller.mayAdminister()).as("administer").isEqualTo(administer);
        assertThat(caller.mayOperate()).as("operate").isEqualTo(operate);
        assertThat(caller.mayTakeMoney()).as("take money").isEqualTo(takeMoney);
        assertThat(caller.mayKeepBooks()).as("keep books").isEqualTo(keepBooks);
        assertThat(caller.mayRunBatch()).as("run batch").isEqualTo(runBatch);
        assertThat(caller.maySeeBooks()).as("see books").isEqualTo(seeBooks);
    }

    @Test
    void theDatabaseTakesEveryRole() {
        Database database = TestDatabase.fresh(LocalDate.of(2026, 11, 29));
        int user = database.one("insert into app_user (name, display_name, password_hash) values ('all', 'All', 'x') returning id", row -> row.getInt(1));
        Caller.ROLES.forEach(role -> database.update("insert into app_user_role (user_id, role) values (?, ?)", user, role));
        assertThat(database.list("select role from app_user_role where user_id = ?", row -> row.getString(1), user)).containsExactlyInAnyOrderElementsOf(Caller.ROLES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"portal", "api"})
    void everyRoleMaySignIn(String war) throws IOException {
        String webXml = Files.readString(Path.of("..", "web", war, "src", "main", "webapp", "WEB-INF", "web.xml"));
        for (String element : Set.of("auth-constraint", "security-role")) {
            Set<String> named = Pattern.compile("(?s)<" + element + ">.*?</" + element + ">").matcher(webXml).results()
                    .flatMap(block -> Pattern.compile("<role-name>(\\w+)</role-name>").matcher(block.group()).results())
                    .map(role -> role.group(1)).collect(Collectors.toSet());
            assertThat(named).as(element).containsExactlyInAnyOrderElementsOf(Caller.ROLES);
        }
    }
}
