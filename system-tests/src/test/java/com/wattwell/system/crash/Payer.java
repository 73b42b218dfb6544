package com.wattwell.system.crash;

import com.wattwell.system.Api;
import com.wattwell.system.Api.Answer;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * People who pay at one desk, one after the other: cash at the counter, or a code that they pay on their phones; for accounts that are counted here and for
 * meters that count by themselves. Whoever gets no answer asks again with the same token until he has one, as a form or another system does.
 */
final class Payer implements Callable<Void> {

    /** Longer than any crash takes: who still has no answer then was forgotten. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int MOST = 1_000;
    private static final long PAUSE_MILLIS = 100;
    /** One of so many pays for a meter that counts by itself. */
    private static final int METERS_SHARE = 6;
    /** One of so many presses the button twice. */
    private static final int TWICE_SHARE = 4;
    private static final int CREATED = 201;
    private static final int SERVER_ERROR = 500;
    private static final List<Integer> NOT_LET_IN = List.of(401, 403, 429);

    private final CrashTown town;
    private final Api cashier;
    private final Promises promises;
    private final Random random;
    private final BooleanSupplier over;

    Payer(CrashTown town, Api cashier, Promises promises, long seed, BooleanSupplier over) {
        this.town = town;
        this.cashier = cashier;
        this.promises = promises;
        this.random = new Random(seed);
        this.over = over;
    }

    @Override
    public Void call() throws InterruptedException {
        for (int i = 0; i < MOST && !over.getAsBoolean(); i++) {
            List<Long> accounts = random.nextInt(METERS_SHARE) == 0 ? town.meterAccounts() : town.serverAccounts();
            long account = accounts.get(random.nextInt(accounts.size()));
            int fen = 100 + random.nextInt(9_900);
            switch (random.nextInt(3)) {
                case 0 -> atTheCounter(account, fen);
                case 1 -> onThePhone("ALIPAY", account, fen);
                default -> onThePhone("WECHAT", account, fen);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return null;
    }

    private void atTheCounter(long account, int fen) throws InterruptedException {
        String token = Api.unique("crash-recharge-");
        Supplier<Answer> form = () -> cashier.post("/accounts/" + account + "/recharges", "{'tender':'CASH','amountFen':%d,'token':'%s'}", fen, token);
        JsonObject receipt = made(form, "a recharge");
        if (receipt == null) {
            return;
        }
        String number = receipt.getString("number");
        promises.receipt(number, account, fen);
        if (random.nextInt(TWICE_SHARE) == 0) {
            JsonObject same = made(form, "the same recharge");
            if (same != null && !same.getString("number").equals(number)) {
                promises.broken("the form " + token + " became receipt " + number + " and then " + same.getString("number"));
            }
        }
    }

    private void onThePhone(String channel, long account, int fen) throws InterruptedException {
        String token = Api.unique("crash-order-");
        JsonObject order = made(() -> cashier.post("/payment-orders", "{'account':%d,'channel':'%s','product':'QR','amountFen':%d,'token':'%s'}", account, channel, fen, token), "an order");
        // one whose server died before it heard the channel's answer has no code to pay
        if (order == null || !order.getString("state").equals("OPEN")) {
            return;
        }
        Answer paid = Api.send(HttpRequest.newBuilder(URI.create(town.worldUrl() + "/control/pay?order=" + order.getString("number"))).POST(BodyPublishers.noBody()));
        if (paid.status() == 200) {
            promises.payment(channel, paid.json().getString("number"), account, fen);
        } else {
            promises.broken("the code of order " + order.getString("number") + " could not be paid: " + paid.body());
        }
    }

    /** @return what was made, or {@code null} when it was refused */
    private JsonObject made(Supplier<Answer> question, String what) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                Answer answer = question.get();
                if (answer.status() == CREATED) {
                    return answer.json();
                }
                if (decided(answer)) {
                    promises.broken(what + " was refused with " + answer.status() + ": " + answer.body());
                    return null;
                }
            } catch (UncheckedIOException gone) {
                // killed: whether it was done will be told by who comes after
            }
            promises.again();
            TimeUnit.MILLISECONDS.sleep(2 * PAUSE_MILLIS);
        }
        promises.broken(what + " was not answered within " + PATIENCE.toMinutes() + " minutes");
        return null;
    }

    /** A refusal by the application itself: a server that is just starting, or has no database, answers otherwise. */
    private static boolean decided(Answer answer) {
        return answer.type().startsWith("application/problem+json") && answer.status() < SERVER_ERROR && !NOT_LET_IN.contains(answer.status());
    }
}
