package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.ItemValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One data identifier of DL/T 645-2007 and how its bytes become values.
 *
 * <p>A block (FF in DI1 or DI0) is taken apart into the single items it consists of, each under its own identifier:
 * <pre>
 *   0001FF00   94 14 02 00  04 53 00 00     →   00010000 214.94 kWh,  00010100 53.04 kWh
 *   0202FF00   79 29 00  22 26 80  FF FF FF →   02020100 2.979 A,  02020200 -2.622 A,  02020300 absent
 * </pre>
 * Values that the standard gives no identifier of their own are counted from 0: {@code 05060101#0} is the total and
 * {@code 05060101#1} the first tariff of yesterday's freeze. The time of a maximum demand is {@code 01010000.time}.
 */
public final class DataIdentifier {

    private static final DataIdentifier[] NO_PARTS = {};

    private final int code;
    private final String item;
    private final IdentifierRow row;
    private final DataIdentifier[] parts;

    /** @param parts the single items of a block in rising order; none for anything else */
    DataIdentifier(int code, IdentifierRow row, List<DataIdentifier> parts) {
        this.code = code;
        this.item = "%08X".formatted(code);
        this.row = row;
        this.parts = parts.toArray(NO_PARTS);
    }

    /** Eight hex digits, DI3 first: {@code 00010000}. */
    public String item() {
        return item;
    }

    /** Whether the identifier table has it; what it has not is read as bytes. */
    public boolean known() {
        return row != IdentifierRow.UNKNOWN;
    }

    /** The name of the table's pattern, in which n may stand for the number of a tariff or day. */
    public String nameEn() {
        return row.nameEn();
    }

    public String nameZh() {
        return row.nameZh();
    }

    /** As the standard prints it, or empty; a block may have several, separated by commas. */
    public String unit() {
        return row.unit();
    }

    /** The standard's format, such as {@code ±XX.XXXX}. */
    public String format() {
        return row.format();
    }

    public boolean readable() {
        return row.access().startsWith("R");
    }

    public boolean writable() {
        return row.access().endsWith("W");
    }

    /** Whether it holds something that no log, trace or screen may show: passwords, and what authentication and keys carry. */
    public boolean secret() {
        return isSecret(code);
    }

    /** 04000Cxx: the meter's passwords; 0700xxxx: identity authentication; 0702xxxx: keys. */
    static boolean isSecret(int code) {
        return code >>> 8 == 0x04000C || code >>> 16 == 0x0700 || code >>> 16 == 0x0702;
    }

    /** Bytes of the item when it always has the same number; 0 when it has not. */
    public int fixedLength() {
        return parts.length == 0 ? row.layout().fixedLength() : 0;
    }

    /**
     * The values of {@code data}, the item's bytes without the identifier and with 33H taken off. Never refuses: what
     * does not fit the item's layout comes back as hex text in one value. No data give no values.
     */
    public List<ItemValue> decode(byte[] data) {
        if (data.length == 0) {
            return List.of();
        }
        Layout layout = row.layout();
        if (parts.length == 0 && !layout.repeats() && layout.fields().size() == 1) {
            return List.of(value(layout.fields().getFirst(), item, layout.fields().getFirst().unit(), data));
        }
        List<ItemValue> values = new ArrayList<>();
        boolean fits = parts.length == 0 ? turns(data, values) : block(data, values);
        return fits ? values : List.of(value(Layout.BYTES.fields().getFirst(), item, "", data));
    }

    /** Whether the data are the single items one after the other, ending where an item ends. */
    private boolean block(byte[] data, List<ItemValue> values) {
        int at = 0;
        for (int i = 0; i < parts.length && at < data.length; i++) {
            DataIdentifier part = parts[i];
            int length = part.fixedLength();
            if (length == 0 || at + length > data.length) {
                return false;
            }
            part.turn(data, at, 0, 1, values);
            at += length;
        }
        return at == data.length;
    }

    /** Whether the data are whole turns of the layout. */
    private boolean turns(byte[] data, List<ItemValue> values) {
        int length = row.layout().turnLength();
        if (length == 0 || data.length % length != 0 || !row.layout().repeats() && data.length != length) {
            return false;
        }
        int count = data.length / length;
        for (int i = 0; i < count; i++) {
            turn(data, i * length, i, count, values);
        }
        return true;
    }

    /** Adds the values of the {@code index}-th of {@code count} turns, whose bytes start at {@code from}. */
    private void turn(byte[] data, int from, int index, int count, List<ItemValue> values) {
        Layout layout = row.layout();
        int at = from;
        for (int i = 0; i < layout.fields().size(); i++) {
            Field field = layout.fields().get(i);
            String name = layout.numbered() ? item + '#' + (index * layout.named() + Math.min(i, layout.named() - 1)) : item;
            values.add(value(field, field.suffix().isEmpty() ? name : name + field.suffix(),
                    layout.unit(field, index, count), Arrays.copyOfRange(data, at, at + field.length())));
            at += field.length();
        }
    }

    private ItemValue value(Field field, String name, String unit, byte[] raw) {
        BigDecimal number = null;
        String text = null;
        if (!field.absent(raw)) {
            number = field.number(raw);
            text = number == null ? field.text(raw) : null;
        }
        return new ItemValue(name, row.nameEn(), row.nameZh(), number, text, unit, raw);
    }

    @Override
    public String toString() {
        return item + (known() ? " " + nameEn() : "");
    }
}
