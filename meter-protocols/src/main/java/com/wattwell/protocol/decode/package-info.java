/** {@code wattwell decode}: frames as hex digits in, one JSON object a line out. */
package com.wattwell.protocol.decode;
