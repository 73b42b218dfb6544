package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.billing.BillCorrections;
import com.wattwell.billing.BillQueries;
import com.wattwell.billing.BillingPeriod;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;

/** Bills of accounts that are billed afterwards. */
@RequestScoped
@Path("bills")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class BillResource {

    /**
     * A line as it goes out.
     *
     * @param to        its last day
     * @param quantity  a number as text
     * @param unitPrice yuan as text, or {@code null}
     */
    public record BillLine(int number, String kind, String nameZh, String nameEn, String tariff, int tariffVersion, String rule, String from, String to, String register, int step,
                           String quantity, String unitPrice, long amountFen, long taxFen, boolean estimated) {
        static BillLine of(BillQueries.Line line) {
            return new BillLine(line.number(), line.kind(), line.nameZh(), line.nameEn(), line.tariffCode(), line.tariffVersion(), line.ruleId(), line.from().toString(),
                    line.lastDay().toString(), line.register(), line.step(), line.quantity().toPlainString(), line.unitPrice() == null ? null : line.unitPrice().toPlainString(),
                    line.amountFen(), line.taxFen(), line.estimated());
        }
    }

    /**
     * A bill as it goes out.
     *
     * @param to         its last day
     * @param payableFen with arrears, less what was paid in advance
     * @param lines      {@code null} in a list
     */
    public record Bill(long id, String number, long account, String accountNumber, String period, String state, boolean last, String from, String to, long totalFen, long taxFen,
                       long arrearsFen, long payableFen, String dueOn, Instant publishedAt, Long entry, List<BillLine> lines) {
        static Bill of(BillQueries.Row row, List<BillLine> lines) {
            return new Bill(row.id(), row.number(), row.accountId(), row.account(), row.period().toString(), row.state().name(), row.last(), row.from().toString(),
                    row.lastDay().toString(), row.totalFen(), row.taxFen(), row.arrearsFen(), row.payableFen(), row.dueOn() == null ? null : row.dueOn().toString(),
                    row.publishedAt(), row.entryId(), lines);
        }
    }

    /** Why a bill is cancelled and its next revision made. */
    public record Rebill(@Required String reason) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private BillQueries bills;
    @Inject
    private BillCorrections corrections;
    @Inject
    private Once once;

    /** The newest first. */
    @GET
    public Listing<Bill> list(@QueryParam("q") String text, @QueryParam("period") String period, @QueryParam("run") String run, @BeanParam PageQuery page) {
        return Listing.of(bills.list(caller.get().scope(), text, null, period == null ? null : BillingPeriod.written(period), run == null ? null : Parameters.id("run", run),
                page.request()), row -> Bill.of(row, null));
    }

    @GET
    @Path("{id}")
    public Bill get(@PathParam("id") String id) {
        return find(Parameters.id("bill", id));
    }

    @POST
    @Path("{id}/rebill")
    public Response rebill(@PathParam("id") String id, Rebill wanted) {
        long bill = Parameters.id("bill", id);
        return once.answer(() -> {
            corrections.rebill(caller.get(), bill, wanted.reason());
            return Made.changed("bills/" + bill, find(bill));
        });
    }

    private Bill find(long id) {
        BillQueries.Row row = bills.byId(caller.get().scope(), id).orElseThrow(() -> RefusedException.notFound("bill", id));
        return Bill.of(row, bills.lines(caller.get().scope(), id).stream().map(BillLine::of).toList());
    }
}
