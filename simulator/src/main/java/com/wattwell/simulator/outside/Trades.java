package com.wattwell.simulator.outside;

import com.wattwell.simulator.outside.Trade.Payment;
import com.wattwell.simulator.outside.Trade.Refund;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** All trades of the outside world's payment channels, the newest {@value #MOST} of them. */
final class Trades {

    static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final int MOST = 20_000;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");

    private final Clock clock;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, Trade> byKey = new LinkedHashMap<>();

    Trades(Clock clock) {
        this.clock = clock;
        numbers.set(clock.millis() % 10_000_000_000L);
    }

    /** Something that the channel refuses, with the word it has for it. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        final String code;

        Refused(String code, String message) {
            super(message);
            this.code = code;
        }
    }

    String nextNumber(Channel channel) {
        String day = DAY.format(clock.instant().atZone(CHINA));
        return channel == Channel.ALIPAY ? day + "22001" + "%015d".formatted(numbers.incrementAndGet()) : "4200" + day + "%016d".formatted(numbers.incrementAndGet());
    }

    /** A new one, or the waiting one with this number when all else is the same. */
    synchronized Trade open(Trade wanted) throws Refused {
        Trade there = byKey.get(key(wanted.channel, wanted.merchant, wanted.order));
        if (there == null) {
            byKey.put(key(wanted.channel, wanted.merchant, wanted.order), wanted);
            if (byKey.size() > MOST) {
                byKey.remove(byKey.keySet().iterator().next());
            }
            return wanted;
        }
        if (current(there) == Trade.State.CLOSED) {
            throw new Refused("TRADE_CLOSED", "the trade is closed");
        }
        if (there.state == Trade.State.PAID) {
            throw new Refused("TRADE_PAID", "the trade is paid");
        }
        if (there.amountFen != wanted.amountFen) {
            throw new Refused("TRADE_DIFFERS", "another amount under the same number");
        }
        return there;
    }

    synchronized Optional<Trade> find(Channel channel, Merchant merchant, String order) {
        Trade trade = byKey.get(key(channel, merchant, order));
        if (trade != null) {
            current(trade);
        }
        return Optional.ofNullable(trade);
    }

    /** By the number of a payment. */
    synchronized Optional<Trade> paidUnder(Channel channel, String number) {
        return byKey.values().stream().filter(trade -> trade.channel == channel && trade.payments.stream().anyMatch(payment -> payment.number.equals(number)))
                .findFirst();
    }

    synchronized Optional<Trade> byCode(String code) {
        return byKey.values().stream().filter(trade -> trade.code.equals(code)).findFirst();
    }

    /** The newest first. */
    synchronized List<Trade> latest(int most) {
        List<Trade> all = new ArrayList<>(byKey.values());
        return all.reversed().stream().peek(this::current).limit(most).toList();
    }

    /** @param again whether it may be paid although it is paid already, as by two people at once */
    synchronized Payment pay(Trade trade, long amountFen, String payer, boolean again) throws Refused {
        if (current(trade) == Trade.State.CLOSED) {
            throw new Refused("TRADE_CLOSED", "the trade is closed");
        }
        if (trade.state == Trade.State.PAID && !again) {
            throw new Refused("TRADE_PAID", "the trade is paid");
        }
        Payment payment = new Payment(nextNumber(trade.channel), amountFen, clock.instant(), payer);
        trade.payments.add(payment);
        trade.state = Trade.State.PAID;
        return payment;
    }

    synchronized void close(Trade trade) throws Refused {
        if (current(trade) == Trade.State.PAID) {
            throw new Refused("TRADE_PAID", "the trade is paid");
        }
        trade.state = Trade.State.CLOSED;
    }

    /** The same refund again when its number is known. */
    synchronized Refund refund(Trade trade, String paymentNumber, String number, long amountFen, String reason) throws Refused {
        for (Refund there : trade.refunds) {
            if (there.number().equals(number)) {
                if (there.amountFen() != amountFen) {
                    throw new Refused("REFUND_DIFFERS", "another amount under the same number");
                }
                return there;
            }
        }
        if (!trade.isPaid()) {
            throw new Refused("TRADE_NOT_PAID", "the trade is not paid");
        }
        Payment payment = trade.payments.stream().filter(each -> paymentNumber == null || each.number.equals(paymentNumber)).findFirst()
                .orElseThrow(() -> new Refused("TRADE_NOT_EXIST", "no such payment"));
        long before = trade.refunds.stream().filter(refund -> refund.payment().equals(payment.number)).mapToLong(Refund::amountFen).sum();
        if (amountFen < 1 || before + amountFen > payment.amountFen) {
            throw new Refused("REFUND_TOO_MUCH", "more than was paid");
        }
        Refund refund = new Refund(number, "50300" + nextNumber(Channel.WECHAT).substring(4), amountFen, payment.number, clock.instant(), reason);
        trade.refunds.add(refund);
        return refund;
    }

    /** What a merchant's statement of a day of China tells: trades with any payment or refund on it. */
    synchronized List<Trade> on(Channel channel, Merchant merchant, LocalDate day) {
        return byKey.values().stream().filter(trade -> trade.channel == channel && trade.merchant == merchant
                && (trade.payments.stream().anyMatch(payment -> isOn(payment.at, day)) || trade.refunds.stream().anyMatch(refund -> isOn(refund.at(), day)))).toList();
    }

    static boolean isOn(Instant at, LocalDate day) {
        return at.atZone(CHINA).toLocalDate().equals(day);
    }

    private Trade.State current(Trade trade) {
        if (trade.state == Trade.State.WAITING && clock.instant().isAfter(trade.expires)) {
            trade.state = Trade.State.CLOSED;
        }
        return trade.state;
    }

    private static String key(Channel channel, Merchant merchant, String order) {
        return channel + " " + merchant.company + " " + order;
    }
}
