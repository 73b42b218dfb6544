package com.wattwell.portal.books;

import com.wattwell.identity.Company;
import com.wattwell.identity.Scope;
import com.wattwell.ledger.journal.ProofRuns;
import com.wattwell.ledger.journal.Proofs;
import com.wattwell.platform.Page;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** Whether the books of a company are whole: the newest finding of each proof, and those before. */
@Named
@ViewScoped
public class ProofsPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private ProofRuns runs;
    @Inject
    private Proofs proofs;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private transient List<ProofRuns.Run> latest;
    private transient LazyRows<ProofRuns.Run> rows;

    @PostConstruct
    void begin() {
        visitor.mustSeeBooks();
    }

    /** Books are those of one company. */
    public boolean isChosen() {
        return visitor.company().isPresent();
    }

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        latest = visitor.company().map(company -> runs.latest(company.id())).orElse(List.of());
    }

    public void prove() {
        visitor.company().map(Company::id).ifPresent(company -> {
            if (attempt.to(() -> proofs.start(visitor.caller(), company))) {
                attempt.say("proofs.started");
            }
        });
    }

    public List<ProofRuns.Run> getLatest() {
        if (latest == null) {
            refresh();
        }
        return latest;
    }

    public boolean isWhole() {
        return getLatest().stream().allMatch(ProofRuns.Run::holds);
    }

    public LazyRows<ProofRuns.Run> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(ProofRuns.Run::id, (sort, descending, request) -> visitor.company()
                    .map(company -> runs.page(new Scope(company.id()), request)).orElse(new Page<>(List.of(), request.page(), request.size(), 0)));
        }
        return rows;
    }
}
