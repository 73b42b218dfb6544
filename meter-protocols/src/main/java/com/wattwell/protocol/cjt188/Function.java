package com.wattwell.protocol.cjt188;

import com.wattwell.protocol.Hex;

/** Functions of CJ/T 188, D5..D0 of the control byte; those from 20H on are the manufacturers'. */
final class Function {

    static final int READ = 0x01;
    static final int READ_ADDRESS = 0x03;
    static final int WRITE = 0x04;
    static final int READ_KEY_VERSION = 0x09;
    static final int WRITE_ADDRESS = 0x15;
    static final int SYNCHRONISE = 0x16;

    private Function() {
    }

    /** The function with which an item is read or written. */
    static int of(int identifier, boolean write) {
        return switch (identifier) {
            case DataIdentifiers.ADDRESS -> READ_ADDRESS;
            case 0x8106 -> READ_KEY_VERSION;
            case DataIdentifiers.WRITE_ADDRESS -> WRITE_ADDRESS;
            case DataIdentifiers.SYNCHRONISE -> SYNCHRONISE;
            default -> write ? WRITE : READ;
        };
    }

    static boolean writes(int function) {
        return function == WRITE || function == WRITE_ADDRESS || function == SYNCHRONISE;
    }

    static String words(int function) {
        return switch (function) {
            case READ -> "read data";
            case READ_ADDRESS -> "read address";
            case WRITE -> "write data";
            case READ_KEY_VERSION -> "read key version";
            case WRITE_ADDRESS -> "write address";
            case SYNCHRONISE -> "write motor synchronisation";
            default -> "function " + Hex.of(function);
        };
    }
}
