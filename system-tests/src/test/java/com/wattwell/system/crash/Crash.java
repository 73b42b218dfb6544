package com.wattwell.system.crash;

import com.wattwell.system.TestServer;
import com.wattwell.system.crash.CrashRounds.Round;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** {@code ./wattwell crash [--rounds N] [--seed N]}: crashes, one a round, told on standard output. Ends with 1 when anything was found wrong. */
public final class Crash {

    private static final int MOST_ROUNDS = 10_000;

    private record Options(int rounds, long seed) {

        static Options parse(String... words) {
            int rounds = 10;
            long seed = 1;
            for (Iterator<String> rest = List.of(words).iterator(); rest.hasNext();) {
                String word = rest.next();
                switch (word) {
                    case "--rounds" -> rounds = (int) number(word, rest, 1, MOST_ROUNDS);
                    case "--seed" -> seed = number(word, rest, 0, 999_999_999);
                    default -> throw new IllegalArgumentException("Unknown option " + word + ": crash takes --rounds N and --seed N.");
                }
            }
            return new Options(rounds, seed);
        }

        private static long number(String option, Iterator<String> rest, long least, long most) {
            String word = rest.hasNext() ? rest.next() : "";
            if (!word.matches("\\d{1,9}") || Long.parseLong(word) < least || Long.parseLong(word) > most) {
                throw new IllegalArgumentException(option + " takes a number from " + least + " to " + most + ".");
            }
            return Long.parseLong(word);
        }
    }

    private Crash() {
    }

    public static void main(String[] words) {
        Options options;
        try {
            options = Options.parse(words);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            return;
        }
        System.exit(run(options) ? 0 : 1);
    }

    /** @return whether nothing was wrong */
    private static boolean run(Options options) {
        System.out.println(options.rounds() + " rounds, seed " + options.seed());
        int receipts = 0;
        int payments = 0;
        int bought = 0;
        int bills = 0;
        int wrong = 0;
        try (TestServer server = new TestServer("crash-rounds", Map.of())) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop the server"));
            try (CrashRounds rounds = new CrashRounds(server.start(), options.seed())) {
                for (int i = 0; i < options.rounds(); i++) {
                    Round round = rounds.next();
                    round.told().forEach(System.out::println);
                    receipts += round.receipts();
                    payments += round.payments();
                    bought += round.bought();
                    bills += round.bills();
                    wrong += round.found().isEmpty() ? 0 : 1;
                }
            }
        } catch (Exception broken) {
            // a server that does not come back is the worst of all findings
            System.getLogger(Crash.class.getName()).log(System.Logger.Level.ERROR, "The rounds could not go on: " + wrong + " were wrong until then.", broken);
            return false;
        }
        System.out.println(options.rounds() + " rounds, " + wrong + " of them wrong: " + receipts + " receipts, " + payments + " payments on phones, " + bought + " purchases in meters, " + bills
                + " bills");
        return wrong == 0;
    }
}
