package com.wattwell.api.v1;

import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.calendar.CalendarDay;
import com.wattwell.calendar.CalendarLines;
import com.wattwell.calendar.CalendarService;
import com.wattwell.calendar.Calendars;
import com.wattwell.identity.Companies;
import com.wattwell.identity.Company;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * Holidays and make-up working days. Without a company it is the calendar of the caller's own, or for staff of the
 * installation the one for all companies.
 */
@RequestScoped
@Path("calendar")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CalendarResource {

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2100;

    /**
     * A year as it goes out.
     *
     * @param company    code of its company, or {@code null} for all companies
     * @param lastChange id of the last change, which can be taken back, or {@code null}
     */
    public record CalendarYear(int year, String company, List<MarkedDay> days, Integer lastChange) {
    }

    /**
     * A day that is not what its day of the week says.
     *
     * @param kind     HOLIDAY or WORKING_DAY
     * @param reckoned whether it was neither announced nor confirmed
     * @param own      whether it stands in this calendar, and not in the one for all companies
     */
    public record MarkedDay(String day, String kind, String nameZh, String nameEn, boolean reckoned, boolean own) {
        static MarkedDay of(Calendars.Entry entry) {
            CalendarDay day = entry.day();
            return new MarkedDay(day.day().toString(), day.kind().name(), day.nameZh(), day.nameEn(), day.reckoned(), entry.own());
        }
    }

    /** Days to mark, from the first to the last. */
    public record NewMark(String company, @Required String from, String to, @Required String kind, @Required String name, String nameEn) {
    }

    /** Days whose mark is taken away. */
    public record NoMark(String company, @Required String from, String to) {
    }

    /** An announcement, one day in each line; at most 100 lines in one request. */
    public record Announcement(String company, @Required List<String> lines) {
    }

    /** A year whose reckoned days are right. */
    public record Confirmation(String company, @Required Integer year) {
    }

    /** The change to take back, which must be the last one. */
    public record TakenBack(String company, @Required Integer change) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private Companies companies;
    @Inject
    private Calendars calendars;
    @Inject
    private CalendarService service;
    @Inject
    private Clock clock;
    @Inject
    private Once once;

    @GET
    public CalendarYear get(@QueryParam("year") String year, @QueryParam("company") String company) {
        Integer id = company(Parameters.search("company", company));
        return year(id, year == null ? thisYear(id) : checked(Parameters.whole("year", year)));
    }

    @POST
    @Path("mark")
    public Response mark(NewMark wanted) {
        return once.answer(() -> {
            Integer company = company(wanted.company());
            LocalDate from = day("from", wanted.from());
            service.mark(caller.get(), company, from, wanted.to() == null ? from : day("to", wanted.to()), kind(wanted.kind()), wanted.name(), wanted.nameEn());
            return changed(company, from.getYear());
        });
    }

    @POST
    @Path("unmark")
    public Response unmark(NoMark wanted) {
        return once.answer(() -> {
            Integer company = company(wanted.company());
            LocalDate from = day("from", wanted.from());
            service.remove(caller.get(), company, from, wanted.to() == null ? from : day("to", wanted.to()));
            return changed(company, from.getYear());
        });
    }

    @POST
    @Path("announce")
    public Response announce(Announcement wanted) {
        return once.answer(() -> {
            Integer company = company(wanted.company());
            String text = String.join("\n", wanted.lines());
            service.takeOver(caller.get(), company, text);
            return changed(company, CalendarLines.read(text).getFirst().day().day().getYear());
        });
    }

    @POST
    @Path("confirm")
    public Response confirm(Confirmation wanted) {
        return once.answer(() -> {
            Integer company = company(wanted.company());
            service.confirm(caller.get(), company, checked(wanted.year()));
            return changed(company, wanted.year());
        });
    }

    @POST
    @Path("take-back")
    public Response takeBack(TakenBack wanted) {
        return once.answer(() -> {
            Integer company = company(wanted.company());
            service.takeBack(caller.get(), company, wanted.change());
            return changed(company, thisYear(company));
        });
    }

    private Made changed(Integer company, int year) {
        return Made.created("calendar?year=" + year, year(company, year));
    }

    private CalendarYear year(Integer company, int year) {
        String code = companies.all(caller.get().scope()).stream().filter(each -> each.id().equals(company)).map(Company::code).findFirst().orElse(null);
        return new CalendarYear(year, code, calendars.year(company, year).stream().map(MarkedDay::of).toList(),
                calendars.lastChange(company).map(change -> Math.toIntExact(change.id())).orElse(null));
    }

    /** The company named, or the caller's own, or {@code null} for all. */
    private Integer company(String code) {
        return code == null || code.isBlank() ? caller.get().scope().companyId() : Integer.valueOf(companies.forWriting(caller.get(), code));
    }

    private int thisYear(Integer company) {
        return companies.all(caller.get().scope()).stream().filter(each -> company == null || each.id().equals(company)).findFirst()
                .map(each -> clock.instant().atZone(each.zone()).getYear()).orElseGet(() -> LocalDate.now(clock).getYear());
    }

    private static int checked(int year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw RefusedException.invalid("year", "refused.year", "year must be from " + FIRST_YEAR + " to " + LAST_YEAR + ".");
        }
        return year;
    }

    private static LocalDate day(String field, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw RefusedException.invalid(field, "refused.day", field + " must be a day such as 2027-02-05.");
        }
    }

    private static CalendarDay.Kind kind(String text) {
        try {
            return CalendarDay.Kind.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid("kind", "refused.dayKind", "kind must be HOLIDAY or WORKING_DAY.");
        }
    }
}
