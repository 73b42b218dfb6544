package com.wattwell.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.identity.UserLog.Act;
import com.wattwell.identity.UserLog.Field;
import com.wattwell.identity.Users.Definition;
import com.wattwell.platform.Database;
import com.wattwell.platform.DatabaseException;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Sample;
import com.wattwell.platform.TestDatabase;
import com.wattwell.platform.TestTransactions;
import com.wattwell.platform.Wiring;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may add, change and take away whom, and what a password must be. */
class UsersTest {

    private static final Instant NOW = Instant.parse("2026-11-29T02:00:00Z");
    private static final String OWN = "a quiet river";

    private Database database;
    private Wiring wiring;
    private Users users;
    private UserQueries queries;
    private int ours;
    private int theirs;
    /** The system admin that makes the others, signed in. */
    private Caller root;

    @BeforeEach
    void twoCompaniesAndAnAdmin() {
        database = TestDatabase.fresh(LocalDate.of(2026, 11, 29));
        wiring = new Wiring(database, NOW);
        users = wiring.bean(Users.class);
        queries = wiring.bean(UserQueries.class);
        Sample sample = new Sample(database);
        ours = sample.company("OURS");
        theirs = sample.company("THEIRS");
        int id = database.one("insert into app_user (name, display_name, password_hash) values ('admin', 'Administrator', 'x') returning id", row -> row.getInt(1));
        database.update("insert into app_user_role (user_id, role) values (?, 'SYSTEM_ADMIN')", id);
        root = caller("admin");
    }

    private int add(String name, Integer company, String... roles) {
        return users.create(root, name, new Definition(name, company, Set.of(roles))).id();
    }

    /** As the name stands, signed in, with a password of their own. */
    private Caller caller(String name) {
        database.update("update app_user set one_time_until = null where name = ?", name);
        return current(name).get();
    }

    private CurrentCaller current(String name) {
        return new CurrentCaller(database, () -> name, wiring.clock);
    }

    private UserQueries.Row row(int id) {
        return queries.byId(root, id).orElseThrow();
    }

    private static void assertRefused(String key, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.messageKey()).isEqualTo("refused." + key));
    }

    @Test
    void aUserIsAddedWithAOneTimePasswordAndMayDoNothingUntilAnotherIsChosen() {
        Users.Made made = users.create(root, "li.wei", new Definition("李伟", ours, Set.of("CASHIER")));

        assertThat(made.oneTimePassword()).matches("([a-z2-9]{4}-){3}[a-z2-9]{4}");
        assertThat(made.toString()).doesNotContain(made.oneTimePassword());
        assertThat(row(made.id()).oneTimeUntil()).isEqualTo(NOW.plus(Users.ONE_TIME));
        assertRefused("oneTime", () -> current("li.wei").get());
        Caller cashier = current("LI.WEI").standing().caller();
        assertRefused("passwordPresent", () -> users.choosePassword(cashier, "not that one", OWN));
        assertRefused("passwordSame", () -> users.choosePassword(cashier, made.oneTimePassword(), made.oneTimePassword()));

        users.choosePassword(cashier, made.oneTimePassword(), OWN);

        assertThat(current("li.wei").get().roles()).containsExactly("CASHIER");
        assertThat(current("li.wei").standing().sessionsFrom()).isEqualTo(NOW);
        assertRefused("passwordPresent", () -> users.choosePassword(cashier, made.oneTimePassword(), "another quiet river"));
    }

    @Test
    void aOneTimePasswordIsGoodForThreeDays() {
        add("late", ours, "VIEWER");
        wiring.clock.set(NOW.plus(Users.ONE_TIME).plusSeconds(1));
        assertRefused("oneTimeOver", () -> current("late").standing());
    }

    @ParameterizedTest
    @CsvSource({"short one, passwordLength", "'', passwordLength", "my-cashier-1, passwordName", "MY-CASHIER-1, passwordName", "1234567890, passwordCommon", "Password123, passwordCommon",
        "zzzzzzzzzzzz, passwordCommon", "春天的河很安静慢慢地流, passwordCharacters"})
    void aPasswordIsRefused(String password, String key) {
        assertRefused(key, () -> PasswordRules.check(password, "cashier"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234567891011", "a quiet river", "!!!!!!!!!!?", "2345678901 is no number of mine"})
    void aLongPasswordIsTakenWhateverItIsMadeOf(String password) {
        PasswordRules.check(password, "cashier");
        PasswordRules.check("ab".repeat(PasswordRules.MOST / 2), "cashier");
        assertRefused("passwordLength", () -> PasswordRules.check("ab".repeat(PasswordRules.MOST / 2) + "c", "cashier"));
    }

    @Test
    void aLongPasswordCountsToItsLastCharacter() {
        String password = "0123456789abcdef".repeat(8);
        String hash = PasswordHash.of(password);
        assertThat(PasswordHash.matches(hash, password)).isTrue();
        assertThat(PasswordHash.matches(hash, password.substring(0, 127) + "x")).isFalse();
    }

    @Test
    void resettingEndsSessionsAndTheOldPassword() {
        int id = add("li", ours, "CASHIER");
        users.choosePassword(current("li").standing().caller(), reset(id), OWN);
        wiring.clock.set(NOW.plusSeconds(60));

        String oneTime = users.reset(root, id);

        assertThat(current("li").standing().sessionsFrom()).isEqualTo(NOW.plusSeconds(60));
        assertThat(current("li").standing().oneTime()).isTrue();
        Caller li = current("li").standing().caller();
        assertRefused("passwordPresent", () -> users.choosePassword(li, OWN, "another quiet river"));
        users.choosePassword(li, oneTime, "another quiet river");
    }

    private String reset(int id) {
        return users.reset(root, id);
    }

    @Test
    void whoIsDisabledOrDeletedIsNobodyAtTheNextRequest() {
        int id = add("li", ours, "CASHIER");
        caller("li");
        users.disable(root, id);
        assertRefused("user", () -> current("li").standing());
        assertRefused("changedMeanwhile", () -> users.disable(root, id));
        users.enable(root, id);
        assertThat(current("li").standing().sessionsFrom()).as("a session of before stays ended").isEqualTo(NOW);
        users.delete(root, id);
        assertRefused("user", () -> current("li").standing());
        assertThat(row(id).state()).isEqualTo(UserQueries.State.DELETED);
        assertRefused("userDeleted", () -> users.enable(root, id));
        assertRefused("userDeleted", () -> users.reset(root, id));
    }

    @Test
    void aNameIsNeverGivenTwice() {
        users.delete(root, add("li", ours, "CASHIER"));
        assertRefused("userTaken", () -> add("LI", theirs, "VIEWER"));
        assertThat(queries.list(root, Scope.ALL, UserQueries.Filter.NONE, new Page.Request(1, 20)).items()).extracting(UserQueries.Row::name).containsExactly("admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "li wei", "li:wei", "-li", "李伟"})
    void aNameThatNobodyCouldTypeEverywhereIsRefused(String name) {
        assertRefused("userName", () -> add(name, ours, "VIEWER"));
    }

    @Test
    void anAdminOfACompanySeesAndChangesItsOwnPeopleAlone() {
        add("wang", ours, "COMPANY_ADMIN");
        int stranger = add("stranger", theirs, "CASHIER");
        Caller wang = caller("wang");

        assertThat(queries.list(wang, Scope.ALL, UserQueries.Filter.NONE, new Page.Request(1, 20)).items()).extracting(UserQueries.Row::name).containsExactly("wang");
        assertThat(queries.byId(wang, stranger)).isEmpty();
        assertThat(wiring.bean(UserLog.class).of(wang.scope(), stranger)).isEmpty();
        Definition viewer = new Definition("X", theirs, Set.of("VIEWER"));
        for (ThrowingCallable act : List.<ThrowingCallable>of(() -> users.disable(wang, stranger), () -> users.enable(wang, stranger), () -> users.delete(wang, stranger),
                () -> users.reset(wang, stranger), () -> users.change(wang, stranger, 0, viewer), () -> users.create(wang, "new", viewer), () -> users.reset(wang, row("admin")))) {
            assertRefused("notFound", act);
        }

        Users.Made made = users.create(wang, "colleague", new Definition("同事", null, Set.of("COMPANY_ADMIN", "CASHIER")));
        assertThat(row(made.id()).companyId()).isEqualTo(ours);
        assertRefused("roleBeyond", () -> users.create(wang, "too.much", new Definition("X", ours, Set.of("SYSTEM_ADMIN"))));
    }

    private int row(String name) {
        return database.one("select id from app_user where name = ?", row -> row.getInt(1), name);
    }

    @Test
    void whoHoldsMoreThanTheCallerIsNotTheirsToChange() {
        add("wang", ours, "COMPANY_ADMIN");
        int old = add("old", ours, "VIEWER");
        database.update("insert into app_user_role (user_id, role) values (?, 'SYSTEM_ADMIN')", old); // as SQL could make it
        Caller wang = caller("wang");
        assertRefused("right", () -> users.reset(wang, old));
        assertRefused("right", () -> users.change(wang, old, 0, new Definition("Old", ours, Set.of("VIEWER"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FINANCE", "METER_OPERATOR", "CASHIER", "BATCH_OPERATOR", "AUDITOR", "VIEWER"})
    void nobodyButAdministratorsChangesUsers(String role) {
        int id = add("somebody", ours, "VIEWER");
        add("other", ours, role);
        Caller other = caller("other");
        Definition admin = new Definition("X", ours, Set.of("COMPANY_ADMIN"));
        for (ThrowingCallable act : List.<ThrowingCallable>of(() -> users.create(other, "new", admin), () -> users.change(other, id, 0, admin), () -> users.disable(other, id),
                () -> users.enable(other, id), () -> users.delete(other, id), () -> users.reset(other, id))) {
            assertRefused("right", act);
        }
        if (role.equals("AUDITOR")) {
            assertThat(queries.byId(other, id)).isPresent();
        } else {
            assertRefused("right", () -> queries.byId(other, id));
        }
    }

    @Test
    void rolesStandWhereTheyBelong() {
        assertRefused("roles", () -> add("none", ours));
        assertRefused("roles", () -> add("none", ours, "KING"));
        assertRefused("roleOfInstallation", () -> add("none", ours, "SYSTEM_ADMIN"));
        assertRefused("roleOfCompany", () -> add("none", null, "COMPANY_ADMIN"));
        assertRefused("company", () -> add("none", 999, "VIEWER"));
        assertThat(row(add("auditor", null, "AUDITOR")).companyId()).isNull();
    }

    @Test
    void nobodyActsOnTheirOwnAccountButForTheirName() {
        int self = row("admin");
        assertRefused("ownAccount", () -> users.disable(root, self));
        assertRefused("ownAccount", () -> users.delete(root, self));
        assertRefused("ownAccount", () -> users.reset(root, self));
        assertRefused("ownRights", () -> users.change(root, self, 0, new Definition("A", null, Set.of("SYSTEM_ADMIN", "FINANCE"))));
        users.change(root, self, 0, new Definition("管理员", null, Set.of("SYSTEM_ADMIN")));
        assertThat(current("admin").get().displayName()).isEqualTo("管理员");
    }

    @Test
    void theLastAdminWhoCanSignInStays() {
        int self = row("admin");
        add("second", null, "SYSTEM_ADMIN");
        Caller second = caller("second");
        users.disable(root, row("second"));
        assertRefused("lastAdmin", () -> users.disable(second, self));
        assertRefused("lastAdmin", () -> users.delete(second, self));
        assertRefused("lastAdmin", () -> users.change(second, self, 0, new Definition("A", ours, Set.of("VIEWER"))));
    }

    @Test
    void oneOfTwoAdminsWhoDisableEachOtherAtOnceIsLeft() throws Exception {
        int second = add("second", null, "SYSTEM_ADMIN");
        Caller other = caller("second");
        int first = row("admin");
        CountDownLatch together = new CountDownLatch(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<?>> both = List.of(threads.submit(() -> disable(root, second, together)), threads.submit(() -> disable(other, first, together)));
            for (Future<?> one : both) {
                one.get();
            }
        }
        int left = database.one("select count(*) from app_user where enabled", row -> row.getInt(1));
        assertThat(left).isEqualTo(1);
    }

    private void disable(Caller caller, int id, CountDownLatch together) {
        together.countDown();
        try {
            together.await();
            TestTransactions.run(() -> users.disable(caller, id));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RefusedException refused) {
            assertThat(refused.messageKey()).isEqualTo("refused.lastAdmin");
        }
    }

    @Test
    void whoLookedAtAnOlderStateChangesNothing() {
        int id = add("li", ours, "CASHIER");
        users.change(root, id, 0, new Definition("Li", ours, Set.of("FINANCE")));
        assertRefused("changedMeanwhile", () -> users.change(root, id, 0, new Definition("Li", ours, Set.of("VIEWER"))));
        assertThat(row(id).roles()).containsExactly("FINANCE");
        assertThat(row(id).version()).isEqualTo(1);
    }

    @Test
    void theLogTellsWhoDidWhatAndOnlyGrows() {
        int id = add("li", ours, "CASHIER");
        users.change(root, id, 0, new Definition("li", theirs, Set.of("FINANCE", "CASHIER")));
        String oneTime = users.reset(root, id);
        users.choosePassword(current("li").standing().caller(), oneTime, OWN);
        users.disable(root, id);

        List<UserLog.Entry> entries = wiring.bean(UserLog.class).of(Scope.ALL, id);

        assertThat(entries).extracting(UserLog.Entry::act).containsExactly(Act.DISABLED, Act.PASSWORD_CHANGED, Act.RESET, Act.CHANGED, Act.CHANGED,
                Act.CREATED, Act.CREATED, Act.CREATED);
        assertThat(entries).filteredOn(entry -> entry.field() == Field.ROLES && entry.act() == Act.CHANGED).singleElement()
                .satisfies(entry -> assertThat(List.of(entry.actor(), entry.was(), entry.became())).containsExactly("admin", "CASHIER", "FINANCE,CASHIER"));
        assertThat(entries).filteredOn(entry -> entry.act() == Act.PASSWORD_CHANGED).singleElement().satisfies(entry -> assertThat(entry.actor()).isEqualTo("li"));
        assertThat(entries.toString()).doesNotContain(oneTime).doesNotContain(OWN);
        assertThatThrownBy(() -> database.update("update app_user_event set actor = 'nobody'")).isInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> database.update("delete from app_user_event")).isInstanceOf(DatabaseException.class);
    }

    @Test
    void theListIsFilteredByTextRoleAndState() {
        int li = add("li", ours, "CASHIER");
        add("wang", ours, "CASHIER", "FINANCE");
        users.disable(root, li);
        assertThat(names(Scope.ALL, new UserQueries.Filter("W", null, null))).containsExactly("wang");
        assertThat(names(Scope.ALL, new UserQueries.Filter(null, "FINANCE", null))).containsExactly("wang");
        assertThat(names(Scope.ALL, new UserQueries.Filter(null, "CASHIER", UserQueries.State.DISABLED))).containsExactly("li");
        assertThat(names(new Scope(theirs), UserQueries.Filter.NONE)).isEmpty();
        assertThat(names(Scope.ALL, new UserQueries.Filter("%", null, null))).isEmpty();
    }

    private List<String> names(Scope scope, UserQueries.Filter filter) {
        return queries.list(root, scope, filter, new Page.Request(1, 20)).items().stream().map(UserQueries.Row::name).toList();
    }
}
