package com.wattwell.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.collector.CollectorReplacements.NewBox;
import com.wattwell.connector.CollectorEvent;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import java.time.Instant;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CollectorReplacementTest {

    private static final Page.Request FIRST = new Page.Request(1, 10);

    private Spine spine;
    private CollectorReplacements replacements;
    private QuarantineQueries quarantine;
    private Caller admin;

    @BeforeEach
    void aBoxThatIsConnected() {
        spine = new Spine().login(1);
        replacements = spine.wiring.bean(CollectorReplacements.class);
        quarantine = new QuarantineQueries(spine.database);
        admin = new Caller("li", "li", new Scope(spine.company), Set.of(Caller.COMPANY_ADMIN));
    }

    private void knock(long socket, String id) {
        spine.tell(new CollectorEvent.LoginRequested(socket, id, null, "203.0.113.9", null, spine.now));
    }

    @Test
    void theNewBoxThatWaitsInQuarantineComesToLifeAsTheSameCollector() {
        knock(2, "BOX-2");
        assertThat(spine.wiring.adapter.parked).containsExactly(2L);
        long epoch = spine.epoch();

        replacements.replace(admin, spine.collector, new NewBox(" box-2 ", null, "lightning", null));

        assertThat(spine.wiring.adapter.disconnected).containsExactly((long) spine.collector);
        assertThat(spine.wiring.adapter.admissions.getLast()).satisfies(admission -> {
            assertThat(admission.collectorId()).isEqualTo(spine.collector);
            assertThat(admission.code()).isEqualTo("BOX-2");
            assertThat(admission.socketId()).isEqualTo(2);
            assertThat(admission.ownerEpoch()).isEqualTo(epoch + 1);
        });
        assertThat(quarantine.list(Scope.ALL, null, FIRST).items()).isEmpty();
        assertThat(spine.database.<Integer>one("select count(*) from meter m join line l on l.id = m.line_id where l.collector_id = ?", row -> row.getInt(1),
                spine.collector)).isEqualTo(2);
        assertThat(spine.database.<Integer>one("select count(*) from collector_session where collector_id = ?", row -> row.getInt(1), spine.collector)).isEqualTo(2);
    }

    @Test
    void theOldBoxThatKnocksAfterwardsIsQuarantinedAsReplacedAndSeenByItsCompany() {
        Instant at = spine.now.minusSeconds(600);
        replacements.replace(admin, spine.collector, new NewBox("BOX-2", at, "lightning", null));
        int admitted = spine.wiring.adapter.admissions.size();
        knock(3, "BOX-1");

        assertThat(spine.wiring.adapter.admissions).hasSize(admitted);
        assertThat(quarantine.list(admin.scope(), null, FIRST).items()).singleElement().satisfies(box -> {
            assertThat(box.reason()).isEqualTo(Quarantine.Reason.REPLACED);
            assertThat(box.detail()).isEqualTo("replaced at " + at);
            assertThat(box.collectorId()).isNull();
            assertThat(box.replacedId()).isEqualTo(spine.collector);
            assertThat(box.replaced()).isEqualTo("Basement 1");
            assertThat(box.replacedAt()).isEqualTo(at);
        });
        assertThat(quarantine.list(new Scope(spine.sample.company("B")), null, FIRST).items()).isEmpty();
        spine.wiring.bean(ParkedSweep.class).judgeAgain();
        assertThat(spine.wiring.adapter.admissions).hasSize(admitted);
    }

    @Test
    void aRepairedBoxMayComeBackToItsPlace() {
        replacements.replace(admin, spine.collector, new NewBox("BOX-2", spine.now.minusSeconds(600), "lightning", null));
        knock(3, "BOX-1");
        replacements.replace(admin, spine.collector, new NewBox("BOX-1", spine.now.minusSeconds(60), "repaired", null));
        assertThat(spine.wiring.adapter.admissions.getLast().socketId()).isEqualTo(3);
        assertThat(replacements.list(admin.scope(), spine.collector)).extracting(CollectorReplacements.Replacement::newCode).containsExactly("BOX-1", "BOX-2");
        assertThat(replacements.list(new Scope(spine.sample.company("B")), spine.collector)).isEmpty();
    }

    @Test
    void theNewBoxMayHaveToShowATokenOfItsOwn() {
        replacements.replace(admin, spine.collector, new NewBox("BOX-2", null, "theft", "a-long-token"));
        int admitted = spine.wiring.adapter.admissions.size();
        knock(4, "BOX-2");
        assertThat(spine.wiring.adapter.admissions).hasSize(admitted);
        spine.tell(new CollectorEvent.LoginRequested(5, "BOX-2", "a-long-token", "203.0.113.9", null, spine.now));
        assertThat(spine.wiring.adapter.admissions.getLast().socketId()).isEqualTo(5);
    }

    @Test
    void twoBoxesThatSwappedTheirIdAreNoReasonToKeepTheNewOneOut() {
        spine.database.update("update collector set state = 'QUARANTINED', state_reason = 'SWAPPING', swaps = 7 where id = ?", spine.collector);
        replacements.replace(admin, spine.collector, new NewBox("BOX-2", null, "doubled id", null));
        knock(6, "BOX-2");
        assertThat(spine.wiring.adapter.admissions.getLast().code()).isEqualTo("BOX-2");
    }

    @Test
    void aWrongFieldIsNamedAndNothingIsDone() {
        spine.sample.collector(spine.company, "BOX-9", "Basement 9", spine.now);
        refused(() -> replacements.replace(admin, spine.collector, new NewBox("BOX-9", null, "why", null)), "code", RefusedException.Kind.CONFLICT);
        refused(() -> replacements.replace(admin, spine.collector, new NewBox("box-1", null, "why", null)), "code", RefusedException.Kind.INVALID);
        refused(() -> replacements.replace(admin, spine.collector, new NewBox("B", null, "why", null)), "code", RefusedException.Kind.INVALID);
        refused(() -> replacements.replace(admin, spine.collector, new NewBox("BOX-2", null, " ", null)), "reason", RefusedException.Kind.INVALID);
        refused(() -> replacements.replace(admin, spine.collector, new NewBox("BOX-2", spine.now.plusSeconds(1), "why", null)), "at", RefusedException.Kind.INVALID);
        refused(() -> replacements.replace(admin, spine.collector, new NewBox("BOX-2", null, "why", "short")), "token", RefusedException.Kind.INVALID);
        Caller operator = new Caller("op", "op", admin.scope(), Set.of(Caller.METER_OPERATOR));
        refused(() -> replacements.replace(operator, spine.collector, new NewBox("BOX-2", null, "why", null)), "user", RefusedException.Kind.FORBIDDEN);
        Caller elsewhere = new Caller("wu", "wu", new Scope(spine.sample.company("B")), Set.of(Caller.COMPANY_ADMIN));
        refused(() -> replacements.replace(elsewhere, spine.collector, new NewBox("BOX-2", null, "why", null)), "id", RefusedException.Kind.NOT_FOUND);
        assertThat(replacements.list(Scope.ALL, spine.collector)).isEmpty();

        replacements.replace(admin, spine.collector, new NewBox("BOX-2", spine.now.minusSeconds(60), "why", null));
        refused(() -> replacements.replace(admin, spine.collector, new NewBox("BOX-3", spine.now.minusSeconds(60), "why", null)), "at", RefusedException.Kind.INVALID);
    }

    private static void refused(ThrowingCallable action, String field, RefusedException.Kind kind) {
        assertThatThrownBy(action).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.field()).as(refused.getMessage()).isEqualTo(field);
            assertThat(refused.kind()).isEqualTo(kind);
        });
    }
}
