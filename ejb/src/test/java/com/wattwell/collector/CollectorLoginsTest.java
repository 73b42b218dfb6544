package com.wattwell.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.connector.CollectorEvent;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Spine;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CollectorLoginsTest {

    private Spine spine;

    @BeforeEach
    void aKnownCollector() {
        spine = new Spine();
    }

    private CollectorEvent.LoginRequested knock(long socket, String id, String token, Instant at) {
        return new CollectorEvent.LoginRequested(socket, id, token, "203.0.113." + socket % 200, null, at);
    }

    private boolean online() {
        return spine.database.<Boolean>one("select online from collector where id = ?", row -> row.getBoolean(1), spine.collector);
    }

    @Test
    void aLoginRaisesTheEpochAndTheOldEpochsLossChangesNothing() {
        spine.login(1);
        long first = spine.epoch();
        spine.login(2);
        assertThat(spine.epoch()).isEqualTo(first + 1);
        spine.tell(new CollectorEvent.Lost(1, spine.collector, first, "replaced", spine.now));
        assertThat(online()).isTrue();
        spine.tell(new CollectorEvent.Lost(2, spine.collector, first + 1, "reset", spine.now));
        assertThat(online()).isFalse();
    }

    @Test
    void anUnknownBoxIsParkedSeenInQuarantineAndComesToLifeWhenAdopted() {
        spine.tell(knock(9, "NEW-BOX", null, spine.now));
        assertThat(spine.wiring.adapter.parked).containsExactly(9L);
        assertThat(spine.database.<String>one("select reason from quarantine where registration_id = 'NEW-BOX'", row -> row.getString(1))).isEqualTo("UNKNOWN");
        assertThat(spine.wiring.adapter.admissions).isEmpty();
    }

    @Test
    void aBoxThatKnockedWhileItsCollectorWasBeingAddedIsLetInASecondLater() {
        spine.tell(knock(9, "NEW-BOX", null, spine.now));
        ParkedSweep sweep = spine.wiring.bean(ParkedSweep.class);
        sweep.judgeAgain();
        assertThat(spine.wiring.adapter.admissions).isEmpty();

        int added = spine.sample.collector(spine.company, "NEW-BOX", "Basement 2", spine.now);
        sweep.judgeAgain();

        assertThat(spine.wiring.adapter.admissions).singleElement().satisfies(admission -> assertThat(admission.collectorId()).isEqualTo(added));
        assertThat(spine.database.<Integer>one("select count(*) from quarantine", row -> row.getInt(1))).isZero();
        sweep.judgeAgain();
        assertThat(spine.wiring.adapter.admissions).hasSize(1);
    }

    @Test
    void twoLoginsOfOneIdInOneBatchLetTheNewerIn() {
        spine.tell(knock(1, "BOX-1", null, spine.now), knock(2, "BOX-1", null, spine.now));
        assertThat(spine.wiring.adapter.refused).containsExactly(1L);
        assertThat(spine.wiring.adapter.admissions).singleElement().satisfies(admission -> assertThat(admission.socketId()).isEqualTo(2));
    }

    @Test
    void aLoginThatFailsItsProfileNeverDisplacesALiveSocket() {
        spine.database.update("update collector set login_profile = 'TOKEN', login_token_hash = ? where id = ?",
                LoginProfile.hash("right-token"), spine.collector);
        spine.tell(knock(1, "BOX-1", "right-token", spine.now));
        long epoch = spine.epoch();
        spine.tell(knock(2, "BOX-1", "wrong-token", spine.now));
        assertThat(spine.epoch()).isEqualTo(epoch);
        assertThat(spine.wiring.adapter.refused).containsExactly(2L);
        assertThat(online()).isTrue();
        assertThat(spine.database.<String>one("select reason from quarantine", row -> row.getString(1))).isEqualTo("PROFILE");
    }

    @Test
    void anIdThatKeepsSwappingBetweenTwoBoxesIsQuarantinedWithAnAlarm() {
        for (int login = 1; login <= CollectorLogins.MAX_SWAPS + 2; login++) {
            spine.tell(knock(login, "BOX-1", null, spine.now.plusSeconds(login)));
        }
        assertThat(spine.database.<String>one("select state from collector where id = ?", row -> row.getString(1), spine.collector)).isEqualTo("QUARANTINED");
        assertThat(spine.database.<String>one("select kind from notice_event where severity = 'ALARM'", row -> row.getString(1))).isEqualTo("swapping");
    }

    @Test
    void whoHoldsTheSeatOfASwappingIdIsToldWithTheTimeOfItsOwnLogin() {
        for (int login = 1; login <= CollectorLogins.MAX_SWAPS + 3; login++) {
            spine.tell(knock(login, "BOX-1", null, spine.now.plusSeconds(login)));
        }
        CollectorQueries queries = new CollectorQueries(spine.database, spine.wiring.clock);
        int holder = CollectorLogins.MAX_SWAPS + 1;
        assertThat(queries.seat(Scope.ALL, spine.collector)).contains(new CollectorQueries.Seat("203.0.113." + holder, spine.now.plusSeconds(holder)));
        assertThat(queries.byId(Scope.ALL, spine.collector).orElseThrow().stateReason()).isEqualTo(Collector.Reason.SWAPPING.name());

        spine.tell(new CollectorEvent.Lost(holder, spine.collector, spine.epoch(), "dropped", spine.now.plusSeconds(60)));
        assertThat(queries.seat(Scope.ALL, spine.collector)).isEmpty();
    }

    @Test
    void aDisabledCollectorIsRefused() {
        spine.database.update("update collector set state = 'DISABLED' where id = ?", spine.collector);
        spine.login(3);
        assertThat(spine.wiring.adapter.refused).containsExactly(3L);
        assertThat(online()).isFalse();
    }

    @Test
    void whenTheNodeStartsWhatItHeldBeforeIsOffline() {
        spine.login(1).tell(new CollectorEvent.Started(spine.now));
        assertThat(online()).isFalse();
        assertThat(spine.database.<String>one("select end_reason from collector_session where collector_id = ?", row -> row.getString(1), spine.collector)).isNotNull();
    }

    @Test
    void aSignOfLifeMovesLastSeenForwardOnly() {
        spine.login(1);
        spine.tell(new CollectorEvent.Heard(spine.collector, spine.epoch(), spine.now.plusSeconds(60)));
        spine.tell(new CollectorEvent.Heard(spine.collector, spine.epoch(), spine.now.plusSeconds(30)));
        assertThat(spine.database.<Instant>one("select last_seen from collector where id = ?", row -> Database.instant(row, "last_seen"), spine.collector))
                .isEqualTo(spine.now.plusSeconds(60));
    }

}
