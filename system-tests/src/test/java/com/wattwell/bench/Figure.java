package com.wattwell.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of the table.
 *
 * @param benchmark name of the benchmark it came from
 * @param what      was measured, in words
 * @param unit      of the measured values and of the reference
 * @param measured  one value a run
 * @param reference the ceiling or ideal of the same run, or {@code null} when it stands for itself
 * @param share     measured against reference, from 0 to 1 and beyond; or {@code null}
 * @param aim       what was aimed at, or {@code null}
 * @param met       whether it was reached; meaningless without an aim
 * @param remarks   what a reader has to know beside the number
 */
record Figure(String benchmark, String what, String unit, Samples measured, Reference reference, Double share, String aim, boolean met,
              List<String> remarks) {

    /** Something better than which the measured value cannot be, or need not be. */
    record Reference(String what, Samples values) {
    }

    Figure {
        remarks = List.copyOf(remarks);
    }

    /** A figure that stands for itself. */
    static Figure plain(String benchmark, String what, String unit, Samples measured, String... remarks) {
        return new Figure(benchmark, what, unit, measured, null, null, null, false, List.of(remarks));
    }

    /** The same beside a reference. @param share measured against reference, so that 1 is perfect */
    Figure beside(String reference, Samples values, double share) {
        return new Figure(benchmark, what, unit, measured, new Reference(reference, values), share, aim, met, remarks);
    }

    /** The same with an aim. */
    Figure aiming(String wanted, boolean reached) {
        return new Figure(benchmark, what, unit, measured, reference, share, wanted, reached, remarks);
    }

    /** The same with one more remark. */
    Figure remark(String remark) {
        List<String> all = new ArrayList<>(remarks);
        all.add(remark);
        return new Figure(benchmark, what, unit, measured, reference, share, aim, met, all);
    }
}
