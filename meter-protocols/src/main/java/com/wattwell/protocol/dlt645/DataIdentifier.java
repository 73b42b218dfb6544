package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.StateBit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One data identifier of DL/T 645 and how its bytes become values.
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

    private final DataIdentifiers table;
    private final int code;
    private final String item;
    private final String text;
    private final IdentifierRow row;
    private final Layout layout;
    private final DataIdentifier[] parts;
    private final int fixedLength;
    private final boolean profile;
    /** Made by any thread, immutable. */
    private Sliced lastSliced;

    /**
     * @param parts the single items of a block in rising order; none for anything else. Where the length of one depends on the
     *              meter, nobody can tell where the next one begins, and the block is not taken apart; a record has fields instead
     */
    DataIdentifier(DataIdentifiers table, int code, IdentifierRow row, List<DataIdentifier> parts) {
        this.table = table;
        this.code = code;
        this.item = table.written(code);
        this.text = row == IdentifierRow.UNKNOWN ? item : item + " " + row.nameEn();
        this.row = row;
        this.layout = layout(row, code);
        this.profile = row.format().equals(Records.PROFILE);
        boolean sized = parts.stream().allMatch(part -> part.fixedLength() != 0);
        this.parts = sized && !isRecord() ? parts.toArray(NO_PARTS) : NO_PARTS;
        this.fixedLength = this.parts.length == 0 ? layout.fixedLength() : 0;
    }

    /** An item that is one field of a record has that field's layout: DI1 counts the fields from 1. */
    private static Layout layout(IdentifierRow row, int code) {
        return row.format().startsWith(Records.ITEM)
                ? Records.named(row.format().substring(Records.ITEM.length())).only((code >> 8 & 0xFF) - 1) : row.layout();
    }

    /** Hex digits, highest first: {@code 00010000}, in the 1997 edition {@code 9010}. */
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
        return table.secret(code);
    }

    /** Bytes of the item when it always has the same number; 0 when it has not. */
    public int fixedLength() {
        return fixedLength;
    }

    /**
     * The values of {@code data}, the item's bytes without the identifier and with 33H taken off. Never refuses: what
     * does not fit the item's layout comes back as hex text in one value. No data give no values.
     */
    public List<ItemValue> decode(byte[] data) {
        if (data.length == 0) {
            return List.of();
        }
        byte[] own = own(data);
        if (parts.length == 0 && layout.isSingle() && !isProfile()) {
            Field field = layout.fields().getFirst();
            return List.of(value(field, item, field.unit(), own));
        }
        List<Slice> slices = slices(own);
        if (slices == null) {
            return List.of(value(Layout.BYTES.fields().getFirst(), item, "", own));
        }
        ItemValue[] values = new ItemValue[slices.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = slices.get(i).value(own);
        }
        return List.of(values);
    }

    /**
     * The item's bytes for these values, each as {@link #decode} tells it; the bytes of a value that the meter is not to have
     * are FF ({@code null} stands for it).
     *
     * @throws com.wattwell.protocol.UnsupportedRequestException when a value does not fit, naming it by its place
     */
    public byte[] encode(List<String> values) {
        return ItemEncoder.encode(this, values);
    }

    /**
     * One value's place in an item's bytes.
     *
     * @param name the value's own identifier, as {@link ItemValue#item} gives it
     */
    record Slice(DataIdentifier identifier, Field field, String name, String unit, int from, int to) {

        byte[] bytes(byte[] data) {
            return Arrays.copyOfRange(data, from, to);
        }

        ItemValue value(byte[] data) {
            return identifier.value(field, name, unit, bytes(data));
        }
    }

    /** The data without what a meter appended, where the edition says that this happens. */
    byte[] own(byte[] data) {
        int length = fixedLength();
        return length != 0 && data.length > length && table.ignoresSurplus() ? Arrays.copyOf(data, length) : data;
    }

    /** Whether the table leaves its bytes to a record: it has fields, and no one value. */
    boolean isRecord() {
        return row.format().startsWith(Records.RECORD) || row.format().startsWith(Records.ITEM) || isProfile();
    }

    /** Whether it holds load-profile blocks. */
    boolean isProfile() {
        return profile;
    }

    /** What the bits of a bit word say, lowest first; nothing for an item that is none, and for a word the meter does not have. */
    public List<StateBit> stateBits(byte[] raw) {
        return StateBits.of(table.bitsKey(item), raw);
    }

    /** Whether there are words for its bits. */
    public boolean hasStateBits() {
        return StateBits.knows(table.bitsKey(item));
    }

    Layout layout() {
        return layout;
    }

    /** Whether it stands for several items of the table. */
    boolean isBlock() {
        return parts.length != 0;
    }

    /** The single items of a block, in rising order. */
    List<DataIdentifier> parts() {
        return List.of(parts);
    }

    /** The table's length in bytes; 0 where it depends on the meter. */
    int width() {
        return row.width();
    }

    /** Whether people write all its digits as one text: start and end of a power-down, say. */
    boolean readsAsOneText() {
        return parts.length == 0 && row.length().chars().allMatch(Character::isDigit)
                && layout.fields().stream().allMatch(field -> field.kind() == Field.Kind.DIGITS);
    }

    /**
     * Where the values of a block or of an item of several fields stand; {@code null} when data of this length do not fit.
     * But for load profiles it is the same for every reply of a length, and meters answer with the same length again and again.
     */
    List<Slice> slices(byte[] data) {
        if (isProfile()) {
            return LoadProfile.slices(this, data);
        }
        int length = data.length;
        Sliced last = lastSliced;
        if (last == null || last.length != length) {
            List<Slice> slices = new ArrayList<>();
            boolean fits = parts.length == 0 ? turns(length, slices) : block(length, slices);
            last = new Sliced(length, fits ? slices : null);
            lastSliced = last;
        }
        return last.slices;
    }

    private record Sliced(int length, List<Slice> slices) {
    }

    /** Whether the data are the single items one after the other, ending where an item ends. */
    private boolean block(int length, List<Slice> slices) {
        int at = 0;
        for (int i = 0; i < parts.length && at < length; i++) {
            DataIdentifier part = parts[i];
            int partLength = part.fixedLength();
            if (at + partLength > length) {
                return false;
            }
            part.turn(at, 0, 1, slices);
            at += partLength;
        }
        return at == length;
    }

    /** Whether the data are whole turns of the layout. */
    private boolean turns(int length, List<Slice> slices) {
        int turn = layout.turnLength();
        if (turn == 0 || length % turn != 0 || !layout.repeats() && length != turn) {
            return false;
        }
        int count = length / turn;
        for (int i = 0; i < count; i++) {
            turn(i * turn, i, count, slices);
        }
        return true;
    }

    /** Adds the values of the {@code index}-th of {@code count} turns, whose bytes start at {@code from}. */
    private void turn(int from, int index, int count, List<Slice> slices) {
        int at = from;
        for (int i = 0; i < layout.fields().size(); i++) {
            Field field = layout.fields().get(i);
            String name = layout.numbered() ? item + '#' + (index * layout.named() + Math.min(i, layout.named() - 1)) : item;
            slices.add(new Slice(this, field, field.suffix().isEmpty() ? name : name + field.suffix(),
                    layout.unit(field, index, count), at, at + field.length()));
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
        boolean named = !field.nameEn().isEmpty();
        return new ItemValue(name, named ? field.nameEn() : row.nameEn(), named ? field.nameZh() : row.nameZh(), number, text,
                unit, raw);
    }

    @Override
    public String toString() {
        return text;
    }
}
