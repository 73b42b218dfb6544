package com.wattwell.metering;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What is measured, in the sense of IEC 61968-9.
 *
 * @param cim its eighteen fields by Annex C of that standard, or {@code null} where it has no code for it
 */
public record ReadingType(int id, String code, String nameEn, String nameZh, String unit, Kind kind, String cim) {

    /** How its values move. */
    public enum Kind {
        /** Counts up: consumption is the difference of two values. */
        REGISTER,
        /** Goes up and down. */
        GAUGE
    }

    /** Reads the columns {@code type_id, type_code, name_en, name_zh, unit, kind, cim}. */
    static ReadingType read(ResultSet row) throws SQLException {
        return new ReadingType(row.getInt("type_id"), row.getString("type_code"), row.getString("name_en"), row.getString("name_zh"),
                row.getString("unit"), Kind.valueOf(row.getString("kind")), row.getString("cim"));
    }
}
