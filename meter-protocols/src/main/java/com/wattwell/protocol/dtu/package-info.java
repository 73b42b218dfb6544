/**
 * What collectors (DTU, 采集器) send on their TCP connection besides the frames of meters: the registration at the head
 * and heartbeats between frames.
 */
package com.wattwell.protocol.dtu;
