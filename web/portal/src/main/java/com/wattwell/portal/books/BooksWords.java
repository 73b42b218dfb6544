package com.wattwell.portal.books;

import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.journal.Proof;
import com.wattwell.portal.Numbers;
import com.wattwell.portal.Texts;
import com.wattwell.portal.Times;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;

/** The books in people's words. */
@Named("books")
@RequestScoped
public class BooksWords {

    @Inject
    private Texts texts;
    @Inject
    private Numbers numbers;
    @Inject
    private Times times;

    public EntryKind[] getKinds() {
        return EntryKind.values();
    }

    public HouseAccount[] getHouses() {
        return HouseAccount.values();
    }

    /** Fen as yuan with two places. */
    public String yuan(long fen) {
        return numbers.value(BigDecimal.valueOf(fen, 2));
    }

    /** A house account's name, or the number of a customer's account. */
    public String account(String house, String customer) {
        return house == null ? texts.of("books.customer", customer) : texts.word("house", house);
    }

    /** The name of a figure; some name a kind of entry or an account behind a point. */
    public String name(Proof.Figure figure) {
        int point = figure.name().indexOf('.');
        if (point < 0) {
            return texts.word("proof.figure", figure.name());
        }
        String about = figure.name().substring(point + 1);
        String family = figure.name().substring(0, point);
        return family.equals("kind") ? texts.word("entry", about) : texts.word("proof.figure", family) + " · " + texts.word("house", about);
    }

    public String value(Proof.Figure figure) {
        return switch (figure.unit()) {
            case FEN -> texts.of("books.yuan", yuan(Long.parseLong(figure.value())));
            case COUNT -> numbers.count(Long.parseLong(figure.value()));
            case SECONDS -> times.seconds((int) Math.min(Integer.MAX_VALUE, Long.parseLong(figure.value())));
            case TEXT -> figure.value();
        };
    }

    /** What is wrong with a row. */
    public String wrong(Proof.Wrong wrong) {
        return texts.of("proof.wrong." + wrong.what(), wrong.arguments().stream().map(argument -> (Object) word(argument)).toArray());
    }

    /** A house account or a kind by its name; anything else as it is. */
    private String word(String argument) {
        String house = texts.word("house", argument);
        return house.equals(argument) ? texts.word("entry", argument) : house;
    }
}
