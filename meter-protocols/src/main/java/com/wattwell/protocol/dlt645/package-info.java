/**
 * DL/T 645-1997 and -2007, the protocols of Chinese electricity meters.
 *
 * <p>Both editions share the frame ({@link com.wattwell.protocol.dlt645.Dlt645Frame}); what differs is in
 * {@link com.wattwell.protocol.dlt645.Edition} and {@link com.wattwell.protocol.dlt645.Function}. What an identifier means is
 * data: the CSV files beside these classes say which identifiers there are, what fields a record has and what the bits of a
 * word say.
 */
package com.wattwell.protocol.dlt645;
