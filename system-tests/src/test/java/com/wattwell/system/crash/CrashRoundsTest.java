package com.wattwell.system.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.system.KilledServer;
import com.wattwell.system.TestServer;
import com.wattwell.system.crash.CrashRounds.Round;
import com.wattwell.system.crash.CrashRounds.Victim;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The first rounds of {@code ./wattwell crash}: one in which the server is killed and one in which the database is. */
@ExtendWith(KilledServer.class)
class CrashRoundsTest {

    private static final long SEED = 1;

    @Test
    void whateverIsKilledNothingThatAPayerWasToldIsLostAndNothingIsThereTwice(TestServer server) throws InterruptedException, ExecutionException {
        List<Round> rounds = new ArrayList<>();
        try (CrashRounds crashes = new CrashRounds(server, SEED)) {
            for (int i = 0; i < 2; i++) {
                Round round = crashes.next();
                round.told().forEach(System.out::println);
                assertThat(round.found()).isEmpty();
                assertThat(round.receipts()).isPositive();
                assertThat(round.payments()).isPositive();
                rounds.add(round);
            }
        }
        assertThat(rounds).extracting(Round::victim).containsExactlyInAnyOrder(Victim.values());
        assertThat(rounds.stream().mapToInt(Round::bought).sum()).isPositive();
    }
}
