package com.wattwell.connector.ra.line;

import com.wattwell.protocol.MeterProtocol;
import java.util.Map;

/**
 * What the lines behind one socket stand on.
 *
 * @param protocols by {@link MeterProtocol#name}
 */
public record LineContext(LineRules rules, Map<String, MeterProtocol> protocols, Loop loop, Wire wire, Gate gate,
                          Outcomes outcomes, LineFigures figures) {
}
