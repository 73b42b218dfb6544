package com.wattwell.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.metermodel.MeterModelQueries;
import com.wattwell.metermodel.MeterPasswords;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changing what a meter is spoken to with, from intent to what is kept, on a real database with real frames. */
class MeterSettingsTest {

    private static final Caller ADMIN = new Caller("chen", "Chen", Scope.ALL, Set.of(Caller.COMPANY_ADMIN));

    private Spine spine;

    @BeforeEach
    void aConnectedMeterWithItsPasswords() {
        spine = new Spine().login(1);
        for (int level : List.of(2, 4)) {
            passwords().keepForMeter(spine.meter, spine.company, level, "111111");
        }
    }

    private MeterPasswords passwords() {
        return spine.wiring.bean(MeterPasswords.class);
    }

    private MeterSettings settings() {
        return spine.wiring.bean(MeterSettings.class);
    }

    private Exchange work(long command) {
        spine.wiring.bean(CommandWork.class).work(command);
        return spine.wiring.adapter.exchanges.getLast();
    }

    private void take(ExchangeOutcome outcome) {
        spine.wiring.bean(CommandOutcomes.class).take(List.of(outcome));
    }

    private String state(long id) {
        return spine.database.<String>one("select state || ' ' || coalesce(failure, '') as told from command where id = ?", row -> row.getString(1), id).strip();
    }

    private String known(int meter, int level) {
        int model = spine.database.one("select model_id from meter where id = ?", row -> row.getInt(1), meter);
        return passwords().of(meter, spine.wiring.bean(MeterModelQueries.class).model(model), level).orElseThrow().password();
    }

    private Object secret(long command) {
        return spine.database.list("select coalesce(length(secret), 0) from command where id = ?", row -> row.getInt(1), command).getFirst();
    }

    @Test
    void aPasswordThatTheMeterTookIsItsOwnFromThenOnAndTheCommandKeepsNoSecret() {
        long command = settings().password(ADMIN, spine.meter, 2, "222222", "yearly change");
        assertThat(secret(command)).isNotEqualTo(0);
        Exchange sent = work(command);
        assertThat(Hex.of(Spine.request(sent).data())).isEqualTo("030C0004" + "02111111" + "02222222");
        assertThat(spine.database.<byte[]>one("select request from command_attempt", row -> row.getBytes(1))).isNotEqualTo(sent.request());
        take(spine.replied(sent, Hex.parse("02222222")));
        assertThat(state(command)).isEqualTo("CONFIRMED");
        assertThat(known(spine.meter, 2)).isEqualTo("222222");
        assertThat(known(spine.meter, 4)).isEqualTo("111111");
        assertThat(secret(command)).isEqualTo(0);
    }

    @Test
    void aRefusedChangeLeavesThePasswordThatIsKnown() {
        long command = settings().password(ADMIN, spine.meter, 2, "222222", "yearly change");
        take(spine.refused(work(command), 0x04));
        assertThat(state(command)).startsWith("FAILED failed.refused");
        assertThat(known(spine.meter, 2)).isEqualTo("111111");
        assertThat(secret(command)).isEqualTo(0);
    }

    @Test
    void afterAnUnclearAnswerTheNewPasswordIsTriedByWritingTheTime() {
        long command = settings().password(ADMIN, spine.meter, 2, "222222", "yearly change");
        take(spine.ended(work(command), End.NO_REPLY, true));
        Exchange tried = spine.wiring.adapter.exchanges.getLast();
        assertThat(Hex.of(Spine.request(tried).data())).startsWith("02010004" + "02222222");
        take(spine.replied(tried));
        assertThat(state(command)).isEqualTo("CONFIRMED");
        assertThat(known(spine.meter, 2)).isEqualTo("222222");
    }

    @Test
    void aTryThatIsRefusedIsToldAsUnclearAndNotTriedAgain() {
        long command = settings().password(ADMIN, spine.meter, 2, "222222", "yearly change");
        take(spine.ended(work(command), End.NO_REPLY, true));
        int sent = spine.wiring.adapter.exchanges.size();
        take(spine.refused(spine.wiring.adapter.exchanges.getLast(), 0x04));
        assertThat(state(command)).startsWith("FAILED failed.passwordUnclear");
        assertThat(spine.wiring.adapter.exchanges).hasSize(sent);
        assertThat(known(spine.meter, 2)).isEqualTo("111111");
    }

    @Test
    void manyMetersGetTheSamePasswordEachWithItsOwnSealedSecret() {
        passwords().keepForMeter(spine.otherMeter, spine.company, 2, "111111");
        long batch = settings().passwords(ADMIN, BatchTarget.of(List.of(spine.meter, spine.otherMeter)), 2, "333333", "yearly change");
        List<byte[]> secrets = spine.database.list("select secret from command where batch_id = ?", row -> row.getBytes(1), batch);
        assertThat(secrets).hasSize(2).doesNotContainNull().doesNotHaveDuplicates();
    }

    @Test
    void aMeterHasItsNewAddressOnlyAfterItAnsweredUnderIt() {
        long command = settings().address(ADMIN, spine.meter, "202311000009", "exchange of numbers");
        Exchange sent = work(command);
        assertThat(Spine.request(sent).address()).isEqualTo("202311000001");
        take(spine.replied(sent));
        Exchange look = spine.wiring.adapter.exchanges.getLast();
        assertThat(Spine.request(look).address()).isEqualTo("202311000009");
        assertThat(address()).isEqualTo("202311000001");
        take(spine.replied(look, Dlt645Frame.itemData(0x04000401, Hex.parse("090000112320"))));
        assertThat(state(command)).isEqualTo("CONFIRMED");
        assertThat(address()).isEqualTo("202311000009");
    }

    private String address() {
        return spine.database.<String>one("select address from meter where id = ?", row -> row.getString(1), spine.meter);
    }

    @Test
    void whatCannotBeIsRefusedNamingItsField() {
        refused("password", () -> settings().password(ADMIN, spine.meter, 2, "12345", "r"));
        refused("level", () -> settings().password(ADMIN, spine.meter, 10, "123456", "r"));
        refused("address", () -> settings().address(ADMIN, spine.meter, "202311000002", "taken by the other meter"));
        refused("address", () -> settings().address(ADMIN, spine.meter, "not an address", "r"));
        refused("understood", () -> settings().baud(ADMIN, spine.meter, 9600, false, "r"));
        Caller operator = new Caller("wang", "Wang", Scope.ALL, Set.of(Caller.METER_OPERATOR));
        refused("user", () -> settings().password(operator, spine.meter, 2, "123456", "r"));
        assertThat(spine.database.<Integer>one("select count(*) from command", row -> row.getInt(1))).isZero();
    }

    private static void refused(String field, org.assertj.core.api.ThrowableAssert.ThrowingCallable order) {
        assertThatThrownBy(order).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.field()).isEqualTo(field));
    }
}
