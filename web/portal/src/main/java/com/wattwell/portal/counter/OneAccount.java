package com.wattwell.portal.counter;

import com.wattwell.customer.AccountQueries;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import java.util.List;

/** The open account that somebody means by its number, or by a name that no other has. */
public final class OneAccount {

    private static final int LOOKED_AT = 20;

    private OneAccount() {
    }

    /** @return its id @throws RefusedException for the field {@code account} when it is none or several */
    public static long of(AccountQueries accounts, int companyId, String written) {
        String text = written == null ? "" : written.strip();
        List<AccountQueries.Row> found = text.isEmpty() ? List.of() : accounts.list(new Scope(companyId), text, true, new Page.Request(1, LOOKED_AT)).items();
        return found.stream().filter(row -> row.number().equals(text) || found.size() == 1).findFirst().map(AccountQueries.Row::id)
                .orElseThrow(() -> RefusedException.invalid("account", "refused.notOneAccount", "account must name one open account."));
    }
}
