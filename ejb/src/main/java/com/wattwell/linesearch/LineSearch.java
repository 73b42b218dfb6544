package com.wattwell.linesearch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the meters of a line, without a line of its own: it says what to ask next and is told what came.
 *
 * <pre>
 *   AAAAAAAAAAAA   several at once
 *   AAAAAAAAAA00   silence: cut
 *   AAAAAAAAAA01   one answer: 202311000001, found
 *   AAAAAAAAAA02   several at once
 *   AAAAAAAA0002   …
 * </pre>
 *
 * Where several answer at once the next part of the address is given in turn, depth first; where one answers or none, that branch is
 * done. Several answers right after others are asked for once more: they may be what came too late. An answer may hide others that are weaker or later: a thorough search goes on below answers too, when everything else is done.
 * It ends when nothing is left to ask or when it has asked as often as it may. All it remembers is its {@link Memory}, so that it can be
 * taken up again after a crash; the question that was open then is put again, and no other one twice. Used by one thread.
 */
public final class LineSearch {

    /** A branch that is being walked: its path, and the next choice, from 0. */
    public record Branch(String path, int next) {
    }

    /**
     * What a search remembers.
     *
     * @param most       questions it may ask
     * @param thorough   whether it also looks behind answers
     * @param ways       still to go, the present one first
     * @param begun      whether the present way has begun
     * @param open       branches that are being walked, the deepest last
     * @param behind     paths at which one answered, to be looked behind
     * @param asked      questions so far
     * @param question   the open one, or {@code null}
     * @param loud       whether something came to the question before
     * @param found      in the order in which they were found
     * @param unreadable addresses without anything open at which something answers that cannot be read
     */
    public record Memory(int most, boolean thorough, List<Way> ways, boolean begun, List<Branch> open, List<String> behind, int asked, Question question, boolean loud,
                         List<Found> found, List<String> unreadable) {

        public Memory {
            ways = List.copyOf(ways);
            open = List.copyOf(open);
            behind = List.copyOf(behind);
            found = List.copyOf(found);
            unreadable = List.copyOf(unreadable);
        }

        /** At the start. @param protocols names of those to search for @param most questions, at least 1 */
        public static Memory start(List<String> protocols, int most, boolean thorough) {
            return new Memory(most, thorough, Way.of(protocols), false, List.of(), List.of(), 0, null, false, List.of(), List.of());
        }

        /** Whether nothing is left to ask. */
        public boolean complete() {
            return ways.isEmpty() && question == null && found.stream().allMatch(Found::sampled);
        }
    }

    private final int most;
    private final boolean thorough;
    private final List<Way> ways;
    private boolean begun;
    private final List<Branch> open;
    private final List<String> behind;
    private int asked;
    private Question question;
    private boolean loud;
    private final List<Found> found;
    private final List<String> unreadable;

    public LineSearch(Memory memory) {
        most = memory.most();
        thorough = memory.thorough();
        ways = new ArrayList<>(memory.ways());
        begun = memory.begun();
        open = new ArrayList<>(memory.open());
        behind = new ArrayList<>(memory.behind());
        asked = memory.asked();
        question = memory.question();
        loud = memory.loud();
        found = new ArrayList<>(memory.found());
        unreadable = new ArrayList<>(memory.unreadable());
    }

    /** What it must remember now. */
    public Memory memory() {
        return new Memory(most, thorough, ways, begun, open, behind, asked, question, loud, found, unreadable);
    }

    /** What to ask now, or nothing when it is over. Asked again before it is told what came, it gives the same. */
    public Optional<Question> next() {
        if (question == null && asked < most) {
            question = sampleDue().or(this::furtherOn).orElse(null);
            asked += question == null ? 0 : 1;
        }
        return Optional.ofNullable(question);
    }

    /** Nobody answered. */
    public void silence() {
        Question was = take();
        loud = false;
        if (was.isSample()) {
            sampled(was.sample(), null, null);
        }
    }

    /** Several answered at once, or what came could not be read. */
    public void collision() {
        Question was = take();
        boolean late = loud && !was.again() && asked < most;
        loud = true;
        if (was.isSample()) {
            sampled(was.sample(), null, null);
        } else if (late) {
            question = was.onceMore();
            asked++;
        } else if (!was.way().complete(was.path())) {
            open.add(new Branch(was.path(), 0));
        } else {
            unreadable.add(was.address());
        }
    }

    /** One answered. */
    public void answered(Answer answer) {
        Question was = take();
        loud = true;
        if (was.isSample()) {
            sampled(was.sample(), answer.value(), answer.unit());
            return;
        }
        Found one = new Found(was.way().protocol(), answer.address(), answer.other(), answer.value(), answer.unit(), answer.value() != null || samplesComeAlong());
        if (found.stream().noneMatch(one::is)) {
            found.add(one);
        }
        if (thorough && !was.way().complete(was.path())) {
            behind.add(was.path());
        }
    }

    private Question take() {
        if (question == null) {
            throw new IllegalStateException("nothing was asked");
        }
        Question was = question;
        question = null;
        return was;
    }

    /** An M-Bus meter that says who it is says everything. */
    private boolean samplesComeAlong() {
        return ways.getFirst().protocol().equals("MBUS");
    }

    private void sampled(String address, String value, String unit) {
        found.replaceAll(each -> !each.sampled() && each.address().equals(address) ? each.told(value, unit) : each);
    }

    private Optional<Question> sampleDue() {
        return found.stream().filter(each -> !each.sampled()).findFirst().map(each -> Question.sample(ways.getFirst(), each.address()));
    }

    private Optional<Question> furtherOn() {
        while (!ways.isEmpty()) {
            Way way = ways.getFirst();
            if (!begun) {
                begun = true;
                if (way.asksAll()) {
                    return Optional.of(Question.whoIs(way, ""));
                }
                open.add(new Branch("", 0));
            }
            Optional<String> path = walk(way);
            if (path.isPresent()) {
                return path.map(each -> Question.whoIs(way, each));
            }
            ways.removeFirst();
            begun = false;
            if (way == Way.DLT645_2007 && found.stream().anyMatch(each -> each.protocol().equals(way.protocol()))) {
                ways.remove(Way.DLT645_2007_BY_READING);
            }
        }
        return Optional.empty();
    }

    /** The next path of this way that is worth a question. */
    private Optional<String> walk(Way way) {
        while (!open.isEmpty() || !behind.isEmpty()) {
            if (open.isEmpty()) {
                open.add(new Branch(behind.removeFirst(), 0));
            }
            Branch branch = open.removeLast();
            if (branch.next() < way.choices()) {
                open.add(new Branch(branch.path(), branch.next() + 1));
                String path = way.further(branch.path(), branch.next());
                if (!way.nobodys(path) && !(way.complete(path) && isFound(way, way.pattern(path)))) {
                    return Optional.of(path);
                }
            }
        }
        return Optional.empty();
    }

    private boolean isFound(Way way, String address) {
        return found.stream().anyMatch(each -> each.protocol().equals(way.protocol()) && each.answersTo(address));
    }
}
