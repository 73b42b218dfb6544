package com.wattwell.portal.state;

import com.wattwell.control.CommandQueries;
import com.wattwell.control.CommandService;
import com.wattwell.control.EventKind;
import com.wattwell.control.MeterFactQueries;
import com.wattwell.control.MeterQuestions;
import com.wattwell.control.MeterQuestions.About;
import com.wattwell.identity.Scope;
import com.wattwell.metering.MeterQueries;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Texts;
import com.wattwell.portal.Visitor;
import com.wattwell.portal.control.Story;
import com.wattwell.protocol.Protocols;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.Serializable;
import java.io.StringReader;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a meter says of itself: its state words, its clock, its records of events, its load profile. */
@Named
@ViewScoped
public class MeterStatePage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final String PROFILES = "DLT645_2007";

    @Inject
    private MeterQueries meters;
    @Inject
    private MeterFactQueries facts;
    @Inject
    private CommandQueries commands;
    @Inject
    private MeterQuestions questions;
    @Inject
    private CommandService orders;
    @Inject
    private Visitor visitor;
    @Inject
    private Texts texts;
    @Inject
    private Attempt attempt;
    @Inject
    private Clock clock;

    private String id;
    private String events;
    private Integer last = 3;
    private Integer group = 1;
    private String from;
    private Integer count = 12;
    private boolean keep;
    private String reason;
    private transient MeterQueries.Row meter;
    private transient Map<About, Story> asked;
    private transient Story eventsRead;
    private transient Story profileRead;
    private transient Profile profile;

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        meter = meters.byId(scope(), Id.ofInt("meter", id)).orElseThrow(() -> RefusedException.notFound("meter", id));
        asked = new EnumMap<>(About.class);
        for (About about : About.values()) {
            facts.latest(scope(), meter.id(), about, false).ifPresent(command -> asked.put(about, story(command)));
        }
        eventsRead = facts.latest(scope(), meter.id(), About.EVENTS, true).map(this::story).orElse(null);
        profileRead = facts.latest(scope(), meter.id(), About.PROFILE, true).map(this::story).orElse(null);
        profile = profileRead == null ? null : Profile.of(profileRead.values());
        if (from == null) {
            from = LocalDate.ofInstant(clock.instant(), getZone()).atStartOfDay().toString();
        }
    }

    private Story story(long command) {
        return Story.of(commands.byId(scope(), command).orElseThrow(() -> RefusedException.notFound("command", command)), commands.history(scope(), command));
    }

    public String readState() {
        return ask(() -> questions.state(visitor.caller(), meterId()));
    }

    public String readClock() {
        return ask(() -> questions.clock(visitor.caller(), meterId()));
    }

    public String readEvents() {
        return ask(() -> questions.events(visitor.caller(), meterId(), events, last == null ? 0 : last));
    }

    public String readProfile() {
        return ask(() -> questions.profile(visitor.caller(), meterId(), group == null ? 0 : group, count == null ? 0 : count, time(), keep));
    }

    /** Sets the clock to the server's time. */
    public String setClock() {
        return ask(() -> orders.setClock(visitor.caller(), meterId(), reason, null));
    }

    private LocalDateTime time() {
        try {
            return from == null || from.isBlank() ? null : LocalDateTime.parse(from.strip());
        } catch (DateTimeException e) {
            throw RefusedException.invalid("from", "refused.localTime", "from must be a local time such as 2026-11-29T08:00.");
        }
    }

    /** The page comes again, so that loading it once more asks nothing. */
    private String ask(Runnable question) {
        boolean done = attempt.to(() -> {
            visitor.mustOperate();
            question.run();
        });
        return done ? "/meter-state?faces-redirect=true&id=" + meterId() : null;
    }

    private int meterId() {
        return Id.ofInt("meter", id);
    }

    private Scope scope() {
        return visitor.caller().scope();
    }

    public MeterQueries.Row getMeter() {
        if (meter == null) {
            refresh();
        }
        return meter;
    }

    public ZoneId getZone() {
        return visitor.zoneOf(getMeter().companyId());
    }

    public List<MeterFactQueries.Word> getWords() {
        return facts.words(scope(), getMeter().id());
    }

    /** The meter's clock as it was read last, or {@code null}. */
    public MeterFactQueries.MeterTime getTime() {
        return facts.clock(scope(), getMeter().id()).orElse(null);
    }

    /** The newest question about this with its steps, or {@code null}. */
    public Story asked(String about) {
        if (asked == null) {
            refresh();
        }
        return asked.get(About.valueOf(about));
    }

    /** The newest answered question for events, or {@code null}. */
    public Story getEventsRead() {
        return eventsRead;
    }

    /** The kind of the records that are shown. */
    public String getKindRead() {
        return parameters(eventsRead).getString("events");
    }

    public List<EventRecord> getRecords() {
        return EventRecord.of(eventsRead.values(), EventKind.valueOf(getKindRead()).numbered(), Protocols.named(getMeter().protocol()), texts);
    }

    public Story getProfileRead() {
        return profileRead;
    }

    /** Whether the blocks that are shown became readings. */
    public boolean isKept() {
        return parameters(profileRead).getJsonObject("profile").getBoolean("keep");
    }

    public Profile getProfile() {
        return profile;
    }

    public List<String> getCharts() {
        return profile.charts(texts, getZone());
    }

    private static JsonObject parameters(Story story) {
        try (JsonReader reader = Json.createReader(new StringReader(story.command().parameters()))) {
            return reader.readObject();
        }
    }

    public List<EventKind> getKinds() {
        return EventKind.of(getMeter().protocol());
    }

    /** Whether the meter's protocol has load profiles. */
    public boolean isProfiled() {
        return PROFILES.equals(getMeter().protocol());
    }

    public int[] getGroups() {
        return java.util.stream.IntStream.rangeClosed(1, MeterQuestions.PROFILE_GROUPS).toArray();
    }

    public int getMostBlocks() {
        return MeterQuestions.MOST_BLOCKS;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getEvents() {
        return events;
    }

    public void setEvents(String events) {
        this.events = events;
    }

    public Integer getLast() {
        return last;
    }

    public void setLast(Integer last) {
        this.last = last;
    }

    public Integer getGroup() {
        return group;
    }

    public void setGroup(Integer group) {
        this.group = group;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public Integer getCount() {
        return count;
    }

    public void setCount(Integer count) {
        this.count = count;
    }

    public boolean isKeep() {
        return keep;
    }

    public void setKeep(boolean keep) {
        this.keep = keep;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
