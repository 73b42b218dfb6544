package com.wattwell.control;

import com.wattwell.identity.Caller;
import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

/** Asks a meter for what it knows of itself: its state, its records of events, its load profile, its clock. Each is a READ command. */
@Stateless
public class MeterQuestions {

    /** What a READ is about, so that the newest of each can be found again. */
    public enum About {
        STATE, EVENTS, PROFILE, CLOCK
    }

    /** Blocks of a load profile that one question brings; the standard allows 99. */
    public static final int MOST_BLOCKS = 48;
    /** Classes of a load profile, from 1. */
    public static final int PROFILE_GROUPS = 6;

    private static final List<String> WORDS = List.of("04000501", "04000502", "04000503", "04000504", "04000505", "04000506", "04000507");
    private static final String ALL_WORDS = "040005FF";
    private static final Map<String, List<String>> STATE = Map.of("DLT645_1997", List.of("C020", "C021"), "CJT188", List.of("901F"), "MBUS", List.of("*"));

    @Inject
    private Database database;
    @Inject
    private CommandService commands;

    private record Asked(String protocol, boolean blocks) {
    }

    /** Reads every state word. @return the command's id */
    public long state(Caller caller, int meterId) {
        Asked asked = asked(caller, meterId);
        return commands.ask(caller, meterId, about(About.STATE, STATE.getOrDefault(asked.protocol(), asked.blocks() ? List.of(ALL_WORDS) : WORDS)).build());
    }

    /** Reads date and time. @return the command's id */
    public long clock(Caller caller, int meterId) {
        return commands.ask(caller, meterId, about(About.CLOCK, ClockTold.QUESTIONS.get(asked(caller, meterId).protocol())).build());
    }

    /**
     * Reads records of events.
     *
     * @param kind name of an {@link EventKind} that the meter's protocol has
     * @param last how many of the last ones, 1 to the kind's {@link EventKind#most}
     */
    public long events(Caller caller, int meterId, String kind, int last) {
        List<EventKind> kinds = EventKind.of(asked(caller, meterId).protocol());
        EventKind events = kinds.stream().filter(each -> each.name().equals(kind)).findFirst()
                .orElseThrow(() -> RefusedException.invalid("events", "refused.events", "events must be one of " + kinds + ".", kinds.toString()));
        if (last < 1 || last > events.most()) {
            throw RefusedException.invalid("last", "refused.range", "last must be 1 to " + events.most() + ".", 1, events.most());
        }
        return commands.ask(caller, meterId, about(About.EVENTS, events.items(last)).add("events", events.name()).add("last", last).build());
    }

    /**
     * Reads blocks of a load profile.
     *
     * @param group 1 to {@link #PROFILE_GROUPS}
     * @param count 1 to {@link #MOST_BLOCKS}
     * @param from  local time of the meter's clock, or {@code null} for the newest block
     * @param keep  whether the values become readings at the meter's times
     */
    public long profile(Caller caller, int meterId, int group, int count, LocalDateTime from, boolean keep) {
        asked(caller, meterId);
        if (group < 1 || group > PROFILE_GROUPS) {
            throw RefusedException.invalid("group", "refused.range", "group must be 1 to " + PROFILE_GROUPS + ".", 1, PROFILE_GROUPS);
        }
        if (count < 1 || count > MOST_BLOCKS) {
            throw RefusedException.invalid("count", "refused.range", "count must be 1 to " + MOST_BLOCKS + ".", 1, MOST_BLOCKS);
        }
        JsonObjectBuilder profile = Json.createObjectBuilder().add("group", group).add("count", count).add("keep", keep);
        if (from != null) {
            profile.add("from", from.withSecond(0).withNano(0).toString());
        }
        return commands.ask(caller, meterId, Json.createObjectBuilder().add("about", About.PROFILE.name()).add("profile", profile).build());
    }

    private static JsonObjectBuilder about(About about, List<String> items) {
        return Json.createObjectBuilder().add("about", about.name()).add("items", Json.createArrayBuilder(items));
    }

    private Asked asked(Caller caller, int meterId) {
        return database.first("select m.protocol, mm.reads_blocks from meter m join meter_model mm on mm.id = m.model_id where m.id = ?"
                        + caller.scope().and("m.company_id"), row -> new Asked(row.getString(1), row.getBoolean(2)), meterId)
                .orElseThrow(() -> RefusedException.notFound("meter", meterId));
    }
}
