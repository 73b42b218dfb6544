package com.wattwell.simulator.outside;

/** What is wrong with one letter. */
enum Mishap {
    NONE, WRONG_SIGNATURE, WRONG_AMOUNT
}
