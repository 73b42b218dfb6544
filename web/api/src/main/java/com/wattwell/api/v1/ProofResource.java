package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Companies;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.identity.Scope;
import com.wattwell.ledger.journal.ProofRuns;
import com.wattwell.ledger.journal.Proofs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;

/** Whether the books are whole. */
@RequestScoped
@Path("proofs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ProofResource {

    /** @param unit FEN, COUNT, SECONDS or TEXT: how to read the value */
    public record ProofFigure(String name, String unit, String value) {
    }

    /** @param what what is wrong @param arguments such as the entry's number and its business key */
    public record ProofWrong(String what, List<String> arguments) {
    }

    /** @param askedBy {@code night}, or who wanted it @param wrong the first rows that are wrong; empty if it holds */
    public record Proof(long id, String proof, String askedBy, Instant startedAt, Instant finishedAt, boolean holds, List<ProofFigure> figures, List<ProofWrong> wrong) {
        static Proof of(ProofRuns.Run run) {
            return new Proof(run.id(), run.proof(), run.askedBy(), run.startedAt(), run.finishedAt(), run.holds(),
                    run.figures().stream().map(figure -> new ProofFigure(figure.name(), figure.unit().name(), figure.value())).toList(),
                    run.wrong().stream().map(wrong -> new ProofWrong(wrong.what(), wrong.arguments())).toList());
        }
    }

    /** Whose books; {@code company} is a code, needed only from who sees several companies. */
    public record NewProof(String company) {
    }

    /** @param begun always true: what is found appears in the list, one proof after the other */
    public record ProofsBegun(boolean begun) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private Companies companies;
    @Inject
    private ProofRuns runs;
    @Inject
    private Proofs proofs;
    @Inject
    private Once once;

    /** The newest first. */
    @GET
    public Listing<Proof> list(@QueryParam("company") String company, @BeanParam PageQuery page) {
        Caller by = JournalEntryResource.mustSeeBooks(caller.get());
        return Listing.of(runs.page(new Scope(companies.forWriting(by, company)), page.request()), Proof::of);
    }

    /** Proves the books now. */
    @POST
    public Response prove(NewProof wanted) {
        return once.answer(() -> {
            proofs.start(caller.get(), companies.forWriting(caller.get(), wanted.company()));
            return Made.accepted("proofs", new ProofsBegun(true));
        });
    }
}
