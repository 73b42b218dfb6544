package com.wattwell.ledger.journal;

import com.wattwell.ledger.HouseAccount;
import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The numbers of the companies' own accounts. They never change, so they are asked for once. */
@ApplicationScoped
public class HouseAccounts {

    private record Key(int companyId, HouseAccount account) {
    }

    private final Map<Key, Long> known = new ConcurrentHashMap<>();

    @Inject
    private Database database;

    static HouseAccounts over(Database database) {
        HouseAccounts accounts = new HouseAccounts();
        accounts.database = database;
        return accounts;
    }

    /** @return {@code ledger_account.id} */
    public long id(int companyId, HouseAccount account) {
        Long id = known.get(new Key(companyId, account));
        if (id != null) {
            return id;
        }
        String select = "select id from ledger_account where company_id = ? and house = ?";
        return database.first(select, row -> row.getLong(1), companyId, account).map(found -> {
            known.put(new Key(companyId, account), found);
            return found;
        }).orElseGet(() -> {
            // not remembered: this transaction may still roll back
            database.update("insert into ledger_account (company_id, house) values (?, ?) on conflict do nothing", companyId, account);
            return database.one(select, row -> row.getLong(1), companyId, account);
        });
    }
}
