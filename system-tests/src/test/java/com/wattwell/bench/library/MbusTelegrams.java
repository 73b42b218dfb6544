package com.wattwell.bench.library;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.mbus.Telegram;
import java.io.IOException;
import java.util.List;
import org.openmuc.jmbus.DecodingException;
import org.openmuc.jmbus.MBusMessage;
import org.openmuc.jmbus.VariableDataStructure;

/** Telegrams that both libraries decode: those of {@code mbus-corpus.csv}, and where it is not, four that were made by hand. */
public final class MbusTelegrams {

    static final String FILE = "mbus-corpus.csv";

    private static final int HEX = 5;

    /** A water meter, a heat meter, an electricity meter with its phases, and one with texts and bytes of its maker. */
    private static final List<String> BY_HAND = List.of(
            "6833336808017278563412430401072A0000000C13785634124C1300500012426C7F2C0B3B150000025AD700046D1E0A7D2B02FD1700003A16",
            "68474768080172785634122D2C01042A0000000406393000000414E8030000042D0F000000043B2C010000025B5000025F2D0002612300046D1E0A7D2B0227E8"
                    + "03440610270000426C7F2C2916",
            "684F4F680801729078563424400102100000000E84100078563412000004833C10270000042BE803000004ABFF014C01000002FDC8FF01060902FDC8FF020809"
                    + "02FDC8FF03070902FDD9FF01320002FB2D8C13A516",
            "6838386808017278563412430401072A0000000C78785634120413E803000001933B0A8C1013050000000DFD110565676E614C0F01020304050607086916");

    private MbusTelegrams() {
    }

    /** What they are, in words. */
    public static String words() {
        return Facts.has(FILE) ? "the " + ofBoth().length + " telegrams of " + FILE + " that both decode"
                : BY_HAND.size() + " telegrams made by hand, since " + FILE + " is not here (-D" + Facts.PROPERTY + "=…)";
    }

    static byte[][] ofBoth() {
        List<String> frames = Facts.has(FILE) ? Facts.read(FILE).stream().map(cells -> cells.get(HEX)).toList() : BY_HAND;
        return frames.stream().map(Hex::parse).filter(frame -> isOurs(frame) && isTheirs(frame)).toArray(byte[][]::new);
    }

    private static boolean isOurs(byte[] frame) {
        try {
            return Telegram.of(frame).defect() == null;
        } catch (MalformedFrameException refused) {
            return false;
        }
    }

    private static boolean isTheirs(byte[] frame) {
        try {
            VariableDataStructure data = MBusMessage.decode(frame, frame.length).getVariableDataResponse();
            data.decode();
            return data.getDataRecords() != null;
        } catch (IOException | DecodingException refused) {
            return false;
        }
    }
}
