package com.wattwell.schedule;

import com.wattwell.protocol.MeterProtocol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What is asked of a meter to get certain values with the fewest exchanges. Pure. */
public final class ReadingPlanner {

    /** From so many wanted values on a block is asked for instead of each: it takes a line less time than two exchanges. */
    private static final int WORTH_A_BLOCK = 2;

    private ReadingPlanner() {
    }

    /**
     * One question.
     *
     * @param item         as it is asked for: one item, or a block
     * @param readingTypes what of the answer is wanted, rising
     */
    public record Asked(String item, List<Short> readingTypes) {
        public Asked {
            readingTypes = List.copyOf(readingTypes);
        }
    }

    /**
     * @param itemsByType the model's item for each reading type it has
     * @param wanted      reading types; what the model does not have is passed over
     * @param blocks      whether the model answers blocks
     * @return the questions, in the order of their first reading type
     */
    public static List<Asked> questions(MeterProtocol protocol, Map<Short, String> itemsByType, Collection<Short> wanted, boolean blocks) {
        Map<Short, List<String>> ways = new LinkedHashMap<>();
        new TreeSet<>(wanted).forEach(type -> {
            String item = itemsByType.get(type);
            if (item != null) {
                List<String> asked = protocol.askedBy(item);
                ways.put(type, blocks ? asked : asked.subList(0, 1));
            }
        });
        Map<String, List<Short>> questions = new LinkedHashMap<>();
        ways.forEach((type, asked) -> questions.computeIfAbsent(best(asked, ways.values()), item -> new ArrayList<>()).add(type));
        return questions.entrySet().stream().map(question -> new Asked(question.getKey(), question.getValue())).toList();
    }

    /** The block that most wanted values share, the shortest of several; without one the item alone. */
    private static String best(List<String> asked, Collection<List<String>> all) {
        String best = asked.getFirst();
        long most = WORTH_A_BLOCK - 1;
        for (String way : asked) {
            long sharing = all.stream().filter(other -> other.contains(way)).count();
            if (sharing > most) {
                best = way;
                most = sharing;
            }
        }
        return best;
    }
}
