package com.wattwell.ledger.journal;

import com.wattwell.identity.Caller;
import com.wattwell.ledger.journal.Proof.Finding;
import com.wattwell.platform.Aside;
import com.wattwell.platform.Database;
import com.wattwell.platform.Node;
import com.wattwell.platform.Notices;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Proves the books of a company: every night, and when a person wants it. Outside of transactions, because a proof may read for minutes. */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class Proofs {

    /** Asked by nobody. */
    public static final String NIGHT = "night";
    /** Local time of the company from which its night's proofs are due. */
    static final LocalTime DUE = LocalTime.of(2, 0);

    /** A night's proofs that have not ended after this long were lost with their server, and are begun again. */
    static final Duration LEASE = Duration.ofHours(1);

    private static final Logger LOG = Logger.getLogger(Proofs.class.getName());

    @Inject
    private Database database;
    @Inject
    private Instance<Proof> proofs;
    @Inject
    private ProofRuns runs;
    @Inject
    private Notices notices;
    @Inject
    private Pulse pulse;
    @Inject
    private Aside aside;
    @Inject
    private Clock clock;

    private final Set<Integer> underWay = ConcurrentHashMap.newKeySet();

    /** Begins to prove a company's books; the findings appear one after the other. @throws RefusedException FORBIDDEN, or CONFLICT while it is under way */
    public void start(Caller caller, int companyId) {
        if (!caller.maySeeBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only finance and auditors may see the books.");
        }
        if (!caller.scope().includes(companyId)) {
            throw RefusedException.notFound("company", companyId);
        }
        if (underWay.contains(companyId)) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "company", "refused.proving", "The books are being proved at this moment.");
        }
        aside.run(() -> prove(companyId, caller.name()));
    }

    public boolean isUnderWay(int companyId) {
        return underWay.contains(companyId);
    }

    /** Proves the books of those companies whose night has come and that nobody has proved in it, or somebody began to and never ended. */
    public void proveDue() {
        record Company(int id, ZoneId zone) {
        }
        Instant now = clock.instant();
        for (Company company : database.list("select id, time_zone from company order by id", row -> new Company(row.getInt(1), ZoneId.of(row.getString(2))))) {
            ZonedDateTime local = now.atZone(company.zone());
            if (!local.toLocalTime().isBefore(DUE) && database.update("""
                    insert into ledger_proof_night as n (company_id, day, node, claimed_at, claimed_until) values (?, ?, ?, ?, ?) on conflict (company_id, day) do update
                        set node = excluded.node, claimed_at = excluded.claimed_at, claimed_until = excluded.claimed_until where n.done_at is null and n.claimed_until <= excluded.claimed_at""",
                    company.id(), local.toLocalDate(), Node.NAME, now, now.plus(LEASE)) == 1) {
                boolean done = !prove(company.id(), NIGHT).isEmpty();
                // while a person's proof is under way the night's is put off, not left out
                database.update("update ledger_proof_night set done_at = case when ? then ?::timestamptz end, claimed_until = ? where company_id = ? and day = ? and node = ?", done,
                        clock.instant(), clock.instant(), company.id(), local.toLocalDate(), Node.NAME);
            }
        }
    }

    /** Proves everything of a company, unless that is under way. @return what was found, in the order of the proofs' names */
    public List<Finding> prove(int companyId, String askedBy) {
        List<Finding> findings = new ArrayList<>();
        if (!underWay.add(companyId)) {
            return findings;
        }
        try {
            List<Proof> all = new ArrayList<>();
            proofs.forEach(all::add);
            all.sort(Comparator.comparing(Proof::name));
            all.forEach(proof -> findings.add(prove(proof, companyId, askedBy)));
        } finally {
            underWay.remove(companyId);
            pulse.changed("proofs");
        }
        return findings;
    }

    private Finding prove(Proof proof, int companyId, String askedBy) {
        Instant started = clock.instant();
        Finding finding = finding(proof, companyId);
        runs.keep(companyId, proof.name(), askedBy, started, clock.instant(), finding);
        if (!finding.holds()) {
            LOG.log(Level.SEVERE, "Proof {0} of company {1} fails: {2}", new Object[] {proof.name(), companyId, finding.wrong()});
            notices.write(Notices.Severity.ALARM, "proofFailed", companyId, null, null, clock.instant(), proof.name());
        }
        pulse.changed("proofs");
        return finding;
    }

    private static Finding finding(Proof proof, int companyId) {
        try {
            return proof.prove(companyId);
        } catch (RuntimeException e) {
            // what cannot be proved does not hold
            LOG.log(Level.WARNING, "Proof " + proof.name() + " could not be made", e);
            return new Finding(List.of(), List.of(Proof.Wrong.of("notMade", String.valueOf(e.getMessage()))));
        }
    }
}
