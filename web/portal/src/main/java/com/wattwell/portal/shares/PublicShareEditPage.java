package com.wattwell.portal.shares;

import com.wattwell.billing.BillingPeriod;
import com.wattwell.billing.BillingRules;
import com.wattwell.billing.PublicShareQueries;
import com.wattwell.billing.PublicShareService;
import com.wattwell.billing.PublicShares;
import com.wattwell.billing.ShareLines;
import com.wattwell.billing.SharePreviews;
import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import com.wattwell.schedule.ReadingSchedule;
import com.wattwell.schedule.ScheduleQueries;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a share, or changes one from a month on: shows which lines name no unit, and what last month would have cost each. */
@Named
@ViewScoped
public class PublicShareEditPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int CHOICES = 12;

    @Inject
    private PublicShareQueries shares;
    @Inject
    private PublicShareService service;
    @Inject
    private ShareLines lines;
    @Inject
    private SharePreviews previews;
    @Inject
    private ScheduleQueries choices;
    @Inject
    private BillingRules rules;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private CompanyField company;

    private String id;
    private ScheduleQueries.Choice meter;
    private ScheduleQueries.Choice place;
    private String nameZh;
    private String nameEn;
    private PublicShares.Basis basis = PublicShares.Basis.AREA;
    private String from;
    private String to;
    private String members;
    private transient PublicShareQueries.Row row;
    private transient ShareLines.Read read;
    private transient SharePreviews.Preview preview;

    /** When the page is opened. */
    public void open() {
        visitor.mustAdminister();
        if (isNew()) {
            begins();
            return;
        }
        company.setId(getRow().companyId());
        nameZh = row.nameZh();
        nameEn = row.nameEn();
        basis = row.basis();
        BillingPeriod now = thisMonth(row.companyId());
        from = (row.from().month().isAfter(now.month()) ? row.from() : now).toString();
        members = shares.units(scope(), row.id()).stream().map(unit -> ShareLines.line(unit, basis)).collect(Collectors.joining("\n"));
    }

    private BillingPeriod thisMonth(int companyId) {
        return BillingPeriod.of(rules.today(companyId));
    }

    private Scope scope() {
        return visitor.caller().scope();
    }

    /** Another company has other meters and places. */
    public void companyChanged() {
        meter = null;
        place = null;
        begins();
        forget();
    }

    /** A new share begins with the month that runs at its company. */
    private void begins() {
        if (from == null && company.getId() != null) {
            from = thisMonth(company.forWriting()).toString();
        }
    }

    /** Puts all units of the place that is chosen behind those that stand there. */
    public void addPlace() {
        forget();
        attempt.to(() -> {
            if (place == null) {
                throw RefusedException.invalid("place", "refused.sharePlace", "Choose a place.");
            }
            PublicShareQueries.Common common = common();
            List<PublicShareQueries.Unit> units = shares.in(new Scope(companyId()), place.id(), common.commodity(), common.usagePointId());
            if (units.isEmpty() || units.size() > PublicShareService.MAX_MEMBERS) {
                throw RefusedException.invalid("place", "refused.sharePlaceUnits", "There are no units there, or more than " + PublicShareService.MAX_MEMBERS + ".", PublicShareService.MAX_MEMBERS);
            }
            Set<Long> there = lines.read(companyId(), common.usagePointId(), PublicShares.Basis.EQUAL, members).members().stream().map(PublicShareService.Member::usagePointId)
                    .collect(Collectors.toSet());
            String added = units.stream().filter(unit -> !there.contains(unit.usagePointId())).map(unit -> ShareLines.line(unit, basis)).collect(Collectors.joining("\n"));
            members = members == null || members.isBlank() ? added : added.isEmpty() ? members : members.stripTrailing() + '\n' + added;
        });
    }

    /** Reads the lines; when all are right, reckons what last month would have cost each. */
    public void check() {
        forget();
        attempt.to(this::look);
    }

    private PublicShareQueries.Common look() {
        PublicShareQueries.Common common = common();
        read = lines.read(companyId(), common.usagePointId(), basis, members);
        if (!read.wrong().isEmpty()) {
            throw RefusedException.invalid("members", "refused.shareLines", read.wrong().size() + " lines are wrong.", read.wrong().size());
        }
        if (common.usagePointId() != null && !read.members().isEmpty()) {
            preview = previews.of(scope(), common.usagePointId(), basis, read.members(), thisMonth(companyId()).before());
        }
        return common;
    }

    public String save() {
        forget();
        int[] saved = new int[1];
        boolean done = attempt.to(() -> {
            PublicShareQueries.Common common = look();
            PublicShareService.Terms terms = new PublicShareService.Terms(nameZh, nameEn, basis, read.members());
            saved[0] = isNew() ? service.create(visitor.caller(), new PublicShareService.NewShare(companyId(), common.usagePointId(), meter.id(), from, to, terms))
                    : service.change(visitor.caller(), getRow().id(), from, terms);
        });
        if (!done) {
            return null;
        }
        attempt.say("share.saved");
        return "/public-share?faces-redirect=true&id=" + saved[0];
    }

    /** What was said of other lines does not hold any more. */
    private void forget() {
        read = null;
        preview = null;
    }

    private PublicShareQueries.Common common() {
        if (!isNew()) {
            return new PublicShareQueries.Common(getRow().usagePointId(), getRow().commodity());
        }
        return (meter == null ? Optional.<PublicShareQueries.Common>empty() : shares.common(new Scope(companyId()), meter.id()))
                .orElseThrow(() -> RefusedException.invalid("meter", "refused.shareMeter", "Choose the common meter."));
    }

    private int companyId() {
        return isNew() ? company.forWriting() : getRow().companyId();
    }

    public List<ScheduleQueries.Choice> completeMeter(String text) {
        return choices.choices(offered(), ReadingSchedule.Target.METER, text, CHOICES);
    }

    public List<ScheduleQueries.Choice> completePlace(String text) {
        return choices.choices(offered(), ReadingSchedule.Target.AREA, text, CHOICES);
    }

    private Scope offered() {
        return company.getId() == null ? visitor.scope() : new Scope(companyId());
    }

    /** The share that is changed; {@code null} for a new one. */
    public PublicShareQueries.Row getRow() {
        if (row == null && id != null) {
            row = shares.byId(scope(), Id.ofInt("public share", id)).orElseThrow(() -> RefusedException.notFound("public share", id));
        }
        return row;
    }

    public boolean isNew() {
        return id == null;
    }

    /** Lines that name no unit, once they were read. */
    public List<ShareLines.Wrong> getWrong() {
        return read == null ? List.of() : read.wrong();
    }

    /** {@code null} before the lines were read, and while the common meter has counted for nobody. */
    public SharePreviews.Preview getPreview() {
        return preview;
    }

    public PublicShares.Basis[] getBases() {
        return PublicShares.Basis.values();
    }

    public CompanyField getCompany() {
        return company;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public ScheduleQueries.Choice getMeter() {
        return meter;
    }

    public void setMeter(ScheduleQueries.Choice meter) {
        this.meter = meter;
    }

    public ScheduleQueries.Choice getPlace() {
        return place;
    }

    public void setPlace(ScheduleQueries.Choice place) {
        this.place = place;
    }

    public String getNameZh() {
        return nameZh;
    }

    public void setNameZh(String nameZh) {
        this.nameZh = nameZh;
    }

    public String getNameEn() {
        return nameEn;
    }

    public void setNameEn(String nameEn) {
        this.nameEn = nameEn;
    }

    public PublicShares.Basis getBasis() {
        return basis;
    }

    public void setBasis(PublicShares.Basis basis) {
        this.basis = basis == null ? PublicShares.Basis.AREA : basis;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public String getTo() {
        return to;
    }

    public void setTo(String to) {
        this.to = to;
    }

    public String getMembers() {
        return members;
    }

    public void setMembers(String members) {
        this.members = members;
    }
}
