package com.wattwell.bench.library;

import com.wattwell.protocol.mbus.Telegram;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.openmuc.jmbus.DataRecord;
import org.openmuc.jmbus.DecodingException;
import org.openmuc.jmbus.MBusMessage;
import org.openmuc.jmbus.VariableDataStructure;

/**
 * M-Bus telegrams to records, one after the other: each record's quantity, unit, and value in that unit. {@code jmbus}
 * keeps digits and a power of ten until it is asked for the value, so it is asked.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class MbusDecoding {

    private byte[][] telegrams;
    private int at;

    @Setup
    public void read() {
        telegrams = MbusTelegrams.ofBoth();
    }

    @Benchmark
    public Telegram wattwell() {
        return Telegram.of(next());
    }

    @Benchmark
    public VariableDataStructure jmbus(Blackhole hole) throws IOException, DecodingException {
        byte[] telegram = next();
        VariableDataStructure data = MBusMessage.decode(telegram, telegram.length).getVariableDataResponse();
        data.decode();
        for (DataRecord record : data.getDataRecords()) {
            hole.consume(record.getDescription());
            hole.consume(record.getUnit());
            hole.consume(record.getDataValue());
            hole.consume(record.getScaledDataValue());
        }
        return data;
    }

    private byte[] next() {
        byte[] telegram = telegrams[at];
        at = at + 1 == telegrams.length ? 0 : at + 1;
        return telegram;
    }
}
