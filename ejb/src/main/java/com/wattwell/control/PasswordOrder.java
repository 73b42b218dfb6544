package com.wattwell.control;

import com.wattwell.metermodel.ModelInUse;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.MeterRequest.Credentials;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/**
 * Changes the password of a level. The meter's word that it did is proof enough. Nothing reads a password back, so after an unclear
 * outcome the new one is tried with a write that does no harm: the present time. A refusal of that proves nothing, as a make may not
 * let this level set the clock, and is not tried again, as meters lock themselves after a few wrong passwords.
 *
 * @param newPassword six digits, or {@code null} while it is only looked whether the order can be given at all
 */
record PasswordOrder(int passwordLevel, String newPassword) implements Order {

    private static final String ANY = "000000";
    private static final Map<String, String> TIME = Map.of("DLT645_2007", "04000102", "DLT645_1997", "C011");

    @Override
    public int level(ModelInUse model) {
        return passwordLevel;
    }

    @Override
    public Order with(String secret) {
        return new PasswordOrder(passwordLevel, secret);
    }

    @Override
    public List<Question> act(Sending sending) {
        return List.of(Question.of(sending, new MeterRequest.ChangePassword(sending.address(), sending.credentials(), passwordLevel,
                newPassword == null ? ANY : newPassword)));
    }

    @Override
    public List<Question> look(Sending sending) {
        Credentials tried = new Credentials(passwordLevel, newPassword, sending.model().model().operator());
        return List.of(Question.of(sending, new MeterRequest.WriteItem(sending.address(), TIME.get(sending.model().protocol().name()),
                List.of(DateTimeFormatter.ofPattern("HHmmss").format(sending.now())), tried)));
    }

    @Override
    public Effect effect(List<MeterReply> looks, boolean accepted, LocalDateTime now) {
        return looks.getFirst() instanceof MeterReply.Accepted ? new Effect.Done("confirmed.passwordTried") : new Effect.UnderWay("failed.passwordUnclear");
    }

    @Override
    public String unverifiable() {
        return "failed.passwordUnclear";
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "PasswordOrder[level=" + passwordLevel + "]";
    }
}
