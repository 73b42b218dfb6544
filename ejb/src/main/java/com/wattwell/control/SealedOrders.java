package com.wattwell.control;

import com.wattwell.keymachine.KeyMachine;
import com.wattwell.keymachine.KeyMachineException;
import com.wattwell.keymachine.KeyMachines;
import com.wattwell.keymachine.MeterSession;
import com.wattwell.metermodel.ModelInUse;
import com.wattwell.platform.Aside;
import com.wattwell.protocol.dlt645.ControlCommand;
import com.wattwell.protocol.dlt645.IdentityAuthentication;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The way of an order to a meter that takes ciphertext only, between the steps that are written down: the key machine is asked here, in a thread
 * of its own and outside of any transaction, and {@link CommandWork} goes on from its row. A session lives in memory alone; after a crash
 * the command's lease runs out and it begins again with the authentication, which changes nothing at the meter.
 *
 * <p>Who comes back from the key machine goes on only while the lease is still the one it was given.
 */
@ApplicationScoped
public class SealedOrders {

    private static final Logger LOG = Logger.getLogger(SealedOrders.class.getName());

    @Inject
    private KeyMachines machines;
    @Inject
    private Aside aside;
    @Inject
    private CommandWork work;

    /** Whether this order must be sealed for this meter. */
    static boolean sealed(Command command, ModelInUse model) {
        return model.model().ciphertext() && command.order().level(model) >= 0;
    }

    boolean possible() {
        return machines.configured().isPresent();
    }

    /** Has the key machine make what opens a session, once this transaction has committed. */
    void authenticate(Command command, Instant lease) {
        aside.run(() -> ask(command.id(), lease, machine -> work.authenticate(command.id(), lease, machine.authenticate(command.address()))));
    }

    /** Has the key machine seal the order for the session that the meter has opened. */
    void seal(Command command, ModelInUse model, IdentityAuthentication.Answer answer, LocalDateTime acceptUntil, Instant lease) {
        MeterSession session = new MeterSession(command.address(), answer);
        if (command.order() instanceof PurchaseOrder purchase) {
            aside.run(() -> ask(command.id(), lease, machine -> work.actSealed(command.id(), lease, machine.sealPurchase(session, purchase.amountAndCount()))));
            return;
        }
        byte[] order = ControlCommand.order(((SupplyOrder) command.order()).action(), acceptUntil, model.model().style());
        aside.run(() -> ask(command.id(), lease, machine -> work.actSealed(command.id(), lease, machine.sealControl(session, order))));
    }

    @FunctionalInterface
    private interface Question {
        void of(KeyMachine machine);
    }

    private void ask(long command, Instant lease, Question question) {
        try {
            KeyMachine machine = machines.configured().orElseThrow(() -> new KeyMachineException(KeyMachineException.Kind.REFUSED, machines.state()));
            question.of(machine);
        } catch (KeyMachineException e) {
            work.notSealed(command, lease, e.kind() == KeyMachineException.Kind.UNREACHABLE, e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Command " + command + " begins again when its lease is over", e);
        }
    }
}
