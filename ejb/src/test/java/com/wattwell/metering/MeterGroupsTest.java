package com.wattwell.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import com.wattwell.schedule.DueSchedules;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MeterGroupsTest {

    private static final Caller OPERATOR = new Caller("wang", "Wang", Scope.ALL, Set.of(Caller.METER_OPERATOR));

    private final Spine spine = new Spine().login(1);
    private final MeterGroups groups = spine.wiring.bean(MeterGroups.class);

    @Test
    void aScheduleOfAGroupReadsOnlyItsMeters() {
        int group = groups.create(OPERATOR, spine.company, "lifts", List.of(spine.otherMeter));
        int schedule = spine.sample.schedule(spine.company, "lifts", "GROUP", group, 1);
        spine.database.update("update schedule set next_due = ? where id = ?", spine.now, schedule);
        spine.wiring.bean(DueSchedules.class).makeRuns();
        spine.wiring.bean(LineTasks.class).work(spine.database.<Long>one("select id from line_task", row -> row.getLong(1)));
        assertThat(spine.wiring.adapter.exchanges).singleElement()
                .satisfies(exchange -> assertThat(exchange.ref().meter()).isEqualTo(spine.otherMeter));
    }

    @Test
    void aMeterOfAnotherCompanyIsRefused() {
        int other = spine.sample.company("B");
        assertThatThrownBy(() -> groups.create(OPERATOR, other, "theirs", List.of(spine.meter)))
                .isInstanceOfSatisfying(RefusedException.class, refusal -> assertThat(refusal.field()).isEqualTo("meters"));
    }

    @Test
    void theSameNameTwiceIsRefused() {
        groups.create(OPERATOR, spine.company, "lifts", List.of());
        assertThatThrownBy(() -> groups.create(OPERATOR, spine.company, "lifts", List.of())).isInstanceOf(RefusedException.class);
    }

    @Test
    void aGroupOfAnotherCompanyIsNotFound() {
        int group = groups.create(OPERATOR, spine.company, "lifts", List.of());
        Caller stranger = new Caller("li", "Li", new Scope(spine.company + 1), Set.of(Caller.METER_OPERATOR));
        assertThatThrownBy(() -> groups.change(stranger, group, List.of())).isInstanceOfSatisfying(RefusedException.class,
                refusal -> assertThat(refusal.kind()).isEqualTo(RefusedException.Kind.NOT_FOUND));
    }
}
