package com.wattwell.ledger.journal;

import java.util.Arrays;
import java.util.List;

/**
 * A statement about a company's books that can be checked (对账证明). Every bean of this type is proved each night and on demand; a part that knows more, such as a
 * channel's statements, brings its own. Each look at the rows is one statement, so that what is posted meanwhile does not make it wrong.
 */
public interface Proof {

    /** Wrong rows that are named; more are only counted. */
    int MAX_WRONG = 20;

    /** Key of the portal's texts below {@code proof.}, and what the row is kept under. */
    String name();

    Finding prove(int companyId);

    /** What a figure counts. */
    enum Unit { FEN, COUNT, SECONDS, TEXT }

    /**
     * @param name  key of the portal's texts below {@code proof.figure.}
     * @param value a number in its unit, or a text
     */
    record Figure(String name, Unit unit, String value) {
        public static Figure fen(String name, long fen) {
            return new Figure(name, Unit.FEN, Long.toString(fen));
        }

        public static Figure count(String name, long count) {
            return new Figure(name, Unit.COUNT, Long.toString(count));
        }

        public static Figure seconds(String name, long seconds) {
            return new Figure(name, Unit.SECONDS, Long.toString(seconds));
        }

        public static Figure text(String name, String text) {
            return new Figure(name, Unit.TEXT, text);
        }
    }

    /**
     * A row that is wrong.
     *
     * @param what      key of the portal's texts below {@code proof.wrong.}
     * @param arguments of that text
     */
    record Wrong(String what, List<String> arguments) {
        public static Wrong of(String what, Object... arguments) {
            return new Wrong(what, Arrays.stream(arguments).map(String::valueOf).toList());
        }
    }

    /**
     * What was found.
     *
     * @param wrong the first rows that are wrong; empty if it holds
     */
    record Finding(List<Figure> figures, List<Wrong> wrong) {
        public Finding {
            figures = List.copyOf(figures);
            wrong = List.copyOf(wrong);
        }

        public boolean holds() {
            return wrong.isEmpty();
        }
    }
}
