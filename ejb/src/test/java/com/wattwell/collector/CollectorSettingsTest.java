package com.wattwell.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.collector.CollectorSettings.LineSetting;
import com.wattwell.collector.CollectorSettings.Settings;
import com.wattwell.connector.Admission;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CollectorSettingsTest {

    private Spine spine;
    private CollectorSettings settings;
    private Caller admin;

    @BeforeEach
    void aCollectorWithMetersOnItsLine() {
        spine = new Spine();
        settings = spine.wiring.bean(CollectorSettings.class);
        admin = new Caller("li", "li", new Scope(spine.company), Set.of(Caller.COMPANY_ADMIN));
    }

    private static Settings lines(LineSetting... lines) {
        return new Settings(null, null, null, null, null, null, List.of(lines));
    }

    @Test
    void whatIsNotSaidStaysAndWhatIsChangedHoldsFromTheNextLoginOn() {
        spine.login(1);
        settings.change(admin, spine.collector, new Settings("Roof", null, null, "text:ping", "text:pong", 120,
                List.of(new LineSetting(1, 9600, 700), new LineSetting(2, 1200, 9000))), false);
        assertThat(spine.wiring.adapter.disconnected).isEmpty();
        assertThat(spine.wiring.adapter.admissions.getLast().lines()).containsExactly(new Admission.LineSettings(1, 2400, 2500));

        settings.change(admin, spine.collector, new Settings(null, null, null, null, "", null, null), false);
        assertThat(settings.of(admin.scope(), spine.collector)).isEqualTo(new Settings("Roof", null, 0, "text:ping", null, 120,
                List.of(new LineSetting(1, 9600, 700), new LineSetting(2, 1200, 9000))));

        spine.login(2);
        Admission admission = spine.wiring.adapter.admissions.getLast();
        assertThat(admission.lines()).containsExactly(new Admission.LineSettings(1, 9600, 700), new Admission.LineSettings(2, 1200, 9000));
        assertThat(admission.heartbeat().beat()).isEqualTo("ping".getBytes());
        assertThat(admission.heartbeat().answer()).isEmpty();
        assertThat(admission.heartbeat().idleSeconds()).isEqualTo(120);
    }

    @Test
    void onWishTheBoxDialsInAgainAtOnce() {
        spine.login(1);
        settings.change(admin, spine.collector, lines(new LineSetting(1, 9600, 700)), true);
        assertThat(spine.wiring.adapter.disconnected).containsExactly((long) spine.collector);
    }

    @Test
    void aLineGoesOnlyWhenNoMeterHangsOnIt() {
        settings.change(admin, spine.collector, lines(new LineSetting(1, 2400, 2500), new LineSetting(2, 2400, 2500)), false);
        refused(() -> settings.change(admin, spine.collector, lines(new LineSetting(2, 2400, 2500)), false), "lines", RefusedException.Kind.CONFLICT);
        settings.change(admin, spine.collector, lines(new LineSetting(1, 2400, 2500)), false);
        assertThat(settings.of(admin.scope(), spine.collector).lines()).containsExactly(new LineSetting(1, 2400, 2500));
        assertThat(spine.database.<Integer>one("select id from line where collector_id = ?", row -> row.getInt(1), spine.collector)).isEqualTo(spine.line);
    }

    @Test
    void aWrongSettingIsNamedAndNothingIsDone() {
        Settings before = settings.of(admin.scope(), spine.collector);
        refused(() -> settings.change(admin, spine.collector, lines(new LineSetting(1, 2400, 2500), new LineSetting(1, 2400, 2500)), false), "lines",
                RefusedException.Kind.INVALID);
        refused(() -> settings.change(admin, spine.collector, lines(new LineSetting(17, 2400, 2500)), false), "lines", RefusedException.Kind.INVALID);
        refused(() -> settings.change(admin, spine.collector, lines(new LineSetting(1, 2401, 2500)), false), "baud", RefusedException.Kind.INVALID);
        refused(() -> settings.change(admin, spine.collector, lines(new LineSetting(1, 2400, 0)), false), "firstReplyMillis", RefusedException.Kind.INVALID);
        refused(() -> settings.change(admin, spine.collector, lines(), false), "lines", RefusedException.Kind.INVALID);
        refused(() -> settings.change(admin, spine.collector, new Settings(null, null, 9999, null, null, null, null), false), "kind", RefusedException.Kind.INVALID);
        refused(() -> settings.change(admin, spine.collector, new Settings(null, null, null, "ping", null, null, null), false), "heartbeat", RefusedException.Kind.INVALID);
        Caller elsewhere = new Caller("wu", "wu", new Scope(spine.sample.company("B")), Set.of(Caller.COMPANY_ADMIN));
        refused(() -> settings.change(elsewhere, spine.collector, lines(new LineSetting(1, 2400, 2500)), false), "id", RefusedException.Kind.NOT_FOUND);
        assertThat(settings.of(admin.scope(), spine.collector)).isEqualTo(before);
    }

    @Test
    void aCollectorIsNotOfAnotherCompanysKind() {
        int company = spine.sample.company("B");
        Caller elsewhere = new Caller("wu", "wu", new Scope(company), Set.of(Caller.COMPANY_ADMIN));
        int kind = spine.wiring.bean(CollectorKinds.class).create(elsewhere, company,
                new CollectorKind.Definition("Acme", "D-1", "TRANSPARENT", "ascii:{id}", null, null, null, null, null, null, null));
        Caller everywhere = new Caller("root", "root", Scope.ALL, Set.of(Caller.SYSTEM_ADMIN));
        refused(() -> settings.change(everywhere, spine.collector, new Settings(null, null, kind, null, null, null, null), false), "kind", RefusedException.Kind.INVALID);
    }

    private static void refused(ThrowingCallable action, String field, RefusedException.Kind kind) {
        assertThatThrownBy(action).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.field()).as(refused.getMessage()).isEqualTo(field);
            assertThat(refused.kind()).isEqualTo(kind);
        });
    }
}
