package com.wattwell.keymachine;

import com.wattwell.protocol.MeterRequest.ParameterClass;
import com.wattwell.protocol.dlt645.IdentityAuthentication;

/**
 * The utility's key machine (加密机): it alone has the keys of meters with a security module (ESAM), and makes for them what takes a
 * password's place. It knows nothing of lines and sends nothing to a meter; whoever asks it does. One order goes so:
 *
 * <pre>
 *   key machine   authenticate(meter number)         → ciphertext 1, random number 1, dispersion factor
 *   meter         03, 070000FF                       → random number 2, ESAM serial number: its session
 *   key machine   sealControl(session, N1..N8)       → ciphertext and MAC
 *   meter         1C, PA = 98                        → accepted, or not
 * </pre>
 *
 * <p>Every method may take seconds, since a machine elsewhere is asked: it is only to be called where no database lock is held and no
 * transaction is open on rows that others want, and never by a thread that holds a meter's line. A session must be used within
 * its time, five minutes on most meters, and some meters take one message a session: ask anew for each order.
 *
 * <p>Bytes stand in the order in which they travel in DATA. Nothing that these methods return may be logged.
 */
public interface KeyMachine {

    /**
     * What opens a session with this meter.
     *
     * @param meterNumber up to twelve digits (04000402), on most meters the same as the address; the keys follow from it
     * @throws KeyMachineException when there is no such answer
     */
    IdentityAuthentication authenticate(String meterNumber);

    /**
     * Seals a control order for {@code MeterRequest.SecureSwitch}.
     *
     * @param order N1..N8, see {@code ControlCommand.order}
     * @return ciphertext (16) and MAC (4)
     * @throws KeyMachineException when there is no such answer
     */
    byte[] sealControl(MeterSession session, byte[] order);

    /**
     * Seals an item's data for {@code MeterRequest.SecureWrite}.
     *
     * @param item eight hex digits such as {@code 04000103}
     * @param data of the item, 1 to 180 bytes
     * @return data in clear (class 1) or ciphertext (class 2), and MAC (4)
     * @throws KeyMachineException when there is no such answer
     */
    byte[] sealParameter(MeterSession session, ParameterClass parameterClass, String item, byte[] data);

    /** Whether it seals purchases: asked before money is taken for a meter that counts its own. */
    default boolean sealsPurchases() {
        return false;
    }

    /**
     * Seals a purchase for the item {@code 070102FF}. The customer's number is the meter's.
     *
     * @param amountAndCount amount in fen (4) and number of the purchase (4), low byte first
     * @return amount (4), count (4), MAC 1 (4), customer number (6), MAC 2 (4), as they travel
     * @throws KeyMachineException when there is no such answer
     */
    default byte[] sealPurchase(MeterSession session, byte[] amountAndCount) {
        throw new KeyMachineException(KeyMachineException.Kind.REFUSED, "it seals no purchases");
    }
}
