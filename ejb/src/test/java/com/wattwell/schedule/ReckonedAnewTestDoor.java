package com.wattwell.schedule;

import com.wattwell.calendar.CalendarChanged;
import com.wattwell.platform.Wiring;

/** Lets schedules hear of a calendar's change in tests, as the container does. */
public final class ReckonedAnewTestDoor {

    private ReckonedAnewTestDoor() {
    }

    public static void listens(Wiring wiring) {
        ReckonedAnew reckonedAnew = wiring.bean(ReckonedAnew.class);
        wiring.heard.add(event -> reckonedAnew.calendarChanged((CalendarChanged) event));
    }
}
