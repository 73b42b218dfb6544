package com.wattwell.portal.ask;

import com.wattwell.control.CommandQueries;
import com.wattwell.control.CommandService;
import com.wattwell.identity.Scope;
import com.wattwell.metering.MeterQueries;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import com.wattwell.portal.control.Story;
import com.wattwell.portal.control.WireBytes;
import com.wattwell.protocol.ItemEntry;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Protocols;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Asks one meter for anything its protocol knows, and shows the answer with the bytes of both directions. */
@Named
@ViewScoped
public class AskPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int FOUND_SHOWN = 40;
    private static final int BYTES_SHOWN = 3;

    @Inject
    private MeterQueries meters;
    @Inject
    private CommandQueries commands;
    @Inject
    private CommandService orders;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String id;
    private String text;
    private String pattern;
    private String command;
    private List<Opening> openings = new ArrayList<>();
    private transient MeterQueries.Row meter;
    private transient Story story;
    private transient List<WireBytes> bytes;

    /** A number that the chosen item leaves open; kept in the page's state. */
    public static final class Opening implements Serializable {

        private static final long serialVersionUID = 1;
        private final int first;
        private final int last;
        private Integer number;

        Opening(ItemEntry.Range range, int number) {
            this.first = range.first();
            this.last = range.last();
            this.number = number;
        }

        public int getFirst() {
            return first;
        }

        public int getLast() {
            return last;
        }

        public Integer getNumber() {
            return number;
        }

        public void setNumber(Integer number) {
            this.number = number;
        }
    }

    /** When the page is opened. */
    public void open() {
        visitor.mustOperate();
        ItemEntry chosen = getChosen();
        if (chosen != null) {
            int[] written = text == null ? null : chosen.numbersOf(text.strip().toUpperCase(Locale.ROOT));
            List<ItemEntry.Range> ranges = chosen.openings();
            for (int i = 0; i < ranges.size(); i++) {
                openings.add(new Opening(ranges.get(i), written == null ? ranges.get(i).first() : written[i]));
            }
        }
    }

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        meter = meters.byId(scope(), Id.ofInt("meter", id)).orElseThrow(() -> RefusedException.notFound("meter", id));
        if (command != null) {
            long number = Id.of("command", command);
            story = commands.byId(scope(), number).filter(row -> row.meterId() == meter.id())
                    .map(row -> Story.of(row, commands.history(scope(), number))).orElseThrow(() -> RefusedException.notFound("command", command));
            bytes = commands.attempts(scope(), number, BYTES_SHOWN).stream().map(WireBytes::of).toList();
        }
    }

    /** Asks for the chosen item; the page comes again with the answer on it. */
    public String ask() {
        long[] made = new long[1];
        boolean done = attempt.to(() -> {
            visitor.mustOperate();
            made[0] = orders.read(visitor.caller(), Id.ofInt("meter", id), List.of(item()));
        });
        return done ? "/ask?faces-redirect=true&includeViewParams=true&command=" + made[0] : null;
    }

    private String item() {
        try {
            return getChosen().item(openings.stream().mapToInt(opening -> opening.getNumber() == null ? -1 : opening.getNumber()).toArray());
        } catch (IllegalArgumentException outside) {
            throw RefusedException.invalid("numbers", "refused.itemNumber", outside.getMessage(), outside.getMessage());
        }
    }

    public List<ItemEntry> getFound() {
        return ItemSearch.find(protocol(), text, FOUND_SHOWN);
    }

    public boolean isMore() {
        return getFound().size() == FOUND_SHOWN;
    }

    /** The line of the standard's table that was chosen, or {@code null}. */
    public ItemEntry getChosen() {
        return pattern == null ? null : protocol().items().stream().filter(entry -> entry.readable() && entry.pattern().equals(pattern)).findFirst()
                .orElseThrow(() -> RefusedException.notFound("item", pattern));
    }

    private MeterProtocol protocol() {
        return Protocols.named(getMeter().protocol());
    }

    private Scope scope() {
        return visitor.caller().scope();
    }

    public MeterQueries.Row getMeter() {
        if (meter == null) {
            meter = meters.byId(scope(), Id.ofInt("meter", id)).orElseThrow(() -> RefusedException.notFound("meter", id));
        }
        return meter;
    }

    public ZoneId getZone() {
        return visitor.zoneOf(meter.companyId());
    }

    /** The question that was asked, or {@code null}. */
    public Story getStory() {
        return story;
    }

    public List<WireBytes> getBytes() {
        return bytes;
    }

    public List<Opening> getOpenings() {
        return openings;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public String getPattern() {
        return pattern;
    }

    public void setPattern(String pattern) {
        this.pattern = pattern == null || pattern.isBlank() ? null : pattern;
    }

    public String getCommand() {
        return command;
    }

    public void setCommand(String command) {
        this.command = command == null || command.isBlank() ? null : command;
    }
}
