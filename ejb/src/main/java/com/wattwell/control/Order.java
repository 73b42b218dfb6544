package com.wattwell.control;

import com.wattwell.metermodel.ModelInUse;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.MeterRequest.Credentials;
import java.time.LocalDateTime;
import java.util.List;

/**
 * What a command does at its meter: what is sent, how its effect is looked at afterwards, and what a look means. Pure; the
 * command's way from row to row is {@link CommandWork}'s and {@link CommandOutcomes}'.
 */
interface Order {

    /**
     * What is known when an order is about to be sent.
     *
     * @param address     the meter's
     * @param credentials of the level the order needs, or {@code null} when it needs none
     * @param now         the site's local time
     * @param acceptUntil local time until which the meter may still accept a control order
     */
    record Sending(ModelInUse model, String address, Credentials credentials, LocalDateTime now, LocalDateTime acceptUntil) {
    }

    /**
     * A request.
     *
     * @param bytes with preamble
     * @param item  what it asks for, or {@code null}
     */
    record Question(byte[] bytes, String item) {

        static Question of(Sending sending, MeterRequest request) {
            String item = switch (request) {
                case MeterRequest.ReadItem read -> read.item();
                case MeterRequest.ReadProfile profile -> profile.item();
                default -> null;
            };
            return new Question(sending.model().protocol().encode(request), item);
        }
    }

    /** What a look says of an order's effect. */
    sealed interface Effect {

        /** It is there. @param detail key of the sentence that ends the story, its arguments behind {@code |} */
        record Done(String detail) implements Effect {
        }

        /** The meter has heard it, and it is not there yet: look again. @param unless key of the sentence when it never comes */
        record UnderWay(String unless) implements Effect {
        }

        /** It has not been sent yet, and goes out under this number of the meter's own. */
        record Numbered(int number) implements Effect {
        }

        /** The meter stands as if it had never heard it. */
        record Unheard() implements Effect {
        }
    }

    /** The password level the order needs, or -1. */
    default int level(ModelInUse model) {
        return -1;
    }

    /** The order with what nobody may read, where it has such a thing. */
    default Order with(String secret) {
        return this;
    }

    /** Key of the sentence that ends the story when the meter refuses to be looked at; its reason follows behind {@code |}. */
    default String unverifiable() {
        return "failed.unverifiable";
    }

    /** What is sent, in order; all of it must be accepted. @throws com.wattwell.protocol.UnsupportedRequestException when the meter's protocol has no such thing */
    List<Question> act(Sending sending);

    /** Whether the effect can be looked at afterwards; if not, the meter's word is all there is. */
    default boolean looks(ModelInUse model) {
        return false;
    }

    /** Whether a meter that refuses the order has surely not carried it out; if not, its effect is looked at all the same. */
    default boolean refusalProves() {
        return true;
    }

    /** What is asked afterwards to see the effect, if it can be. */
    default List<Question> look(Sending sending) {
        return List.of();
    }

    /**
     * What the answers to {@link #look} mean.
     *
     * @param accepted whether the meter said that it accepts the order
     */
    default Effect effect(List<MeterReply> looks, boolean accepted, LocalDateTime now) {
        return new Effect.Done("confirmed.accepted");
    }
}
