package com.wattwell.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.connector.CollectorEvent;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.Lane;
import com.wattwell.connector.MeterTiming;
import com.wattwell.control.LineSearches.Adoption;
import com.wattwell.control.LineSearches.NewSearch;
import com.wattwell.control.LineSearches.Search;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A search of a line from its start to the meters that come of it, over real rows. */
class LineSearchesTest {

    private static final Caller ADMIN = new Caller("chen", "Chen", Scope.ALL, Set.of(Caller.COMPANY_ADMIN));
    private static final NewSearch USUAL = new NewSearch(List.of("DLT645_2007"), false, null, null);

    private Spine spine;
    /** Who hangs on the line; 202311000001 and 202311000002 are known. */
    private final Set<String> meters = new HashSet<>(Arrays.asList("202311000001", "202311000002", "202311000017", "202311000117"));

    @BeforeEach
    void aConnectedLine() {
        spine = new Spine();
        spine.login(1);
    }

    private LineSearches searches() {
        return spine.wiring.bean(LineSearches.class);
    }

    private LineOrders orders() {
        return spine.wiring.bean(LineOrders.class);
    }

    private Search search(long id) {
        return searches().byId(Scope.ALL, id).orElseThrow();
    }

    private long started() {
        long id = searches().start(ADMIN, spine.collector, 1, USUAL);
        orders().work(id);
        return id;
    }

    private Exchange last() {
        return spine.wiring.adapter.exchanges.getLast();
    }

    /** What the line makes of a question. */
    private ExchangeOutcome ended(Exchange exchange) {
        Dlt645Frame request = Spine.request(exchange);
        List<String> who = meters.stream().filter(each -> fits(request.address(), each)).toList();
        if (who.isEmpty()) {
            return spine.ended(exchange, End.NO_REPLY, true);
        }
        if (who.size() > 1) {
            return spine.ended(exchange, End.GARBLED, true);
        }
        byte[] data = request.hasIdentifier() ? Dlt645Frame.itemData(request.identifier(), (byte) 0x34, (byte) 0x12, (byte) 0, (byte) 0) : new byte[6];
        Instant now = spine.wiring.clock.instant();
        return new ExchangeOutcome(exchange.ref(), exchange.collectorId(), exchange.ownerEpoch(), exchange.lane(), exchange.protocol(), End.REPLIED, true, 1,
                exchange.request(), List.of(Dlt645Frame.reply(request, who.getFirst(), data).encode()), now, now, MeterTiming.UNKNOWN);
    }

    private static boolean fits(String pattern, String address) {
        for (int i = 0; i < pattern.length(); i += 2) {
            if (!pattern.startsWith("AA", i) && !pattern.regionMatches(i, address, i, 2)) {
                return false;
            }
        }
        return true;
    }

    private void answer(int questions) {
        for (int i = 0; i < questions; i++) {
            orders().take(List.of(ended(last())));
        }
    }

    private void answerAll(long id) {
        while (!search(id).ended()) {
            answer(1);
        }
    }

    @Test
    void everyMeterOfTheLineIsFoundAndSaidToBeKnownOrNew() {
        long id = started();
        answerAll(id);
        Search search = search(id);
        assertThat(search.state()).isEqualTo("DONE");
        assertThat(search.detail()).isEqualTo("searched|" + search.asked() + "|4");
        assertThat(search.asked()).as("all, a hundred low pairs, a hundred below 17, and four totals").isEqualTo(1 + 100 + 100 + 4);
        assertThat(search.sightings()).extracting(seen -> seen.found().address() + " " + seen.meterId())
                .containsExactlyInAnyOrder("202311000001 " + spine.meter, "202311000002 " + spine.otherMeter, "202311000017 null", "202311000117 null");
        assertThat(search.sightings()).allSatisfy(seen -> assertThat(seen.found().value() + seen.found().unit()).isEqualTo("12.34kWh"));
    }

    @Test
    void questionsGoOutOneAtATimeOnceAndWithAShortWait() {
        spine.database.update("update meter_state set reply_millis = 800, deviation_millis = 100 where meter_id = ?", spine.meter);
        long id = started();
        answer(3);
        assertThat(spine.wiring.adapter.exchanges).hasSize(4);
        assertThat(last().ref().work()).isEqualTo(-id);
        assertThat(last().lane()).isEqualTo(Lane.PRIORITY);
        assertThat(last().maxTries()).isEqualTo(1);
        assertThat(last().timing()).isEqualTo(new MeterTiming(1200, 0, 0, null));
    }

    @Test
    void progressIsHonestWhileItGoesOn() {
        long id = started();
        answer(3);
        Search search = search(id);
        assertThat(search.state()).isEqualTo("SENT");
        assertThat(search.asked()).isEqualTo(4);
        assertThat(search.asking()).as("the total of the first one found").isEqualTo("202311000001");
        assertThat(search.sightings()).hasSize(1);
    }

    @Test
    void afterACrashInTheMiddleItIsTakenUpAgainWithTheOpenQuestion() {
        long id = started();
        answer(20);
        Exchange open = last();
        int asked = search(id).asked();
        // the server dies: no outcome comes, the lease runs out, the box logs in again
        spine.wiring.clock.set(spine.now.plusSeconds(120));
        spine.login(2);
        spine.wiring.rings.clear();
        orders().ringAgain();
        assertThat(spine.wiring.rings).containsExactly("COMMAND " + -id);
        orders().work(id);
        assertThat(last()).isNotSameAs(open);
        assertThat(last().request()).isEqualTo(open.request());
        assertThat(last().ownerEpoch()).isEqualTo(spine.epoch());
        orders().take(List.of(ended(open)));
        assertThat(search(id).asked()).as("the outcome of the hand-over before counts no more").isEqualTo(asked);
        answerAll(id);
        assertThat(search(id).sightings()).hasSize(4);
        assertThat(search(id).asked()).isEqualTo(205);
    }

    @Test
    void aLineThatBreaksIsWaitedForAndTheQuestionComesAgain() {
        long id = started();
        answer(5);
        Exchange open = last();
        orders().take(List.of(spine.ended(open, End.DISCONNECTED, true)));
        assertThat(search(id).state()).isEqualTo("WAITING");
        spine.wiring.clock.set(spine.now.plusSeconds(6));
        orders().work(id);
        assertThat(last().request()).isEqualTo(open.request());
    }

    @Test
    void aPersonStopsItAndWhatWasFoundStays() {
        long id = started();
        answer(6);
        searches().stop(ADMIN, id);
        assertThat(search(id).detail()).isEqualTo("stopped|chen");
        assertThat(search(id).sightings()).hasSize(2);
        int handed = spine.wiring.adapter.exchanges.size();
        answer(1);
        assertThat(spine.wiring.adapter.exchanges).hasSize(handed);
    }

    @Test
    void itEndsAtItsBoundAndAtItsTime() {
        long few = searches().start(ADMIN, spine.collector, 1, new NewSearch(List.of("DLT645_2007"), false, 10, null));
        orders().work(few);
        answerAll(few);
        assertThat(search(few).detail()).isEqualTo("searchedSoFar|10|2");
        long late = searches().start(ADMIN, spine.collector, 1, new NewSearch(List.of("DLT645_2007"), false, null, 1));
        orders().work(late);
        answer(4);
        spine.wiring.clock.set(spine.now.plusSeconds(61));
        answer(1);
        assertThat(search(late).state()).isEqualTo("EXPIRED");
        assertThat(search(late).sightings()).isNotEmpty();
    }

    @Test
    void aLineIsSearchedOnceAtATime() {
        started();
        assertThatThrownBy(this::started).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.kind()).isEqualTo(RefusedException.Kind.CONFLICT));
    }

    @Test
    void onlyWhatWasFoundCanBeAdopted() {
        long id = started();
        answerAll(id);
        for (List<Adoption> wanted : List.of(List.of(new Adoption("DLT645_2007", "202399999999", null, null, null)), List.<Adoption>of())) {
            assertThatThrownBy(() -> searches().adopt(ADMIN, id, wanted)).isInstanceOfSatisfying(RefusedException.class,
                    refused -> assertThat(refused.field()).isEqualTo("meters"));
        }
    }

    @Test
    void anEmptyLineIsSearchedForEveryProtocol() {
        spine.database.update("delete from meter where line_id = ?", spine.line);
        long id = searches().start(ADMIN, spine.collector, 1, new NewSearch(null, false, 300, null));
        orders().work(id);
        Set<String> protocols = new HashSet<>();
        while (!search(id).ended()) {
            protocols.add(last().protocol());
            orders().take(List.of(spine.ended(last(), End.NO_REPLY, true)));
        }
        assertThat(protocols).containsExactlyInAnyOrder("DLT645_2007", "DLT645_1997", "CJT188", "MBUS");
        assertThat(search(id).detail()).as("silence costs one question a way, and M-Bus each primary address").isEqualTo("searched|255|0");
    }

    @Test
    void wrongFieldsAreNamedAndOthersMayNot() {
        Caller operator = new Caller("wang", "Wang", Scope.ALL, Set.of(Caller.METER_OPERATOR));
        Caller elsewhere = new Caller("li", "Li", new Scope(spine.company + 1), Set.of(Caller.COMPANY_ADMIN));
        refused("user", operator, 1, USUAL);
        refused("id", elsewhere, 1, USUAL);
        refused("id", ADMIN, 7, USUAL);
        refused("protocols", ADMIN, 1, new NewSearch(List.of("MODBUS"), false, null, null));
        refused("questions", ADMIN, 1, new NewSearch(null, false, 0, null));
        refused("minutes", ADMIN, 1, new NewSearch(null, false, null, 1441));
        assertThat(spine.wiring.adapter.exchanges).isEmpty();
        assertThat(Duration.ofMinutes(LineSearches.MOST_MINUTES)).isEqualTo(Duration.ofDays(1));
    }

    private void refused(String field, Caller caller, int line, NewSearch wanted) {
        assertThatThrownBy(() -> searches().start(caller, spine.collector, line, wanted)).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.field()).isEqualTo(field));
    }

    @Test
    void aCollectorThatIsAwayIsWaitedFor() {
        spine.tell(new CollectorEvent.Lost(1, spine.collector, spine.epoch(), "reset", spine.now));
        long id = started();
        assertThat(spine.wiring.adapter.exchanges).isEmpty();
        spine.login(2);
        orders().work(id);
        assertThat(spine.wiring.adapter.exchanges).hasSize(1);
    }
}
