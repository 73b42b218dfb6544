package com.wattwell.bench.library;

import com.wattwell.bench.library.Correctness.Verdict;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.mbus.MbusExplainer;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** This library on telegrams of the corpus. */
final class OursOnTelegrams {

    private static final String[] KEYS = {"function", "storage", "tariff", "subunit", "quantity", "unit", "value"};

    private OursOnTelegrams() {
    }

    /** @param expected {@code null} for a frame that has no records to give */
    static Verdict verdict(String hex, Expected expected, boolean fromMaster) {
        try {
            Map<String, Object> facts = new MbusExplainer().explain(Hex.parse(hex)).facts();
            if (facts.containsKey("error")) {
                return expected == null ? Verdict.REFUSED : Verdict.wrong("refused: " + facts.get("error"));
            }
            if (expected == null) {
                return fromMaster ? Verdict.RIGHT : Verdict.wrong("taken for " + facts);
            }
            return Expected.same(facts.get("head"), expected.head()) ? records((List<?>) facts.get("records"), expected)
                    : Verdict.wrong("head is " + facts.get("head") + ", expected " + expected.head());
        } catch (MalformedFrameException refusal) {
            return expected == null ? Verdict.REFUSED : Verdict.wrong("refused: " + refusal.getMessage());
        } catch (RuntimeException crash) {
            return Verdict.crashed(crash);
        }
    }

    private static Verdict records(List<?> records, Expected expected) {
        if (records.size() != expected.records()) {
            return Verdict.wrong(records.size() + " records, expected " + expected.records());
        }
        for (int i = 0; i < records.size(); i++) {
            for (String key : KEYS) {
                Object value = ((Map<?, ?>) records.get(i)).get(key);
                if (!expected.gaveUp(i) && !Objects.equals(value, expected.text(i, key))) {
                    return Verdict.wrong(key + " of record " + i + " is " + value + ", expected " + expected.text(i, key));
                }
            }
        }
        return Verdict.RIGHT;
    }
}
