package com.wattwell.bench.library;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.Protocols;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Replies of DL/T 645-2007 to values: checksum, address, control code and identifier against the request, 33H taken off,
 * the values with their names, units and places. The frames are published ones.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class Dlt645Decoding {

    private static final MeterProtocol PROTOCOL = Protocols.named("DLT645_2007");

    /** What a meter answered to a read of this item. */
    private record Answer(byte[] request, List<byte[]> replies) {

        static Answer to(String address, String item, String hex) {
            return new Answer(PROTOCOL.encode(new MeterRequest.ReadItem(address, item)), List.of(Hex.parse(hex)));
        }

        MeterReply values() {
            return PROTOCOL.decode(request, replies);
        }
    }

    private final Answer energy = Answer.to("000000000161", "00010000", "6861010000000068910833333433593333338A16");
    private final Answer block = Answer.to("000000000224", "0001FF00",
            "6824020000000068911833323433C747353337863333A78633333687333344873333EB16");
    private final Answer[] manyKinds = {energy, block,
        Answer.to("000000000161", "02010100", "686101000000006891063334343534431016"),
        Answer.to("000000000161", "02020100", "6861010000000068910733343535CC7C331616"),
        Answer.to("000000000161", "02030000", "68610100000000689107333336354558336B16"),
        Answer.to("000000000161", "02060000", "686101000000006891063333393534380916"),
        Answer.to("000006605518", "04000102", "681855600600006891073534333765864B4416"),
        Answer.to("000006605518", "04000101", "6818556006000068910834343337395C454B3316"),
        Answer.to("000006605518", "04000404", "6818556006000068910A373733378963616365659016"),
        Answer.to("787789328792", "00000000", "6892873289777868910833333333C68A3ABC3E16"),
        Answer.to("787789328792", "01010000", "6892873289777868910C3333343478C69459334438542C16"),
        Answer.to("787789328792", "0202FF00", "6892873289777868910D33323535AC5C335559B33232323216"),
        Answer.to("787789328792", "02800002", "689287328977786891063533B335C57CBB16"),
        Answer.to("787789328792", "04000503", "68928732897778689106363833378535BC16"),
        Answer.to("787789328792", "05060101", "68928732897778689118343439384BABAA9C364A7CB38773CA4AAA586B5C66699768A516"),
        Answer.to("787789328792", "0203FF00", "68928732897778689110333236359AB6353449BC763B343232323D16")};
    private int at;

    @Benchmark
    public MeterReply oneValue() {
        return energy.values();
    }

    @Benchmark
    public MeterReply fiveValues() {
        return block.values();
    }

    @Benchmark
    public MeterReply manyKinds() {
        Answer answer = manyKinds[at];
        at = at + 1 == manyKinds.length ? 0 : at + 1;
        return answer.values();
    }
}
