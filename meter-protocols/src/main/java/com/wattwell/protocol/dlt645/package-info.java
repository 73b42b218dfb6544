/** DL/T 645: the frame that both editions share, and functions, identifiers and dialogue of DL/T 645-2007. */
package com.wattwell.protocol.dlt645;
