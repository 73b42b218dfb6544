/**
 * What every meter protocol has in common. A protocol is a neighbour package that implements
 * {@link com.wattwell.protocol.MeterProtocol} and is listed in {@link com.wattwell.protocol.Protocols}; nothing here
 * branches on which one it is.
 */
package com.wattwell.protocol;
