package com.wattwell.bench.library;

import com.wattwell.protocol.decode.HexLineDecoder;
import com.wattwell.protocol.decode.Notations;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the libraries make of frames whose meaning is known: the rows of {@code vectors.csv} and the telegrams of
 * {@code mbus-corpus.csv}.
 */
public final class Correctness {

    /** Frames of every protocol with their meaning. */
    public static final String VECTORS = "vectors.csv";
    /** M-Bus telegrams with their records. */
    public static final String CORPUS = MbusTelegrams.FILE;

    /** What a row of {@code vectors.csv} says about itself and not about the frame; its error is in other words than ours. */
    private static final Set<String> ABOUT_THE_ROW = Set.of("published", "hand_checked", "constructed", "derived", "intent", "note");

    private static final Set<String> METERS = Set.of("dlt645-2007", "dlt645-1997", "cjt188");

    /**
     * The expected records come from one decoder. Where it and EN 13757-3 disagree, this is what the standard says: digits
     * above 9 are no number (type A), and VIFE 50 and 58 are durations in seconds. By telegram, record and key.
     */
    private static final Map<String, String> BY_THE_STANDARD = Map.of("MB-A-013 4 value", "DDDDEBBD", "MB-A-013 5 value", "DDEBBD",
            "MB-A-024 2 value", "DDEBB4DD", "MB-A-024 3 value", "EBB4DD", "MB-A-019 12 unit", "s", "MB-A-019 13 unit", "s");

    /** Frames that a master sends: no answers, so a decoder of answers may refuse them, and one of frames may take them apart. */
    private static final String FROM_A_MASTER = "unsupported-frames";

    private Correctness() {
    }

    /**
     * One library on one set of frames.
     *
     * @param right    taken apart as they mean
     * @param refused  no valid frames, and refused
     * @param wrong    taken apart otherwise, refused though valid, or taken apart though not valid
     * @param crashed  ended with an exception that no caller can expect
     * @param failures what was wrong or crashed, a line each
     */
    public record Tally(String library, String frames, int right, int refused, int wrong, int crashed, List<String> failures) {

        public int all() {
            return right + refused + wrong + crashed;
        }
    }

    /** What became of one frame; {@code why} for those that are wrong or crashed. */
    record Verdict(Kind kind, String why) {

        enum Kind {
            RIGHT, REFUSED, WRONG, CRASHED
        }

        static final Verdict RIGHT = new Verdict(Kind.RIGHT, null);
        static final Verdict REFUSED = new Verdict(Kind.REFUSED, null);

        static Verdict wrong(String why) {
            return new Verdict(Kind.WRONG, why);
        }

        static Verdict crashed(RuntimeException crash) {
            return new Verdict(Kind.CRASHED, crash.toString());
        }
    }

    /** This library on the rows of each protocol. */
    public static List<Tally> ofVectors() {
        HexLineDecoder decoder = new HexLineDecoder(Notations.ALL);
        Map<String, Map<String, Verdict>> verdicts = new LinkedHashMap<>();
        for (List<String> row : Facts.read(VECTORS)) {
            JsonObject meaning = object(row.get(4));
            verdicts.computeIfAbsent(METERS.contains(row.get(1)) ? row.get(1) : "collectors' dialects", protocol -> new LinkedHashMap<>()).put(row.get(0), ofVector(decoder, row.get(3), meaning));
        }
        List<Tally> tallies = new ArrayList<>();
        verdicts.forEach((protocol, each) -> tallies.add(tally("wattwell", VECTORS + ", " + protocol, each)));
        return tallies;
    }

    private static Verdict ofVector(HexLineDecoder decoder, String hex, JsonObject meaning) {
        Map<String, Object> facts;
        try {
            facts = decoder.decode(hex);
        } catch (RuntimeException crash) {
            return Verdict.crashed(crash);
        }
        boolean valid = meaning.getBoolean("valid");
        for (String key : meaning.keySet()) {
            boolean compared = !ABOUT_THE_ROW.contains(key) && (valid || !key.equals("error"));
            if (compared && !Expected.same(facts.get(key), meaning.get(key))) {
                return Verdict.wrong(key + " is " + facts.get(key) + ", expected " + meaning.get(key));
            }
        }
        return valid ? Verdict.RIGHT : Verdict.REFUSED;
    }

    /** Both libraries on the telegrams. */
    public static List<Tally> ofCorpus() {
        Map<String, Verdict> ours = new LinkedHashMap<>();
        Map<String, Verdict> theirs = new LinkedHashMap<>();
        for (List<String> row : Facts.read(CORPUS)) {
            boolean fromMaster = row.get(2).equals(FROM_A_MASTER);
            Expected expected = row.get(6).isEmpty() ? null : new Expected(row.get(0), object(row.get(6).replace("Â°", "°")), BY_THE_STANDARD);
            ours.put(row.get(0), OursOnTelegrams.verdict(row.get(5), expected, fromMaster));
            theirs.put(row.get(0), JmbusOnTelegrams.verdict(row.get(5), expected, fromMaster));
        }
        return List.of(tally("wattwell", CORPUS, ours), tally("jmbus 3.3.0", CORPUS, theirs));
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    private static Tally tally(String library, String frames, Map<String, Verdict> verdicts) {
        List<String> failures = new ArrayList<>();
        int[] counts = new int[Verdict.Kind.values().length];
        verdicts.forEach((id, verdict) -> {
            counts[verdict.kind().ordinal()]++;
            if (verdict.why() != null) {
                failures.add(id + " " + verdict.kind().name().toLowerCase(java.util.Locale.ROOT) + ": " + verdict.why());
            }
        });
        return new Tally(library, frames, counts[0], counts[1], counts[2], counts[3], failures);
    }
}
