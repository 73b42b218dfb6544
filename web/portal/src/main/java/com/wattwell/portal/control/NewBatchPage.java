package com.wattwell.portal.control;

import com.wattwell.control.BatchQueries;
import com.wattwell.control.BatchTarget;
import com.wattwell.control.CommandBatches;
import com.wattwell.control.CommandBatches.Preview;
import com.wattwell.control.CommandKind;
import com.wattwell.metering.MeterQueries;
import com.wattwell.platform.IdempotentWork;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Texts;
import com.wattwell.portal.Visitor;
import com.wattwell.portal.meters.ChosenMeters;
import com.wattwell.schedule.ReadingSchedule;
import com.wattwell.schedule.ScheduleQueries;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * The last look before the same is ordered of many meters: how many of which buildings, which not and why. It is for a group, a place or a
 * collector, for what a search in the list of meters finds or was chosen there, or for the failed of another batch.
 */
@Named
@ViewScoped
public class NewBatchPage implements Serializable {

    /** More meters than these are cut off only by who types their number. */
    public static final int TYPED_ABOVE = 10;

    private static final long serialVersionUID = 1;
    private static final int CHOICES = 12;
    private static final List<BatchTarget.Kind> TARGETS = List.of(BatchTarget.Kind.AREA, BatchTarget.Kind.GROUP, BatchTarget.Kind.COLLECTOR);

    @Inject
    private CommandBatches batches;
    @Inject
    private BatchQueries queries;
    @Inject
    private MeterQueries meters;
    @Inject
    private ScheduleQueries schedules;
    @Inject
    private ChosenMeters kept;
    @Inject
    private IdempotentWork once;
    @Inject
    private Visitor visitor;
    @Inject
    private Texts texts;
    @Inject
    private Attempt attempt;

    /** Of this opened page: however often it is posted, one batch is written. */
    private final String token = UUID.randomUUID().toString();
    private BatchTarget.Kind target = BatchTarget.Kind.AREA;
    private String targetId;
    private String repeat;
    private String search;
    private String handpicked;
    private boolean given;
    private CommandKind kind = CommandKind.TRIP;
    private String reason;
    private Integer count;
    private ScheduleQueries.Choice chosen;
    private transient Preview preview;
    private transient String problem;

    /** When the page is opened. */
    public void open() {
        visitor.mustOperate();
        if (repeat != null) {
            kind = queries.byId(visitor.caller().scope(), Id.of("batch", repeat)).orElseThrow(() -> RefusedException.notFound("batch", repeat)).kind();
        } else if (targetId != null) {
            int id = Id.ofInt("target", targetId);
            chosen = new ScheduleQueries.Choice(id, queries.targetName(visitor.caller().scope(), target, id).orElseThrow(() -> RefusedException.notFound("target", targetId)));
        }
        given = repeat != null || chosen != null || handpicked != null || isSearching();
    }

    public String order() {
        long[] made = new long[1];
        boolean done = attempt.to(() -> {
            if (isTyped() && (count == null || count != getPreview().total())) {
                throw RefusedException.invalid("count", "refused.batchCount", "Type how many meters it is: " + getPreview().total() + ".", getPreview().total());
            }
            byte[] request = (kind + " " + target + " " + targetId + " " + repeat + " " + search + " " + handpicked + " " + chosen).getBytes(StandardCharsets.UTF_8);
            if (once.once(visitor.caller().name(), "page-" + token, request, () -> new IdempotentWork.Answer(202, "", Long.toString(create())))
                    instanceof IdempotentWork.Outcome.Answered answered) {
                made[0] = Long.parseLong(answered.answer().body());
            }
        });
        return done && made[0] > 0 ? "/batch?faces-redirect=true&id=" + made[0] : null;
    }

    private long create() {
        return repeat != null ? batches.repeatFailed(visitor.caller(), Id.of("batch", repeat), reason)
                : batches.create(visitor.caller(), kind, null, meters(), reason);
    }

    private BatchTarget meters() {
        if (repeat != null) {
            return batches.failedOf(visitor.caller(), Id.of("batch", repeat));
        }
        if (handpicked != null) {
            return BatchTarget.of(kept.of(handpicked));
        }
        if (isSearching()) {
            return BatchTarget.of(meters.ids(visitor.scope(), new MeterQueries.Filter(search, null, null, false), BatchTarget.MAX_METERS + 1));
        }
        if (chosen == null) {
            throw RefusedException.invalid("chosen", "refused.targetId", "Choose one from the list.");
        }
        return BatchTarget.of(target, chosen.id());
    }

    /** What it would do, or {@code null} while nothing is chosen or it cannot be; then {@link #getProblem} says why. */
    public Preview getPreview() {
        if (preview == null && problem == null && given()) {
            try {
                preview = batches.preview(visitor.caller(), kind, null, meters());
            } catch (RefusedException refused) {
                problem = texts.refused(refused);
            }
        }
        return preview;
    }

    public String getProblem() {
        getPreview();
        return problem;
    }

    private boolean given() {
        return given || chosen != null;
    }

    /** Something else is chosen. */
    public void look() {
        preview = null;
        problem = null;
    }

    public void targetChanged() {
        chosen = null;
        look();
    }

    public List<ScheduleQueries.Choice> complete(String text) {
        return schedules.choices(visitor.scope(), ReadingSchedule.Target.valueOf(target.name()), text, CHOICES);
    }

    /** Whether the number of meters must be typed. */
    public boolean isTyped() {
        return isTrip() && getPreview() != null && getPreview().total() > TYPED_ABOVE;
    }

    public boolean isTrip() {
        return kind == CommandKind.TRIP;
    }

    public boolean isRepeated() {
        return repeat != null;
    }

    public boolean isSearching() {
        return search != null && !search.isBlank();
    }

    /** Whether the address of the page says for what it is. */
    public boolean isGiven() {
        return given;
    }

    /** For what it is, in words. */
    public String getFor() {
        return repeat != null ? texts.of("batch.forFailed", repeat) : handpicked != null ? texts.of("batch.forChosen", kept.of(handpicked).size()) : isSearching() ? texts.of("batch.forSearch", search)
                : texts.word("target.one", target) + ": " + chosen.name();
    }

    public List<CommandKind> getKinds() {
        return Arrays.stream(CommandKind.values()).filter(each -> each.action() != null || each == CommandKind.SET_CLOCK).toList();
    }

    public List<BatchTarget.Kind> getTargets() {
        return TARGETS;
    }

    public BatchTarget.Kind getTarget() {
        return target;
    }

    public void setTarget(BatchTarget.Kind target) {
        this.target = target != null && TARGETS.contains(target) ? target : BatchTarget.Kind.AREA;
    }

    public String getTargetId() {
        return targetId;
    }

    public void setTargetId(String targetId) {
        this.targetId = targetId;
    }

    public String getRepeat() {
        return repeat;
    }

    public void setRepeat(String repeat) {
        this.repeat = repeat;
    }

    /** The key of meters that were chosen one by one, or {@code null}. */
    public String getHandpicked() {
        return handpicked;
    }

    public void setHandpicked(String handpicked) {
        this.handpicked = handpicked;
    }

    public String getSearch() {
        return search;
    }

    public void setSearch(String search) {
        this.search = search;
    }

    public CommandKind getKind() {
        return kind;
    }

    public void setKind(CommandKind kind) {
        this.kind = kind;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public Integer getCount() {
        return count;
    }

    public void setCount(Integer count) {
        this.count = count;
    }

    public ScheduleQueries.Choice getChosen() {
        return chosen;
    }

    public void setChosen(ScheduleQueries.Choice chosen) {
        this.chosen = chosen;
    }
}
