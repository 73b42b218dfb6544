package com.wattwell.connector.ra.line;

import com.wattwell.protocol.Dialogue;

/** Why a whole frame was dropped. */
public enum DropReason {
    ECHO, OTHER_ADDRESS, OTHER_FUNCTION, OTHER_IDENTIFIER, OTHER_SEQUENCE, UNREADABLE,
    /** Another protocol's frame than the one being spoken. */
    OTHER_PROTOCOL,
    /** Nothing was being asked: too late, or never asked for. */
    UNASKED;

    static DropReason of(Dialogue.Reason reason) {
        return valueOf(reason.name());
    }
}
