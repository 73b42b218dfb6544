package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.ItemEntry;
import com.wattwell.protocol.ResourceTable;
import java.util.ArrayList;
import java.util.List;

/**
 * The identifier table of one edition, from the CSV file beside this class: {@code dlt645-2007-di.csv} has 872 patterns and
 * 38,484 identifiers, {@code dlt645-1997-di.csv} 336 and 1,369.
 *
 * <p>Read once, into an open-addressing table of codes; an identifier's object is made when it is first asked for and
 * kept. Two threads may make it twice, which does no harm, as it is immutable.
 */
public final class DataIdentifiers {

    private static final int SHORT_LENGTH = 2;

    private final int identifierLength;
    private final int hashShift;
    private final int[] codes;
    private final IdentifierRow[] rowOf;
    private final DataIdentifier[] made;
    private final List<IdentifierRow> rows;

    /**
     * @param slots a power of two above the number of identifiers, so that a search takes one or two steps
     */
    DataIdentifiers(String resource, int identifierLength, int slots) {
        this.identifierLength = identifierLength;
        this.hashShift = Integer.SIZE - Integer.numberOfTrailingZeros(slots);
        this.codes = new int[slots];
        this.rowOf = new IdentifierRow[slots];
        this.made = new DataIdentifier[slots];
        this.rows = ResourceTable.read(DataIdentifiers.class, resource).stream().map(cells -> put(IdentifierRow.of(cells))).toList();
    }

    /** The table of DL/T 645-2007. */
    public static DataIdentifiers of2007() {
        return Edition.DLT645_2007.identifiers();
    }

    /** The table of DL/T 645-1997. */
    public static DataIdentifiers of1997() {
        return Edition.DLT645_1997.identifiers();
    }

    /** The identifier with this code, the highest DI in the highest byte; one that the table does not have is not {@linkplain DataIdentifier#known() known}. */
    public DataIdentifier of(int code) {
        int slot = slot(code);
        if (rowOf[slot] == null) {
            return new DataIdentifier(this, code, IdentifierRow.UNKNOWN, List.of());
        }
        DataIdentifier identifier = made[slot];
        if (identifier == null) {
            identifier = new DataIdentifier(this, code, rowOf[slot], parts(code));
            made[slot] = identifier;
        }
        return identifier;
    }

    /**
     * The item without the name of a value inside it, then the block of the table that has F in the last digit (1997) or FF in
     * DI1 (2007): all tariffs or phases. Blocks over DI0 (settlements, unlike items side by side) are left out, as many meters
     * do not answer them.
     */
    List<String> askedBy(String item) {
        String whole = item.split("[.#]", 2)[0];
        List<String> asked = new ArrayList<>(List.of(whole));
        int code = Integer.parseUnsignedInt(whole, 16);
        int wider = code | (identifierLength == SHORT_LENGTH ? 0x0F : 0xFF00);
        if (wider != code && of(wider).known() && of(wider).readable()) {
            asked.add(written(wider));
        }
        return asked;
    }

    /** The lines of the table as people look for them. */
    List<ItemEntry> entries() {
        return rows.stream().map(row -> new ItemEntry(row.pattern(), row.nameEn(), row.nameZh(), row.unit(), row.access().startsWith("R"))).toList();
    }

    /** The lines of the table, in its order. */
    List<IdentifierRow> rows() {
        return rows;
    }

    /** The code as people write it: {@code 9010} or {@code 00010000}. */
    String written(int code) {
        return (identifierLength == SHORT_LENGTH ? "%04X" : "%08X").formatted(code);
    }

    /** The identifier as the table of bit words has it. */
    String bitsKey(String item) {
        return identifierLength == SHORT_LENGTH ? "1997:" + item : item;
    }

    /** Passwords, and what authentication and keys carry: nothing of it may be shown or kept. */
    boolean secret(int code) {
        return identifierLength == SHORT_LENGTH ? code == 0xC212
                : code >>> 8 == 0x04000C || code >>> 16 == 0x0700 || code >>> 16 == 0x0702;
    }

    /**
     * Whether an item that is longer than the table says is read by the table's length. In DL/T 645-1997 it is: meters
     * append bytes there. In DL/T 645-2007 a length that is not the item's own says that it is another item.
     */
    boolean ignoresSurplus() {
        return identifierLength == SHORT_LENGTH;
    }

    /** The single items of a block: those of the table with another value where F stands (1997: last digit; 2007: DI1, or else DI0). */
    private List<DataIdentifier> parts(int code) {
        int block = identifierLength == SHORT_LENGTH ? 0x0F : 0xFF;
        int shift = identifierLength != SHORT_LENGTH && (code >> 8 & block) == block ? 8 : 0;
        List<DataIdentifier> parts = new ArrayList<>();
        if ((code >> shift & block) == block) {
            for (int value = 0; value < block; value++) {
                int part = code & ~(block << shift) | value << shift;
                if (rowOf[slot(part)] != null) {
                    parts.add(of(part));
                }
            }
        }
        return parts;
    }

    /** Where the code stands, or the empty slot where it would. */
    private int slot(int code) {
        int slot = (code * 0x9E3779B9) >>> hashShift;
        while (rowOf[slot] != null && codes[slot] != code) {
            slot = slot + 1 & codes.length - 1;
        }
        return slot;
    }

    private IdentifierRow put(IdentifierRow row) {
        row.forEach(code -> {
            int slot = slot(code);
            codes[slot] = code;
            rowOf[slot] = row;
        });
        return row;
    }
}
