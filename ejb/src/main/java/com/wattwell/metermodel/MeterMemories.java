package com.wattwell.metermodel;

import static com.wattwell.metermodel.Recall.Source.DAILY_FREEZE;
import static com.wattwell.metermodel.Recall.Source.HOURLY_FREEZE;
import static com.wattwell.metermodel.Recall.Source.INSTANT_FREEZE;
import static com.wattwell.metermodel.Recall.Source.SETTLEMENT_DAY;

import com.wattwell.protocol.ItemValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which items of a meter's memory hold a value of a past moment, and what they are worth when they are there. Pure. The moments
 * are those of the meter's own clock, taken to run in the company's zone.
 *
 * <pre>
 *   DL/T 645-2007   daily 050600nn, 0506kknn   hourly 050400nn, 0504kknn   at once 05010001, 0501kk01   settled 04000B01.., 000kttnn
 *   DL/T 645-1997   settled C117, 94xx and 98xx
 *   CJ/T 188        settled 8103, D120 to D12B
 * </pre>
 */
public final class MeterMemories {

    /** Why a memory does not have it. */
    public enum Lacking {
        /** The model remembers nothing of what is wanted. */
        NO_MEMORY,
        /** It remembers other moments: a daily freeze is of midnight, an hourly one of the full hour. */
        NO_SUCH_MOMENT,
        /** It remembers fewer than there have been since. */
        TOO_LONG_AGO
    }

    /** Either how to recall it, or why it cannot be. */
    public record Answer(Recall recall, Lacking lacking) {
    }

    /**
     * What the answers come to.
     *
     * @param at     when the value was kept by the meter's clock, or {@code null} when that is not sure
     * @param turned whether the meter froze anew while it was asked, so that the value may be of either freeze: worth another try
     */
    public record Kept(Instant at, boolean turned) {
    }

    /** Kinds of energy: 01 forward, 02 reverse, 03 and 04 combined reactive, 05 to 08 quadrants. A freeze counts them likewise. */
    private static final Pattern ENERGY_2007 = Pattern.compile("000([1-8])([0-9A-F]{2})00");
    private static final Pattern ENERGY_1997 = Pattern.compile("9([01])([1-4])([0-9A-F])");
    private static final String VOLUME = "901F.current";
    private static final DateTimeFormatter FREEZE_TIME = new DateTimeFormatterBuilder().appendValueReduced(ChronoField.YEAR, 2, 2, 2000)
            .appendPattern("MMddHHmm").toFormatter(Locale.ROOT);
    /** What a settlement day that is not used reads as. */
    private static final List<String> UNUSED = List.of("", "0000", "9999");
    private static final int HOURLY_KINDS = 2;
    private static final int LAST_SETTLEMENT_DAY = 28;

    private MeterMemories() {
    }

    /**
     * Looks for the finest memory that holds all of these types, or the first of them when none holds all.
     *
     * @param wanted reading types that one present item or block brings
     * @param slot   the moment whose value is wanted, before {@code now}
     */
    public static Answer find(ModelInUse model, Collection<Short> wanted, Instant slot, Instant now, ZoneId zone) {
        Map<Short, String> byType = model.itemsByType();
        List<String> items = wanted.stream().sorted().map(byType::get).filter(item -> item != null).toList();
        Lacking lacking = Lacking.NO_MEMORY;
        for (MeterModel.Memory memory : List.of(MeterModel.Memory.DAILY_FREEZE, MeterModel.Memory.HOURLY_FREEZE, MeterModel.Memory.SETTLEMENT_DAY)) {
            Integer count = model.model().memory().get(memory);
            if (count == null || items.isEmpty() || !holds(model.protocol().name(), memory, items)) {
                continue;
            }
            long number = number(memory, slot, now, zone);
            if (number == 0) {
                lacking = lacking == Lacking.NO_MEMORY ? Lacking.NO_SUCH_MOMENT : lacking;
            } else if (number > count) {
                lacking = Lacking.TOO_LONG_AGO;
            } else {
                return new Answer(recall(model.protocol().name(), memory, items, (int) number), null);
            }
        }
        return new Answer(null, lacking);
    }

    /** How these are had from a freeze at once: nothing when the model is not known to freeze, or what is wanted is not frozen. */
    public static Optional<Recall> frozen(ModelInUse model, Collection<Short> wanted) {
        Map<Short, String> byType = model.itemsByType();
        List<Matcher> items = wanted.stream().map(byType::get).map(item -> ENERGY_2007.matcher(item == null ? "" : item)).toList();
        boolean all = !items.isEmpty() && items.stream().allMatch(Matcher::matches);
        if (!all || !model.protocol().name().equals("DLT645_2007") || !model.model().memory().containsKey(MeterModel.Memory.DAILY_FREEZE)
                || items.stream().map(item -> item.group(1)).distinct().count() > 1) {
            return Optional.empty();
        }
        return Optional.of(new Recall(INSTANT_FREEZE, List.of("05010001", "05010" + items.getFirst().group(1) + "01")));
    }

    private static boolean holds(String protocol, MeterModel.Memory memory, List<String> items) {
        return items.stream().anyMatch(item -> switch (protocol) {
            case "DLT645_2007" -> {
                Matcher energy = ENERGY_2007.matcher(item);
                yield energy.matches() && (memory != MeterModel.Memory.HOURLY_FREEZE
                        || Integer.parseInt(energy.group(1)) <= HOURLY_KINDS && energy.group(2).equals("00"));
            }
            case "DLT645_1997" -> memory == MeterModel.Memory.SETTLEMENT_DAY && ENERGY_1997.matcher(item).matches();
            case "CJT188" -> memory == MeterModel.Memory.SETTLEMENT_DAY && item.equals(VOLUME);
            default -> false;
        });
    }

    /** The how manieth last one, from 1; 0 when this memory has no such moment. */
    private static long number(MeterModel.Memory memory, Instant slot, Instant now, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(slot, zone);
        LocalDate today = LocalDate.ofInstant(now, zone);
        boolean midnight = slot.equals(local.toLocalDate().atStartOfDay(zone).toInstant());
        return switch (memory) {
            case DAILY_FREEZE -> midnight ? ChronoUnit.DAYS.between(local.toLocalDate(), today) + 1 : 0;
            // an hour that the clock shows twice a year cannot be told from its twin
            case HOURLY_FREEZE -> local.equals(local.truncatedTo(ChronoUnit.HOURS)) && zone.getRules().getValidOffsets(local).size() == 1
                    ? ChronoUnit.HOURS.between(slot, now) + 1 : 0;
            // whether it is this meter's settlement day only the meter knows, and is asked
            case SETTLEMENT_DAY -> midnight && local.getDayOfMonth() <= LAST_SETTLEMENT_DAY
                    ? ChronoUnit.MONTHS.between(local, LocalDateTime.ofInstant(now, zone)) + 1 : 0;
            case LOAD_PROFILE -> 0;
        };
    }

    private static Recall recall(String protocol, MeterModel.Memory memory, List<String> items, int number) {
        String first = items.getFirst();
        String nth = "%02X".formatted(number);
        switch (protocol) {
            case "DLT645_2007" -> {
                Matcher energy = ENERGY_2007.matcher(first);
                energy.matches();
                String kind = energy.group(1);
                return switch (memory) {
                    case DAILY_FREEZE -> new Recall(DAILY_FREEZE, List.of("050600" + nth, "05060" + kind + nth, "050600" + nth));
                    case HOURLY_FREEZE -> new Recall(HOURLY_FREEZE, List.of("050400" + nth, "05040" + kind + nth, "050400" + nth));
                    default -> new Recall(SETTLEMENT_DAY, List.of("04000B01", "04000B02", "04000B03",
                            "000" + kind + (items.size() > 1 ? "FF" : energy.group(2)) + nth));
                };
            }
            case "DLT645_1997" -> {
                String month = Integer.toHexString(Integer.parseInt(first.substring(0, 2), 16) + 4 * number).toUpperCase(Locale.ROOT);
                return new Recall(SETTLEMENT_DAY, List.of("C117", month + (items.size() > 1 ? first.charAt(2) + "F" : first.substring(2))));
            }
            default -> {
                return new Recall(SETTLEMENT_DAY, List.of("8103", "D1" + Integer.toHexString(0x1F + number).toUpperCase(Locale.ROOT)));
            }
        }
    }

    /** A remembered value under the name of the present one that it was: {@code 05060101#2} was {@code 00010200}. */
    public static ItemValue asPresent(String protocol, ItemValue remembered) {
        String item = remembered.item();
        String present = switch (protocol) {
            case "DLT645_2007" -> {
                if (item.startsWith("05") && item.length() >= 8) {
                    int tariff = item.indexOf('#') < 0 ? 0 : Integer.parseInt(item.substring(item.indexOf('#') + 1));
                    yield "000" + item.charAt(5) + "%02X".formatted(tariff) + "00";
                }
                yield item.startsWith("000") && item.length() == 8 ? item.substring(0, 6) + "00" : item;
            }
            case "DLT645_1997" -> item.matches("9[4589C-D][1-4][0-9A-F]") ? "9" + (Character.digit(item.charAt(1), 16) & 1) + item.substring(2) : item;
            case "CJT188" -> item.startsWith("D12") ? VOLUME : item;
            default -> item;
        };
        return new ItemValue(present, remembered.nameEn(), remembered.nameZh(), remembered.number(), remembered.text(), remembered.unit(), remembered.raw());
    }

    /**
     * When the value was kept, by what the other steps told.
     *
     * @param told each step's text; that of the step that brought the value is passed over
     * @param slot the moment that was wanted
     */
    public static Kept kept(Recall recall, List<String> told, Instant slot, ZoneId zone) {
        return switch (recall.source()) {
            case NOW -> new Kept(slot, false);
            case INSTANT_FREEZE -> new Kept(freezeTime(told.getFirst(), slot, zone), false);
            case DAILY_FREEZE, HOURLY_FREEZE -> told.getFirst().equals(told.getLast())
                    ? new Kept(freezeTime(told.getFirst(), slot, zone), false) : new Kept(null, true);
            case SETTLEMENT_DAY -> new Kept(settled(recall, told, LocalDateTime.ofInstant(slot, zone)) ? slot : null, false);
        };
    }

    private static Instant freezeTime(String told, Instant slot, ZoneId zone) {
        try {
            LocalDateTime local = LocalDateTime.parse(told, FREEZE_TIME);
            return ZonedDateTime.ofLocal(local, zone, zone.getRules().getOffset(slot)).toInstant();
        } catch (DateTimeException e) {
            return null; // never frozen, or no time
        }
    }

    /** Whether the meter settles at this day and hour, and at no other of the month, by which it would count differently. */
    private static boolean settled(Recall recall, List<String> told, LocalDateTime slot) {
        if (recall.steps().getFirst().equals("8103")) {
            return slot.toLocalTime().equals(LocalTime.MIDNIGHT) && told.getFirst().matches("\\d{1,2}") && Integer.parseInt(told.getFirst()) == slot.getDayOfMonth();
        }
        return told.getFirst().equals("%02d%02d".formatted(slot.getDayOfMonth(), slot.getHour()))
                && told.subList(1, told.size() - 1).stream().allMatch(UNUSED::contains);
    }
}
