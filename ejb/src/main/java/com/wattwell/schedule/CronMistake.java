package com.wattwell.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.constraint.FieldConstraints;
import com.cronutils.parser.CronParser;
import com.wattwell.platform.RefusedException;
import java.util.List;

/**
 * Finds what is wrong with a cron expression that the parser does not take: the number of its fields, or the first field
 * that is wrong by itself, found by putting each into an expression that is otherwise right.
 */
final class CronMistake {

    private static final String FIELD = "cron";
    private static final int LONGEST_SHOWN = 40;
    private static final int UNIX_FIELDS = 5;
    private static final int MOST_FIELDS = 7;

    /** A field of an expression; {@code name} is also the key of its text. */
    private record Part(CronFieldName field, String name) {
    }

    private static final List<Part> PARTS = List.of(new Part(CronFieldName.SECOND, "second"), new Part(CronFieldName.MINUTE, "minute"),
            new Part(CronFieldName.HOUR, "hour"), new Part(CronFieldName.DAY_OF_MONTH, "day of month"), new Part(CronFieldName.MONTH, "month"),
            new Part(CronFieldName.DAY_OF_WEEK, "day of week"), new Part(CronFieldName.YEAR, "year"));

    private CronMistake() {
    }

    /** Five fields are read as Unix means them, more as Quartz does, with the second in front. */
    static CronDefinition definition(String expression) {
        return CronDefinitionBuilder.instanceDefinitionFor(fields(expression).length <= UNIX_FIELDS ? CronType.UNIX : CronType.QUARTZ);
    }

    /** @param expression one that the parser of its {@link #definition} refused */
    static RefusedException in(String expression) {
        String[] fields = fields(expression);
        if (fields.length < UNIX_FIELDS || fields.length > MOST_FIELDS) {
            return RefusedException.invalid(FIELD, "refused.cronCount", "cron has " + fields.length + " fields; it must have 5 (minute, hour, day of month, "
                    + "month, day of week), or 6 with the second in front, or 7 with the year behind.", fields.length);
        }
        CronDefinition definition = definition(expression);
        List<Part> parts = fields.length == UNIX_FIELDS ? PARTS.subList(1, 1 + UNIX_FIELDS) : PARTS.subList(0, fields.length);
        for (int i = 0; i < fields.length; i++) {
            if (!isRightAlone(definition, parts, i, fields[i])) {
                return wrong(parts.get(i), fields[i], definition);
            }
        }
        return RefusedException.invalid(FIELD, "refused.cronDays", "cron: with a second in front, one of day of month and day of week must be ? and the other not.");
    }

    private static boolean isRightAlone(CronDefinition definition, List<Part> parts, int wanted, String text) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            expression.append(i == wanted ? text : neutral(parts, i, wanted, text)).append(' ');
        }
        try {
            new CronParser(definition).parse(expression.toString().strip()).validate();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** What never is wrong there: Quartz wants ? for exactly one of the two fields for days. */
    private static String neutral(List<Part> parts, int at, int wanted, String text) {
        boolean quartz = parts.size() > UNIX_FIELDS;
        CronFieldName ours = parts.get(at).field();
        CronFieldName other = parts.get(wanted).field();
        if (!quartz) {
            return "*";
        }
        return switch (ours) {
            case DAY_OF_WEEK -> other == CronFieldName.DAY_OF_MONTH && "?".equals(text) ? "*" : "?";
            case DAY_OF_MONTH -> other == CronFieldName.DAY_OF_WEEK && !"?".equals(text) ? "?" : "*";
            default -> "*";
        };
    }

    private static RefusedException wrong(Part part, String text, CronDefinition definition) {
        FieldConstraints allowed = definition.getFieldDefinition(part.field()).getConstraints();
        String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
        String least = String.valueOf(allowed.getStartRange());
        String most = String.valueOf(allowed.getEndRange());
        return RefusedException.invalid(FIELD, "refused.cronField", "cron: the " + part.name() + " is \"" + shown + "\"; it must be from " + least + " to " + most
                + ", a list such as " + least + "," + most + ", a range such as " + least + "-" + most + ", a step such as */2, or *.",
                part.name(), '“' + shown + '”', least, most);
    }

    private static String[] fields(String expression) {
        return expression.strip().split("\\s+");
    }
}
