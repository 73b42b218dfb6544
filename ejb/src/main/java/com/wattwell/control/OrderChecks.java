package com.wattwell.control;

import com.wattwell.keymachine.KeyMachine;
import com.wattwell.keymachine.KeyMachines;
import com.wattwell.metermodel.MeterPasswords;
import com.wattwell.metermodel.ModelInUse;
import com.wattwell.platform.RefusedException;
import com.wattwell.protocol.MeterRequest.Credentials;
import com.wattwell.protocol.UnsupportedRequestException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDateTime;
import java.util.Optional;

/** Whether an order can be given to a meter at all; what cannot is refused before anything is written down. */
@ApplicationScoped
public class OrderChecks {

    /** For looking whether an order can be encoded. */
    private static final LocalDateTime SOME_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    @Inject
    private MeterPasswords passwords;
    @Inject
    private KeyMachines keyMachines;

    /**
     * The model must have what the order is about, its protocol must have a request for it, and whatever proves that it may be given must be there.
     *
     * @param field named by a refusal
     * @throws RefusedException saying why not
     */
    void mustTake(int meterId, ModelInUse model, String address, CommandKind kind, Order order, String field) {
        if (kind.action() != null && !model.model().switches(kind.action())) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, field, "refused.noSwitch",
                    "Meters of the model " + model.model().name() + " cannot be switched so from here.", model.model().name());
        }
        int level = order.level(model);
        if (model.model().ciphertext() && level >= 0) {
            mustSeal(order, field);
            return;
        }
        Optional<Credentials> credentials = level < 0 ? Optional.empty() : passwords.of(meterId, model.model(), level);
        if (level >= 0 && credentials.isEmpty()) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, field, "refused.noPassword",
                    "Neither the meter nor its model has a password of level " + level + ".", level);
        }
        try {
            order.act(new Order.Sending(model, address, credentials.orElse(null), SOME_TIME, SOME_TIME));
        } catch (UnsupportedRequestException e) {
            throw new RefusedException(RefusedException.Kind.INVALID, field, "refused.unsupported", field + ": " + e.getMessage(), e.getMessage());
        }
    }

    private void mustSeal(Order order, String field) {
        if (keyMachines.configured().isEmpty()) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, field, "refused.noKeyMachine",
                    "This meter takes orders only in ciphertext, and " + keyMachines.state() + ".", keyMachines.state());
        }
        if (order instanceof PurchaseOrder) {
            keyMachines.configured().filter(KeyMachine::sealsPurchases).orElseThrow(() -> new RefusedException(RefusedException.Kind.CONFLICT, field, "refused.noPurchaseKeys",
                    "This meter takes purchases only in ciphertext, and the key machine seals none."));
        } else if (!(order instanceof SupplyOrder)) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, field, "refused.notSealed",
                    "This meter takes orders only in ciphertext, and orders of this kind are not sealed yet.");
        }
    }
}
