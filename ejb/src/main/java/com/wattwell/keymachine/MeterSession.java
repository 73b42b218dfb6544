package com.wattwell.keymachine;

import com.wattwell.protocol.dlt645.IdentityAuthentication;

/**
 * The session that a meter's security module has opened after its identity authentication; what is sealed holds for it alone.
 *
 * @param meterNumber the number for which the authentication was made
 * @param answer      random number 2 and ESAM serial number
 */
public record MeterSession(String meterNumber, IdentityAuthentication.Answer answer) {
}
