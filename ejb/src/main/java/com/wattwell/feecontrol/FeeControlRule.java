package com.wattwell.feecontrol;

import java.time.LocalTime;
import java.util.List;
import java.util.stream.IntStream;

/**
 * When a company warns, cuts and gives back.
 *
 * @param enabled       whether anybody is cut by itself; warnings and restores go on without it
 * @param warnFen       levels of the available balance, falling; a warning at each
 * @param tripBelowFen  below this grace begins
 * @param restoreFromFen supply is given back from this on; not below the limit
 * @param graceMinutes  from being short to the cut, 0 to 43,200
 * @param cutFrom       local hours in which somebody may be cut, or {@code null} for all
 * @param cutOnRestDays whether on weekends and holidays too
 * @param permitOnly    whether a relay is only permitted to close, by the resident's key (合闸允许), or closed at once
 * @param lateSeconds   from paid to read back; later is an alarm
 */
public record FeeControlRule(boolean enabled, List<Long> warnFen, long tripBelowFen, long restoreFromFen, int graceMinutes, LocalTime cutFrom, LocalTime cutUntil, boolean cutOnRestDays,
                             boolean permitOnly, int lateSeconds) {

    /** Without a setting: warnings at 20, 10 and 0 yuan, and nobody is cut. */
    public static final FeeControlRule NOBODY_IS_CUT = new FeeControlRule(false, List.of(2_000L, 1_000L, 0L), 0, 1, 1_440, LocalTime.of(9, 0), LocalTime.of(16, 0), false, false, 60);

    /** By which a balance must have been above a level before that one is told of again. */
    public static final long MARGIN_FEN = 200;

    public FeeControlRule {
        warnFen = List.copyOf(warnFen);
    }

    /**
     * How many levels an amount lies below. One that was warned of counts until the amount has been above it by {@value #MARGIN_FEN} fen, so that a balance
     * that swings around a level is told of once.
     *
     * @param before how many it lay below
     */
    public int level(long availableFen, int before) {
        return (int) IntStream.range(0, warnFen.size()).filter(each -> availableFen < warnFen.get(each) + (each < before ? MARGIN_FEN : 0)).count();
    }

    public boolean isShort(long availableFen) {
        return availableFen < tripBelowFen;
    }

    /** Whether supply is given back: the limit of the restore, so that it does not go off again at once. */
    public boolean isEnough(long availableFen) {
        return availableFen >= restoreFromFen;
    }

    /** Whether somebody may be cut at a local time; hours over midnight too. */
    public boolean permits(LocalTime time) {
        if (cutFrom == null) {
            return true;
        }
        return cutFrom.isBefore(cutUntil) ? !time.isBefore(cutFrom) && time.isBefore(cutUntil) : !time.isBefore(cutFrom) || time.isBefore(cutUntil);
    }
}
