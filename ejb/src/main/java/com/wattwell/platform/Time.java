package com.wattwell.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The one clock of the application. Everything that asks for the time is given it, so that tests can move it. */
@ApplicationScoped
public class Time {

    @Produces
    public Clock clock() {
        return Clock.systemUTC();
    }
}
