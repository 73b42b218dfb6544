package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Companies;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.journal.JournalQueries;
import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** The journal, for reading. */
@RequestScoped
@Path("journal-entries")
@Produces(MediaType.APPLICATION_JSON)
public class JournalEntryResource {

    /**
     * An entry as it goes out; amounts are whole fen.
     *
     * @param amountFen the sum of its debits
     * @param account   number of the customer's account, or of the first of several
     * @param accounts  how many customers' accounts it touches
     */
    public record JournalEntry(long id, String businessKey, String kind, String valueDate, Instant postedAt, String text, String sourceTable, String sourceId,
                               long amountFen, String account, int accounts, Long reverses, Long reversedBy) {
        static JournalEntry of(JournalQueries.Row row) {
            return new JournalEntry(row.id(), row.businessKey(), row.kind().name(), row.valueDate().toString(), row.postedAt(), row.text(), row.sourceTable(),
                    row.sourceId(), row.amountFen(), row.customer(), row.customers(), row.reverses(), row.reversedBy());
        }
    }

    /** @param house a house account @param account number of a customer's account @param amountFen debit positive, credit negative */
    public record JournalPosting(int number, String house, String account, long amountFen) {
    }

    /** @param seal number of the block of the company's chain that holds it fast, or {@code null} as long as it is not sealed */
    public record JournalEntryDetail(JournalEntry entry, List<JournalPosting> postings, Long seal) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private Companies companies;
    @Inject
    private JournalQueries journal;

    /** The newest first. */
    @GET
    public Listing<JournalEntry> list(@QueryParam("company") String company, @QueryParam("account") String account, @QueryParam("house") String house,
                                      @QueryParam("kind") String kind, @QueryParam("key") String key, @QueryParam("from") String from, @QueryParam("to") String to,
                                      @QueryParam("amountFen") String amountFen, @BeanParam PageQuery page) {
        Caller by = mustSeeBooks(caller.get());
        Integer amount = Parameters.whole("amountFen", amountFen);
        JournalQueries.Filter filter = new JournalQueries.Filter(companies.forWriting(by, company), Parameters.search("account", account),
                word("house", HouseAccount.values(), house), word("kind", EntryKind.values(), kind), Parameters.search("key", key), day("from", from), day("to", to),
                amount == null ? null : amount.longValue());
        return Listing.of(journal.page(filter, page.request()), JournalEntry::of);
    }

    @GET
    @Path("{id}")
    public JournalEntryDetail get(@PathParam("id") String id) {
        Caller by = mustSeeBooks(caller.get());
        long number = Parameters.id("journal entry", id);
        JournalQueries.Entry entry = journal.byId(by.scope(), number).orElseThrow(() -> RefusedException.notFound("journal entry", number));
        return new JournalEntryDetail(JournalEntry.of(entry.row()),
                entry.lines().stream().map(line -> new JournalPosting(line.number(), line.house(), line.account(), line.amountFen())).toList(), entry.seal());
    }

    /** @throws RefusedException FORBIDDEN */
    static Caller mustSeeBooks(Caller caller) {
        if (!caller.maySeeBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only finance and auditors may see the books.");
        }
        return caller;
    }

    private static <E extends Enum<E>> E word(String name, E[] words, String text) {
        return text == null ? null : Arrays.stream(words).filter(each -> each.name().equals(text)).findFirst().orElseThrow(() ->
                RefusedException.invalid(name, "refused.word", name + " must be one of " + String.join(", ", Arrays.stream(words).map(Enum::name).toList()) + "."));
    }

    private static LocalDate day(String name, String text) {
        if (text == null) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= 2000 && day.getYear() <= 2100) {
                return day;
            }
        } catch (DateTimeException e) {
            // told below
        }
        throw RefusedException.invalid(name, "refused.bookDay", name + " must be a day from 2000 to 2100 such as 2026-11-29.");
    }
}
