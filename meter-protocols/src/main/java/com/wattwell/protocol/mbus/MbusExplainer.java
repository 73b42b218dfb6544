package com.wattwell.protocol.mbus;

import com.wattwell.protocol.Explanation;
import com.wattwell.protocol.FrameExplainer;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Probe;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes M-Bus frames apart.
 *
 * <p>Numbers stand in the base unit with six places, and more only where other digits than 0 would be lost; the
 * counters of the fixed structure stand as the meter counts them, in the unit's own step. A telegram whose records break
 * off gives {@code valid} false, {@code error}, and the records in front of the break.
 */
public final class MbusExplainer implements FrameExplainer {

    private static final int LENGTH_OF_DATE_TIME = 19;

    @Override
    public String notation() {
        return "mbus";
    }

    /** {@code E5} is a frame where it stands alone. */
    @Override
    public Probe probe(byte[] bytes, int from, int to) {
        return to == 1 && (bytes[0] & 0xFF) == FrameProbe.ACKNOWLEDGEMENT ? new Probe.Frame(1) : FrameProbe.at(bytes, from, to);
    }

    @Override
    public Explanation explain(byte[] frame) {
        MbusFrame link = MbusFrame.parse(frame);
        Telegram telegram = link.information() < 0 ? null : Telegram.ofChecked(frame);
        return new Explanation(facts(frame, link, telegram), new FrameParts(frame, link, telegram).list());
    }

    /** {@inheritDoc} A compact frame is read by the format that a full one, or a format frame, has shown among the last {@value RecordFormats#MOST}. */
    @Override
    public Explanation explain(byte[] frame, List<byte[]> before) {
        MbusFrame link = MbusFrame.parse(frame);
        if (before.isEmpty() || !RecordFormats.isCompact(link.information())) {
            return explain(frame);
        }
        RecordFormats formats = new RecordFormats();
        before.subList(Math.max(0, before.size() - RecordFormats.MOST), before.size()).stream().filter(each -> each.length > FrameProbe.DATA_AT).forEach(formats::look);
        RecordFormats.Read read = formats.read(frame);
        Map<String, Object> facts = facts(read.bytes(), link, read.telegram());
        facts.put("ci", Hex.of(link.information()));
        return new Explanation(facts, new FrameParts(frame, link, read.telegram()).list());
    }

    private static Map<String, Object> facts(byte[] frame, MbusFrame link, Telegram telegram) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", "frame");
        facts.put("valid", telegram == null || telegram.defect() == null);
        if (telegram != null && telegram.defect() != null) {
            facts.put("error", telegram.defect());
        }
        facts.put("from", link.fromMaster() ? "master" : "slave");
        if (link.kind() == MbusFrame.Kind.ACKNOWLEDGEMENT) {
            facts.put("function", "acknowledgement");
            return facts;
        }
        facts.put("control", Hex.of(link.control()));
        facts.put("function", LinkControl.name(link.control()));
        facts.put("address", Integer.toString(link.address()));
        if (telegram != null) {
            telegramFacts(frame, link, telegram, facts);
        }
        return facts;
    }

    private static void telegramFacts(byte[] frame, MbusFrame link, Telegram telegram, Map<String, Object> facts) {
        facts.put("ci", Hex.of(telegram.information()));
        if (telegram.applicationError() != null) {
            facts.put("abnormal", true);
            facts.put("error", "the meter reports: " + telegram.applicationError());
        }
        if (telegram.information() == Telegram.SELECT && link.data().length >= SecondaryAddress.LENGTH) {
            facts.put("selected", SecondaryAddress.read(link.data(), 0).toString());
        }
        MeterHeader header = telegram.header();
        if (header != null) {
            facts.put("head", head(header, telegram.isFixed()));
            List<String> status = telegram.isFixed() ? header.fixedStatusWords() : header.statusWords();
            if (!status.isEmpty()) {
                facts.put("status_words", status);
            }
        }
        if (header != null || !telegram.records().isEmpty()) {
            facts.put("records", telegram.isFixed() ? counters(frame, telegram) : records(telegram));
        }
        if (telegram.moreFollows()) {
            facts.put("more_follows", true);
        }
    }

    private static Map<String, Object> head(MeterHeader header, boolean fixed) {
        Map<String, Object> head = new LinkedHashMap<>();
        if (header.address() != null) {
            head.put("id", withoutLeadingZeros(header.address().digits()));
            if (!fixed) {
                head.put("manufacturer", Manufacturer.letters(header.address().manufacturer()));
                head.put("version", Integer.toString(header.address().version()));
            }
            head.put("medium", header.medium());
        }
        head.put("accessnumber", Integer.toString(header.accessNumber()));
        head.put("status", Hex.of(header.status()));
        return head;
    }

    /** The number of the meter; one with other digits than 0 to 9 keeps all eight. */
    private static String withoutLeadingZeros(String digits) {
        int from = 0;
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) > '9') {
                return digits;
            }
            if (from == i && digits.charAt(i) == '0' && i < digits.length() - 1) {
                from++;
            }
        }
        return digits.substring(from);
    }

    private static List<Map<String, Object>> records(Telegram telegram) {
        List<Map<String, Object>> records = new ArrayList<>(telegram.records().size());
        for (DataRecord record : telegram.records()) {
            records.add(record(record));
        }
        return records;
    }

    private static Map<String, Object> record(DataRecord record) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("function", record.function().words());
        facts.put("storage", Long.toString(record.storage()));
        if (record.extended()) {
            facts.put("tariff", Integer.toString(record.tariff()));
            facts.put("subunit", Integer.toString(record.subunit()));
        }
        if (record.quantity() != null) {
            facts.put("quantity", record.quantity());
        }
        if (!record.unit().isEmpty()) {
            facts.put("unit", record.unit());
        }
        String value = print(record);
        if (value != null) {
            facts.put("value", value);
        }
        if (record.quantity() != null && record.absence() != null) {
            facts.put("absent", record.absence());
        }
        if (!record.modifiers().isEmpty()) {
            facts.put("modifiers", record.modifiers());
        }
        return facts;
    }

    /** The value as programs read it, or {@code null} when there is none. */
    static String print(DataRecord record) {
        if (record.number() != null) {
            return Decimals.print(record.number());
        }
        boolean dateTime = record.text() != null && record.text().length() == LENGTH_OF_DATE_TIME
                && record.text().charAt(10) == 'T' && record.unit().equals("-");
        return dateTime ? record.text() + "Z" : record.text();
    }

    private static List<Map<String, Object>> counters(byte[] frame, Telegram telegram) {
        byte[] fields = FixedStructure.fields(frame, FrameProbe.DATA_AT, frame.length - 2,
                telegram.information() == Telegram.FIXED_HIGH_FIRST);
        List<Map<String, Object>> counters = new ArrayList<>();
        for (int i = 0; i < telegram.records().size(); i++) {
            DataRecord record = telegram.records().get(i);
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("function", record.function().words());
            facts.put("unit", FixedStructure.unit(fields, i).name());
            BigDecimal steps = FixedStructure.steps(fields, i);
            facts.put("value", steps == null ? record.text() : steps.toPlainString());
            counters.add(facts);
        }
        return counters;
    }
}
