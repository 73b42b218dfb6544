package com.wattwell.system.crash;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What payers were told: what the books are held against. Filled by all payers at once. */
final class Promises {

    /** Money taken at the counter, for which a receipt with this number was handed out. */
    record Receipt(String number, long account, long amountFen) {
    }

    /** Money that the channel has taken, as the payer saw it on his phone. @param number the channel's own */
    record Payment(String channel, String number, long account, long amountFen) {
    }

    private final Queue<Receipt> receipts = new ConcurrentLinkedQueue<>();
    private final Queue<Payment> payments = new ConcurrentLinkedQueue<>();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final AtomicInteger again = new AtomicInteger();

    void receipt(String number, long account, long amountFen) {
        receipts.add(new Receipt(number, account, amountFen));
    }

    void payment(String channel, String number, long account, long amountFen) {
        payments.add(new Payment(channel, number, account, amountFen));
    }

    /** A payer heard what nobody should hear. */
    void broken(String what) {
        broken.add(what);
    }

    /** Somebody asked once more, because there was no answer. */
    void again() {
        again.incrementAndGet();
    }

    List<Receipt> receipts() {
        return List.copyOf(receipts);
    }

    List<Payment> payments() {
        return List.copyOf(payments);
    }

    List<String> broken() {
        return List.copyOf(broken);
    }

    int asked() {
        return again.get();
    }
}
