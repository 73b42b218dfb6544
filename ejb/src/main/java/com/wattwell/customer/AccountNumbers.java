package com.wattwell.customer;

import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** Gives out account numbers (户号): nine digits that count up in a company, and a check digit. */
@ApplicationScoped
public class AccountNumbers {

    private static final long FIRST = 100_000_001;

    @Inject
    private Database database;

    /** Numbers that no account of the company has; others of the company wait until the transaction ends. */
    public List<String> next(int companyId, int count) {
        List<String> numbers = new ArrayList<>();
        while (numbers.size() < count) {
            int wanted = count - numbers.size();
            long last = database.one("""
                    insert into customer_account_number as n (company_id, last) values (?, ?)
                    on conflict (company_id) do update set last = n.last + ? returning last""", row -> row.getLong(1), companyId, FIRST + wanted - 1, wanted);
            List<String> fresh = LongStream.rangeClosed(last - wanted + 1, last).mapToObj(number -> CheckDigit.with(Long.toString(number))).toList();
            // numbers of another system may look the same
            Set<String> taken = new HashSet<>(database.list("select number from customer_account where company_id = ? and number = any(?)",
                    row -> row.getString(1), companyId, fresh.toArray(String[]::new)));
            fresh.stream().filter(number -> !taken.contains(number)).forEach(numbers::add);
        }
        return numbers;
    }
}
