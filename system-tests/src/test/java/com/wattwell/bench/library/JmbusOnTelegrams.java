package com.wattwell.bench.library;

import com.wattwell.bench.library.Correctness.Verdict;
import com.wattwell.protocol.Hex;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openmuc.jmbus.DataRecord;
import org.openmuc.jmbus.DecodingException;
import org.openmuc.jmbus.DlmsUnit;
import org.openmuc.jmbus.MBusMessage;
import org.openmuc.jmbus.VariableDataStructure;

/**
 * {@code jmbus} on telegrams of the corpus. It names quantities otherwise, so those are not compared; it keeps times in
 * the meter's unit, so they are turned into seconds; and its bytes of the manufacturer are no record.
 */
final class JmbusOnTelegrams {

    private static final String MANUFACTURER = "Manufacturer specific";
    private static final Map<DataRecord.FunctionField, String> FUNCTIONS = Map.of(DataRecord.FunctionField.INST_VAL, "Instantaneous value",
            DataRecord.FunctionField.MAX_VAL, "Maximum value", DataRecord.FunctionField.MIN_VAL, "Minimum value",
            DataRecord.FunctionField.ERROR_VAL, "Value during error state");
    private static final Map<DlmsUnit, Integer> SECONDS = Map.of(DlmsUnit.MIN, 60, DlmsUnit.HOUR, 3_600, DlmsUnit.DAY, 86_400);
    private static final double NEAR = 1e-6;

    private JmbusOnTelegrams() {
    }

    static Verdict verdict(String hex, Expected expected, boolean fromMaster) {
        try {
            byte[] bytes = Hex.parse(hex);
            VariableDataStructure data = MBusMessage.decode(bytes, bytes.length).getVariableDataResponse();
            data.decode();
            if (expected == null) {
                return fromMaster ? Verdict.RIGHT : Verdict.wrong("taken for " + data.getDataRecords().size() + " records");
            }
            return records(data.getDataRecords(), expected);
        } catch (IOException | DecodingException refusal) {
            return expected == null ? Verdict.REFUSED : Verdict.wrong("refused: " + refusal.getMessage());
        } catch (RuntimeException crash) {
            return Verdict.crashed(crash);
        }
    }

    private static Verdict records(List<DataRecord> records, Expected expected) {
        int next = 0;
        for (int i = 0; i < expected.records(); i++) {
            if (MANUFACTURER.equals(expected.text(i, "function")) || "More records follow".equals(expected.text(i, "function"))) {
                continue;
            }
            if (next == records.size()) {
                return Verdict.wrong(records.size() + " records, expected " + expected.records());
            }
            String difference = expected.gaveUp(i) ? null : difference(records.get(next), expected, i);
            if (difference != null) {
                return Verdict.wrong("record " + i + ": " + difference);
            }
            next++;
        }
        return next == records.size() ? Verdict.RIGHT : Verdict.wrong(records.size() + " records, expected " + next);
    }

    /** What differs, or {@code null}. */
    private static String difference(DataRecord record, Expected expected, int index) {
        if (!FUNCTIONS.get(record.getFunctionField()).equals(expected.text(index, "function"))) {
            return "function " + record.getFunctionField();
        }
        if (record.getStorageNumber() != Long.parseLong(expected.text(index, "storage"))) {
            return "storage " + record.getStorageNumber();
        }
        String tariff = expected.text(index, "tariff");
        if (tariff != null && record.getTariff() != Integer.parseInt(tariff)) {
            return "tariff " + record.getTariff();
        }
        String value = expected.text(index, "value");
        return sameValue(record, value, expected.text(index, "unit")) ? null
                : "value " + record.getDataValue() + "·10^" + record.getMultiplierExponent() + " " + record.getUnit() + ", expected " + value;
    }

    private static boolean sameValue(DataRecord record, String expected, String unit) {
        Object value = record.getDataValue();
        if (value instanceof Date date) {
            // its times keep the moment's milliseconds
            LocalDateTime time = LocalDateTime.ofInstant(date.toInstant(), ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
            return expected != null && expected.startsWith(expected.length() > 10 ? time + "" : time.toLocalDate() + "");
        }
        Double number = value instanceof String || value == null ? null : record.getScaledDataValue();
        if (number == null || !isNumber(expected)) {
            return Objects.equals(value == null ? null : value.toString(), expected);
        }
        double base = number * ("s".equals(unit) ? SECONDS.getOrDefault(record.getUnit(), 1) : 1);
        return Math.abs(base - Double.parseDouble(expected)) <= NEAR * Math.max(1, Math.abs(base));
    }

    private static boolean isNumber(String text) {
        return text != null && text.matches("-?\\d+(\\.\\d+)?");
    }
}
