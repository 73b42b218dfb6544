package com.wattwell.protocol.mbus;

import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.Probe;
import java.util.Arrays;
import java.util.StringJoiner;

/** One line about a frame for people. Values of passwords and keys never stand in it. */
final class FrameDescription {

    /** Records told; the rest are counted. */
    private static final int MOST_RECORDS = 8;

    private FrameDescription() {
    }

    /** One frame, or the frames of a request one after the other. */
    static String of(byte[] bytes) {
        StringJoiner words = new StringJoiner("; then ");
        int at = 0;
        while (at < bytes.length && FrameProbe.at(bytes, at, bytes.length) instanceof Probe.Frame whole) {
            words.add(single(Arrays.copyOfRange(bytes, at, at + whole.length())));
            at += whole.length();
        }
        return at > 0 && at == bytes.length ? words.toString() : single(bytes);
    }

    private static String single(byte[] bytes) {
        try {
            MbusFrame link = MbusFrame.parse(bytes);
            if (link.kind() == MbusFrame.Kind.ACKNOWLEDGEMENT) {
                return "from a meter: acknowledged";
            }
            String who = (link.fromMaster() ? "to " : "from ") + FrameParts.address(link.address()) + ": ";
            return link.information() < 0 ? who + shortWords(link.control()) : who + what(link, Telegram.ofChecked(bytes));
        } catch (MalformedFrameException malformed) {
            return "not an M-Bus frame: " + malformed.getMessage();
        }
    }

    private static String shortWords(int control) {
        return switch (control & ~LinkControl.FCB) {
            case LinkControl.SND_NKE -> "link reset";
            case LinkControl.REQ_UD1 -> "ask for alarms";
            case LinkControl.REQ_UD2 -> "ask for data, FCB " + ((control & LinkControl.FCB) == 0 ? "0" : "1");
            default -> LinkControl.name(control);
        };
    }

    private static String what(MbusFrame link, Telegram telegram) {
        String words = FrameParts.information(telegram.information());
        if (telegram.applicationError() != null) {
            return words + ": " + telegram.applicationError();
        }
        if (telegram.information() == Telegram.SELECT && link.data().length >= SecondaryAddress.LENGTH) {
            return words + " " + SecondaryAddress.read(link.data(), 0);
        }
        MeterHeader header = telegram.header();
        String meter = header == null || header.address() == null ? ""
                : " of " + header.address().digits() + ", " + header.medium();
        return words + meter + records(telegram) + (telegram.moreFollows() ? ", more follows" : "")
                + (telegram.defect() == null ? "" : "; " + telegram.defect());
    }

    private static String records(Telegram telegram) {
        StringJoiner words = new StringJoiner(", ", " = ", "").setEmptyValue("");
        int told = 0;
        int left = 0;
        for (DataRecord record : telegram.records()) {
            if (record.quantity() != null && told++ < MOST_RECORDS) {
                words.add(record.key() + " " + FrameParts.value(record));
            } else if (record.quantity() != null) {
                left++;
            }
        }
        return printable(words.toString()) + (left == 0 ? "" : " and " + left + " more");
    }

    /** Texts come from meters: what is no character stands as a dot. */
    private static String printable(String text) {
        StringBuilder clean = new StringBuilder(text);
        for (int i = 0; i < clean.length(); i++) {
            if (Character.isISOControl(clean.charAt(i))) {
                clean.setCharAt(i, '.');
            }
        }
        return clean.toString();
    }
}
