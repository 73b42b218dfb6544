package com.wattwell.ledger.journal;

import static com.wattwell.ledger.journal.Books.LI;
import static com.wattwell.ledger.journal.Books.together;
import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.identity.Scope;
import com.wattwell.ledger.HouseAccount;
import org.junit.jupiter.api.Test;

class HouseBalancesTest {

    private final Books books = new Books();
    private final HouseBalances balances = books.wiring.bean(HouseBalances.class);

    private void beat() {
        long passed = books.wiring.bean(SealHorizon.class).passed();
        while (together(() -> books.wiring.bean(Sealer.class).seal(passed))) {
            // as long as there are more
        }
    }

    private long sum(HouseAccount house) {
        return books.database.one("select coalesce(sum(p.amount_fen), 0) from posting p join ledger_account a on a.id = p.account_id where a.company_id = ? and a.house = ?", row -> row.getLong(1),
                books.company, house);
    }

    @Test
    void whatIsSealedAndWhatIsNotYetAddUpToThePostings() {
        books.post(books.tender("t:1", LI, 100));
        assertThat(balances.of(new Scope(books.company), HouseAccount.CASH)).isEqualTo(sum(HouseAccount.CASH)).isEqualTo(100);
        beat();
        beat();
        books.post(books.tender("t:2", LI, 50));
        assertThat(books.database.<Long>one("select count(*) from ledger_total", row -> row.getLong(1))).isPositive();
        assertThat(balances.of(new Scope(books.company), HouseAccount.CASH)).isEqualTo(sum(HouseAccount.CASH)).isEqualTo(150);
        assertThat(balances.of(new Scope(books.company + 1_000), HouseAccount.CASH)).isZero();
    }
}
