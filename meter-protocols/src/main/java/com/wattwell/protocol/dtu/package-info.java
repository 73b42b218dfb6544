/**
 * What collectors (DTU, 采集器) send on their TCP connection besides the frames of meters: registrations, heartbeats and the
 * packets of their makers ({@link com.wattwell.protocol.dtu.Dialect}), and the neighbours that use the same connections.
 */
package com.wattwell.protocol.dtu;
