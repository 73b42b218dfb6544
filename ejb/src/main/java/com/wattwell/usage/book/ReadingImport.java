package com.wattwell.usage.book;

import com.wattwell.identity.Caller;
import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Sheet;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.Register;
import com.wattwell.usage.RegisterTypes;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Readings from a spreadsheet: meter address, register (empty: the total), local time, value; and 1 in the last column where a value is right
 * although it does not fit. A dry run tells what is wrong with each row; nothing is taken over while one is.
 */
@Stateless
public class ReadingImport {

    public static final List<String> HEADING = List.of("表号 Meter", "寄存器 Register", "时间 Time", "示数 Value", "确认 Confirmed");
    private static final List<List<String>> EXAMPLE = List.of(List.of("202311000001", "TOTAL", "2026-11-29 10:00", "1234.56", ""));

    @Inject
    private Database database;
    @Inject
    private HandReadings readings;

    /**
     * @param text    as it stands in the file
     * @param refused why it cannot be taken over, or {@code null}
     */
    public record Line(int number, String text, RefusedException refused) {
    }

    private record Parsed(Line line, HandReadings.Taken taken) {
    }

    public byte[] template() {
        return Sheet.template("Readings", HEADING, EXAMPLE);
    }

    /** Only looks. */
    public List<Line> check(Caller caller, int companyId, byte[] file) {
        return parse(caller, companyId, file).stream().map(Parsed::line).toList();
    }

    /**
     * @return how many readings were taken over
     * @throws RefusedException naming the first row that is wrong; nothing is done then
     */
    public int takeOver(Caller caller, int companyId, byte[] file) {
        List<Parsed> parsed = parse(caller, companyId, file);
        parsed.stream().map(Parsed::line).filter(line -> line.refused() != null).findFirst().ifPresent(ReadingImport::refuse);
        for (Parsed each : parsed) {
            try {
                readings.record(caller, each.taken());
            } catch (RefusedException refused) {
                refuse(new Line(each.line().number(), each.line().text(), refused)); // it does not fit to a row in front of it
            }
        }
        return parsed.size();
    }

    private static void refuse(Line line) {
        throw RefusedException.invalid("file", "refused.fileRow", "Row " + line.number() + ": " + line.refused().getMessage(), line.number(), line.text());
    }

    private List<Parsed> parse(Caller caller, int companyId, byte[] file) {
        if (!caller.mayOperate() && !caller.mayTakeMoney()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not write readings.");
        }
        if (!caller.scope().includes(companyId)) {
            throw RefusedException.notFound("company", companyId);
        }
        List<Sheet.Row> rows = Sheet.read(file);
        if (rows.isEmpty()) {
            throw RefusedException.invalid("file", "refused.fileEmpty", "The file has no row below its heading.");
        }
        ZoneId zone = database.one("select time_zone from company where id = ?", row -> ZoneId.of(row.getString(1)), companyId);
        Set<List<Object>> seen = new HashSet<>();
        List<Parsed> parsed = new ArrayList<>();
        for (Sheet.Row row : rows) {
            try {
                HandReadings.Taken taken = taken(caller, companyId, zone, row);
                if (!seen.add(List.of(taken.meterId(), taken.values().getFirst().type(), taken.at()))) {
                    throw RefusedException.invalid("file", "refused.rowTwice", "The same reading stands in the file twice.");
                }
                readings.judge(readings.meter(caller, taken.meterId()), readings.type(taken.values().getFirst().type()), taken.at(), taken.values().getFirst().value(), taken.confirmed());
                parsed.add(new Parsed(new Line(row.number(), row.shown(), null), taken));
            } catch (RefusedException refused) {
                parsed.add(new Parsed(new Line(row.number(), row.shown(), refused), null));
            }
        }
        return parsed;
    }

    private HandReadings.Taken taken(Caller caller, int companyId, ZoneId zone, Sheet.Row row) {
        record Meter(int id, String commodity) {
        }
        List<Meter> meters = database.list("select m.id, mm.commodity from meter m join meter_model mm on mm.id = m.model_id where m.address = ? and m.company_id = ? limit 2",
                found -> new Meter(found.getInt(1), found.getString(2)), row.cell(0), companyId);
        if (meters.size() != 1) {
            throw RefusedException.invalid("meter", meters.isEmpty() ? "refused.rowMeter" : "refused.rowMeters",
                    (meters.isEmpty() ? "There is no meter " : "There are several meters ") + row.cell(0) + ".", row.cell(0));
        }
        BigDecimal value = number(row.cell(3));
        Instant at = instant(row.cell(2), zone);
        return new HandReadings.Taken(meters.getFirst().id(), at, List.of(new HandReadings.Value(type(meters.getFirst().commodity(), row.cell(1)), value)), row.cell(4).equals("1"), null);
    }

    private static String type(String commodity, String register) {
        String word = register.isEmpty() ? Register.TOTAL.name() : register.toUpperCase(Locale.ROOT);
        try {
            return RegisterTypes.code(Commodity.valueOf(commodity), Register.valueOf(word)).orElseThrow(IllegalArgumentException::new);
        } catch (IllegalArgumentException e) {
            return word; // a reading type's own code
        }
    }

    static BigDecimal number(String text) {
        try {
            return new BigDecimal(text.replace(",", ""));
        } catch (NumberFormatException e) {
            throw RefusedException.invalid("value", "refused.rowNumber", "This is no number: " + text + ".", text);
        }
    }

    private static Instant instant(String text, ZoneId zone) {
        try {
            String plain = text.replace('/', '-').replace('T', ' ');
            if (plain.length() <= 10) {
                return LocalDate.parse(plain, DateTimeFormatter.ofPattern("uuuu-M-d")).atStartOfDay(zone).toInstant();
            }
            return LocalDateTime.parse(plain, DateTimeFormatter.ofPattern("uuuu-M-d H:mm[:ss]")).atZone(zone).toInstant();
        } catch (DateTimeParseException e) {
            throw RefusedException.invalid("at", "refused.rowTime", "This is no time such as 2026-11-29 10:00: " + text + ".", text);
        }
    }
}
