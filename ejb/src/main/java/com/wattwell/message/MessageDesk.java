package com.wattwell.message;

import com.wattwell.message.MessageWork.Attempt;
import com.wattwell.message.MessageWork.Job;
import com.wattwell.platform.Aside;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sends what waits in the outbox: by the first supplier, or by the next when that one refuses or has never had it; and asks what arrived. */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class MessageDesk {

    private static final Logger LOG = Logger.getLogger(MessageDesk.class.getName());
    private static final int AT_ONCE = 50;
    /** What a supplier has taken can be found by then; before, that it is not found means nothing. */
    private static final Duration SEEN_WITHIN = Duration.ofMinutes(2);

    @Inject
    private MessageWork work;
    @Inject
    private MessageSuppliers suppliers;
    @Inject
    private MessageChannels channels;
    @Inject
    private Aside aside;
    @Inject
    private Clock clock;

    public void workDue() {
        for (Job job : work.claimDue(AT_ONCE)) {
            aside.run(() -> {
                try {
                    step(job);
                } catch (RuntimeException e) {
                    LOG.log(Level.WARNING, "Message " + job.id() + " is looked at again", e);
                }
            });
        }
    }

    private void step(Job job) {
        Optional<Attempt> last = work.lastAttempt(job.id());
        switch (job.state()) {
            case "SENT" -> ask(job, last.orElseThrow());
            // begun and not ended: the server stopped, or nobody answered
            case "SENDING" -> look(job, last.orElseThrow());
            default -> send(job);
        }
    }

    private void send(Job job) {
        if (clock.instant().isAfter(job.expiresAt())) {
            work.failed(job, "expired");
            return;
        }
        List<SupplierKeys> all = suppliers.of(job.companyId(), job.medium());
        Optional<SupplierKeys> next = next(job, all);
        if (next.isEmpty()) {
            work.failed(job, all.isEmpty() ? "no supplier" : "refused by every supplier");
            return;
        }
        SupplierKeys keys = next.get();
        Optional<MessageWork.SupplierTemplate> template = work.template(job.companyId(), job.template(), keys.supplier());
        Optional<Attempt> begun = work.begin(job, keys.supplier());
        if (begun.isEmpty()) {
            return;
        }
        Attempt attempt = begun.get();
        if (template.isEmpty()) {
            work.notSent(job, attempt, "REFUSED", "no template id of " + keys.supplier());
            return;
        }
        MessageChannel channel = channels.of(keys.supplier());
        try {
            work.taken(job, attempt, channel.send(keys, letter(job, attempt, template.get())), channel.tellsDelivery());
        } catch (MessageException e) {
            if (e.refused()) {
                work.notSent(job, attempt, "REFUSED", e.line());
            } else {
                work.unknown(job, attempt, e.line());
            }
        }
    }

    /** The first that was not tried yet; else the first that never had it, for who was away may be back. One that said no is not asked again. */
    private Optional<SupplierKeys> next(Job job, List<SupplierKeys> all) {
        Map<Supplier, String> tried = work.suppliersTried(job.id());
        Optional<SupplierKeys> fresh = all.stream().filter(keys -> !tried.containsKey(keys.supplier())).findFirst();
        return fresh.isPresent() || job.attempts() >= MessageWork.MOST_ATTEMPTS ? fresh : all.stream().filter(keys -> !tried.get(keys.supplier()).equals("REFUSED")).findFirst();
    }

    /** Perhaps sent: only when the supplier has never had it may another attempt be made. */
    private void look(Job job, Attempt attempt) {
        Optional<SupplierKeys> keys = keys(job, attempt);
        if (keys.isEmpty()) {
            work.notSent(job, attempt, "NOT_SENT", "no such supplier any more");
            return;
        }
        MessageChannel channel = channels.of(attempt.supplier());
        try {
            Optional<MessageChannel.Standing> found = channel.find(keys.get(), letter(job, attempt, null), attempt.supplierNumber());
            if (found.isPresent()) {
                work.taken(job, attempt, found.get().number(), channel.tellsDelivery());
            } else if (attempt.began().plus(SEEN_WITHIN).isBefore(clock.instant())) {
                work.notSent(job, attempt, "NOT_SENT", "the supplier has never had it");
            } else {
                work.unknown(job, attempt, "not seen yet");
            }
        } catch (MessageException e) {
            if (clock.instant().isAfter(job.expiresAt())) {
                work.failed(job, "unknown: " + e.line());
            } else {
                work.unknown(job, attempt, e.line());
            }
        }
    }

    private void ask(Job job, Attempt attempt) {
        Optional<SupplierKeys> keys = keys(job, attempt);
        if (keys.isEmpty()) {
            work.askLater(job, attempt);
            return;
        }
        try {
            Optional<MessageChannel.Standing> found = channels.of(attempt.supplier()).find(keys.get(), letter(job, attempt, null), attempt.supplierNumber());
            switch (found.map(MessageChannel.Standing::state).orElse(MessageChannel.State.UNDER_WAY)) {
                case DELIVERED -> work.delivered(job, found.get().detail());
                case LOST -> work.failed(job, String.valueOf(found.get().detail()));
                case UNDER_WAY -> work.askLater(job, attempt);
            }
        } catch (MessageException e) {
            work.askLater(job, attempt);
        }
    }

    private Optional<SupplierKeys> keys(Job job, Attempt attempt) {
        return suppliers.of(job.companyId(), job.medium()).stream().filter(each -> each.supplier() == attempt.supplier()).findFirst();
    }

    private static Letter letter(Job job, Attempt attempt, MessageWork.SupplierTemplate template) {
        return new Letter("m" + job.id() + "-" + attempt.number(), job.recipient(), template == null ? "" : template.id(), job.variables(),
                template == null ? List.of() : template.variables(), attempt.began());
    }
}
