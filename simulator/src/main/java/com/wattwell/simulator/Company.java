package com.wattwell.simulator;

/** An operating company of the town. */
public record Company(String code, String name) {
}
