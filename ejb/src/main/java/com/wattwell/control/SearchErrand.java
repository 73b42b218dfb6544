package com.wattwell.control;

import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.MeterTiming;
import com.wattwell.linesearch.Answer;
import com.wattwell.linesearch.LineSearch;
import com.wattwell.linesearch.Question;
import com.wattwell.linesearch.Wording;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/**
 * Searches a line for its meters. It hands over one question at a time and the next only when the one before has ended, so that a
 * reading that waits gets the line in between. A meter that is not there is not waited for longer than the line's slowest one needs.
 */
final class SearchErrand implements LineErrand {

    private static final Duration GOOD_FOR = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    /** Keeps what a silent pattern is learned to take apart from what is known of meters. */
    private static final String KEY = "search ";
    private static final String WAIT = "waitMillis";

    /** What it remembers at the start. @param waitMillis how long to wait for an answer beyond the bytes' own time */
    static JsonObject start(LineSearch.Memory memory, int waitMillis) {
        return Json.createObjectBuilder(SearchMemory.json(memory)).add(WAIT, waitMillis).build();
    }

    @Override
    public Step first(Site site) {
        return next(site, new LineSearch(SearchMemory.read(site.progress())));
    }

    @Override
    public Step after(Site site, ExchangeOutcome outcome) {
        if (outcome.end() == End.REFUSED) {
            return new Step.Done(false, "noLine");
        }
        if (!outcome.requestSent() || outcome.end() == End.DISCONNECTED || outcome.end() == End.REPLACED) {
            return new Step.Again(PAUSE);
        }
        LineSearch search = new LineSearch(SearchMemory.read(site.progress()));
        Question question = search.next().orElse(null);
        if (question == null) {
            return over(site, search);
        }
        switch (outcome.end()) {
            case REPLIED -> {
                Optional<Answer> answer = Wording.answer(question, outcome.request(), outcome.replies());
                answer.ifPresentOrElse(search::answered, search::collision);
            }
            case GARBLED -> search.collision();
            default -> search.silence();
        }
        return next(site, search);
    }

    private static Step next(Site site, LineSearch search) {
        Question question = search.next().orElse(null);
        if (question == null) {
            return over(site, search);
        }
        return new Step.Ask(question.way().protocol(), KEY + question.address(), Wording.bytes(question), GOOD_FOR,
                new MeterTiming(site.progress().getInt(WAIT), 0, 0, null), 1, progress(site, search));
    }

    private static Step over(Site site, LineSearch search) {
        LineSearch.Memory memory = search.memory();
        return new Step.Done(true, (memory.complete() ? "searched|" : "searchedSoFar|") + memory.asked() + "|" + memory.found().size(), progress(site, search));
    }

    private static JsonObject progress(Site site, LineSearch search) {
        return start(search.memory(), site.progress().getInt(WAIT));
    }
}
