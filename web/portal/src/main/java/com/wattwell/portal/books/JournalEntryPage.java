package com.wattwell.portal.books;

import com.wattwell.ledger.journal.JournalQueries;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** One entry with its postings. */
@Named
@RequestScoped
public class JournalEntryPage {

    @Inject
    private JournalQueries journal;
    @Inject
    private Visitor visitor;

    private String id;
    private JournalQueries.Entry entry;

    public JournalQueries.Entry getEntry() {
        if (entry == null) {
            visitor.mustSeeBooks();
            entry = journal.byId(visitor.caller().scope(), Id.of("journal entry", id)).orElseThrow(() -> RefusedException.notFound("journal entry", id));
        }
        return entry;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
