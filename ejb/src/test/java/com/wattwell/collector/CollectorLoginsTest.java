package com.wattwell.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.connector.CollectorEvent;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.NoticeQueries;
import com.wattwell.platform.Notices;
import com.wattwell.platform.Spine;
import java.time.Instant;
import java.util.List;
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

    private List<String> notices() {
        return spine.database.list("select kind || ' ' || detail as line from notice_event order by id", row -> row.getString(1));
    }

    @Test
    void oneCollectorThatComesAndGoesIsALineEach() {
        spine.login(1);
        assertThat(notices()).containsExactly("came BOX-1");
        spine.tell(new CollectorEvent.Lost(1, spine.collector, spine.epoch(), "reset", spine.now));
        assertThat(notices()).containsExactly("came BOX-1", "lost BOX-1");
        assertThat(spine.database.<Integer>one("select collector_id from notice_event where kind = 'lost'", row -> row.getInt(1))).isEqualTo(spine.collector);
    }

    @Test
    void manyCollectorsThatGoTogetherAreOneLineAlsoInSeveralBatches() {
        int[] more = {spine.sample.collector(spine.company, "BOX-2", "2", spine.now), spine.sample.collector(spine.company, "BOX-3", "3", spine.now)};
        spine.tell(knock(1, "BOX-1", null, spine.now), knock(2, "BOX-2", null, spine.now));
        spine.tell(knock(3, "BOX-3", null, spine.now.plusSeconds(1)));
        assertThat(notices()).containsExactly("cameMany 3");
        spine.tell(new CollectorEvent.Lost(1, spine.collector, 1, "reset", spine.now));
        spine.tell(new CollectorEvent.Lost(2, more[0], 1, "reset", spine.now), new CollectorEvent.Lost(3, more[1], 1, "reset", spine.now));
        assertThat(notices()).containsExactly("cameMany 3", "lostMany 3");

        spine.tell(knock(4, "BOX-1", null, spine.now.plus(Notices.TOGETHER).plusSeconds(2)));
        assertThat(notices()).containsExactly("cameMany 3", "lostMany 3", "came BOX-1");
    }

    @Test
    void aNewBoxInQuarantineIsToldOnceAndToStaffOfTheInstallationOnly() {
        spine.tell(knock(9, "NEW-BOX", null, spine.now));
        spine.tell(knock(10, "NEW-BOX", null, spine.now.plusSeconds(5)));
        assertThat(notices()).containsExactly("knocked NEW-BOX");
        assertThat(new NoticeQueries(spine.database).latest(new Scope(spine.company), 10)).isEmpty();
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
