package com.wattwell.protocol.cjt188;

/**
 * One field of an item, as the {@code layout} column of {@code cjt188-di.csv} writes it: {@code current:XXXXXX.XX+U}.
 *
 * @param name   short English name, the end of a value's identifier: {@code 901F.current}
 * @param length bytes, a unit byte not counted
 * @param scale  decimal places of a number
 * @param unitByte whether the number has a byte that tells its unit, behind it or with some makes in front
 * @param unit   the unit of a number without a unit byte, or empty
 */
record Field(String name, String nameZh, String nameEn, Kind kind, int length, int scale, boolean unitByte, String unit) {

    enum Kind {
        /** Packed decimal, low byte first. */
        NUMBER,
        /** Decimal digits that are a name or a code, leading zeros kept. */
        CODE,
        /** A count in one binary byte. */
        BINARY,
        /** CCYYMMDDhhmmss. */
        TIME,
        /** ST0 ST1. */
        STATUS,
        /** A key, which nobody is shown. */
        SECRET
    }

    private static final String WITH_UNIT = "+U";
    private static final String TIME = "CCYYMMDDhhmmss";

    /** @throws IllegalArgumentException when the format is none of the table's */
    static Field of(String name, String nameZh, String nameEn, String format, String unit) {
        boolean unitByte = format.endsWith(WITH_UNIT);
        String digits = unitByte ? format.substring(0, format.length() - WITH_UNIT.length()) : format;
        int point = digits.indexOf('.');
        int count = point < 0 ? digits.length() : digits.length() - 1;
        Kind kind = switch (digits.charAt(0)) {
            case 'X' -> Kind.NUMBER;
            case 'N' -> Kind.CODE;
            case 'B' -> Kind.BINARY;
            case 'K' -> Kind.SECRET;
            case 'S' -> Kind.STATUS;
            case 'C' -> Kind.TIME;
            default -> throw new IllegalArgumentException("format '" + format + "' of " + name + " is unknown");
        };
        int length = switch (kind) {
            case NUMBER, CODE -> count / 2;
            case BINARY, SECRET -> count;
            case STATUS -> Status.LENGTH;
            case TIME -> TIME.length() / 2;
        };
        return new Field(name, nameZh, nameEn, kind, length, point < 0 ? 0 : count - point, unitByte, unit);
    }

    /** Bytes on the wire, the unit byte counted. */
    int wireLength() {
        return length + (unitByte ? 1 : 0);
    }

    /** Whether a value of this field can have a unit of that kind: a total is a volume or an energy. */
    boolean takes(UnitCode unit) {
        return unit != null && switch (name) {
            case "power", "flow", "volume" -> unit.kind().equals(name);
            default -> unit.kind().equals("volume") || unit.kind().equals("energy");
        };
    }
}
