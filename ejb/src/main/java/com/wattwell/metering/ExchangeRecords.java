package com.wattwell.metering;

import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.Lane;
import com.wattwell.connector.MeterTiming;
import com.wattwell.platform.AfterCommit;
import com.wattwell.platform.Database;
import com.wattwell.protocol.Protocols;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What every exchange leaves behind besides its meaning: the bytes of both directions, and what was learned of the meter. */
@ApplicationScoped
public class ExchangeRecords {

    @Inject
    private Database database;
    @Inject
    private TimingsWritten timings;
    @Inject
    private AfterCommit afterCommit;

    /** @param companyOf the company of each outcome, in the same order */
    public void write(List<ExchangeOutcome> outcomes, List<Integer> companyOf) {
        writeBytes(outcomes, companyOf);
        writeTiming(outcomes);
    }

    private void writeBytes(List<ExchangeOutcome> outcomes, List<Integer> companyOf) {
        List<Integer> sent = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i).requestSent()) {
                sent.add(i);
            }
        }
        if (sent.isEmpty()) {
            return;
        }
        int size = sent.size();
        long[] at = new long[size];
        int[] companies = new int[size];
        long[] collectors = new long[size];
        long[] meters = new long[size];
        int[] priority = new int[size];
        String[] ends = new String[size];
        byte[][] requests = new byte[size][];
        byte[][] replies = new byte[size][];
        for (int i = 0; i < size; i++) {
            ExchangeOutcome outcome = outcomes.get(sent.get(i));
            at[i] = outcome.endedAt().toEpochMilli();
            companies[i] = companyOf.get(sent.get(i));
            collectors[i] = outcome.collectorId();
            meters[i] = outcome.ref().meter();
            priority[i] = outcome.lane() == Lane.PRIORITY ? 1 : 0;
            ends[i] = outcome.end().name();
            requests[i] = Protocols.named(outcome.protocol()).redact(outcome.request());
            replies[i] = reply(outcome);
        }
        database.update("""
                insert into frame_log (at, company_id, collector_id, meter_id, priority, outcome, request, reply)
                select timestamptz 'epoch' + at * interval '1 millisecond', company, collector, meter, priority = 1, outcome, request, reply
                from unnest(?, ?, ?, ?, ?, ?, ?, ?) as f (at, company, collector, meter, priority, outcome, request, reply)""",
                at, companies, collectors, meters, priority, ends, requests, replies);
    }

    /** The frames of the answer one behind the other, as they are kept: without what is secret, the session of a security module for one. */
    public static byte[] reply(ExchangeOutcome outcome) {
        return Protocols.named(outcome.protocol()).redact(joined(outcome.replies()));
    }

    private static byte[] joined(List<byte[]> frames) {
        if (frames.size() == 1) {
            return frames.getFirst();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        frames.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    /** Timing moves with every exchange; only what has changed enough to matter is written. */
    private void writeTiming(List<ExchangeOutcome> outcomes) {
        Map<Long, ExchangeOutcome> latest = new LinkedHashMap<>();
        for (ExchangeOutcome outcome : outcomes) {
            if (tellsOfTheMeter(outcome) && timings.isNews(outcome)) {
                latest.put(outcome.ref().meter(), outcome);
            }
        }
        if (latest.isEmpty()) {
            return;
        }
        // in one order everywhere, so that two batches cannot wait for each other
        Collection<ExchangeOutcome> ordered = latest.values().stream().sorted(Comparator.comparingLong(o -> o.ref().meter())).toList();
        database.update("""
                with learned as (
                    select * from unnest(?, ?, ?, ?, ?, ?) as u (meter, contact, reply, deviation, failures, probe)
                ), due as (
                    select u.* from learned u join meter_state s on s.meter_id = u.meter
                    where s.consecutive_failures <> u.failures or (s.next_probe_at is null) <> (u.probe = 0)
                        or abs(s.reply_millis - u.reply) > greatest(50, s.reply_millis / 4)
                        or (u.contact > 0 and (s.last_contact_at is null or s.last_contact_at < to_timestamp(u.contact) - ? * interval '1 second'))
                    order by s.meter_id for update of s
                )
                update meter_state s set reply_millis = d.reply, deviation_millis = d.deviation, consecutive_failures = d.failures,
                    next_probe_at = case when d.probe = 0 then null else to_timestamp(d.probe) end,
                    last_contact_at = case when d.contact = 0 then s.last_contact_at else greatest(s.last_contact_at, to_timestamp(d.contact)) end
                from due d where s.meter_id = d.meter""",
                ordered.stream().mapToLong(o -> o.ref().meter()).toArray(),
                ordered.stream().mapToLong(o -> o.end() == ExchangeOutcome.End.REPLIED ? o.endedAt().getEpochSecond() : 0).toArray(),
                ordered.stream().mapToInt(o -> o.timing().replyMillis()).toArray(),
                ordered.stream().mapToInt(o -> o.timing().deviationMillis()).toArray(),
                ordered.stream().mapToInt(o -> o.timing().consecutiveFailures()).toArray(),
                ordered.stream().mapToLong(o -> probeSecond(o.timing())).toArray(), TimingsWritten.CONTACT_EVERY.toSeconds());
        afterCommit.run(() -> timings.written(ordered));
    }

    private static boolean tellsOfTheMeter(ExchangeOutcome outcome) {
        return outcome.ref().meter() > 0 && outcome.timing() != null && switch (outcome.end()) {
            case REPLIED, NO_REPLY, GARBLED -> true;
            default -> false;
        };
    }

    private static long probeSecond(MeterTiming timing) {
        return timing.nextProbeAt() == null ? 0 : timing.nextProbeAt().getEpochSecond();
    }
}
