package com.wattwell.protocol.dtu;

import com.wattwell.protocol.Probe;

/** Decides whether a packet starts exactly at a place; never reads at or past {@code to}. */
@FunctionalInterface
interface Prober {

    Probe at(byte[] bytes, int from, int to);
}
