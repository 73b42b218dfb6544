package com.wattwell.metering;

import com.wattwell.platform.Database;
import com.wattwell.platform.Partitions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The archive's only way in. Writing a reading twice leaves the first; one whose time cannot be is held for a person. What comes
 * of a time before the device that is asked now was there (a run that waited, the device's own memory) says nothing of its
 * predecessor and is not kept.
 */
@ApplicationScoped
public class ReadingStore {

    /** Sane bounds of a slot, from now. */
    static final Duration OLDEST = Duration.ofDays(Partitions.READING_DAYS_BEHIND);
    static final Duration NEWEST = Duration.ofHours(1);
    /** A reading that came this long after its slot is marked late. */
    static final Duration LATE = Duration.ofMinutes(15);

    @Inject
    private Database database;
    @Inject
    private MetersRead metersRead;
    @Inject
    private Clock clock;

    /** Writes a batch with one statement. Late, repeated and out-of-order readings are harmless. */
    public void write(List<NewReading> readings) {
        Instant now = clock.instant();
        List<NewReading> sane = readings.stream().filter(reading -> sane(reading, now)).toList();
        if (!sane.isEmpty()) {
            insert(sane);
            metersRead.add(sane.stream().map(NewReading::meterId).toList());
        }
        if (sane.size() < readings.size()) {
            readings.stream().filter(reading -> !sane(reading, now)).forEach(this::hold);
        }
    }

    private static boolean sane(NewReading reading, Instant now) {
        return reading.slot().isAfter(now.minus(OLDEST)) && reading.slot().isBefore(now.plus(NEWEST));
    }

    private void insert(List<NewReading> readings) {
        int size = readings.size();
        int[] companies = new int[size];
        int[] meters = new int[size];
        int[] types = new int[size];
        long[] slots = new long[size];
        long[] received = new long[size];
        String[] values = new String[size];
        int[] sources = new int[size];
        int[] qualities = new int[size];
        for (int i = 0; i < size; i++) {
            NewReading reading = readings.get(i);
            companies[i] = reading.companyId();
            meters[i] = reading.meterId();
            types[i] = reading.type();
            slots[i] = micros(reading.slot());
            received[i] = micros(reading.receivedAt());
            values[i] = reading.value().toPlainString();
            sources[i] = reading.source().number();
            // what the meter remembered is of its own time, however late it came
            qualities[i] = reading.source() != NewReading.Source.METER_MEMORY && reading.receivedAt().isAfter(reading.slot().plus(LATE)) ? 2 : 1;
        }
        database.update("""
                insert into reading (slot, received_at, meter_id, company_id, reading_type, source, quality, value)
                select timestamptz 'epoch' + slot * interval '1 microsecond', timestamptz 'epoch' + received * interval '1 microsecond',
                    meter, company, type, source, quality, value::numeric
                from unnest(?, ?, ?, ?, ?, ?, ?, ?) as r (slot, received, meter, company, type, source, quality, value)
                where not exists (select 1 from meter_replacement p where p.meter_id = r.meter
                    and p.at > timestamptz 'epoch' + r.slot * interval '1 microsecond' and p.recorded_at <= timestamptz 'epoch' + r.received * interval '1 microsecond')
                on conflict do nothing""", slots, received, meters, companies, types, sources, qualities, values);
    }

    private void hold(NewReading reading) {
        database.update("""
                insert into reading_held (company_id, meter_id, reading_type, slot, value, received_at, source, why)
                values (?, ?, ?, ?, ?, ?, ?, 'its time is outside sane bounds') on conflict do nothing""",
                reading.companyId(), reading.meterId(), reading.type(), reading.slot(), reading.value(), reading.receivedAt(), reading.source().number());
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
