/**
 * CJ/T 188-2004 and -2018, the protocol of Chinese water, heat and gas meters (户用计量仪表数据传输技术条件). Start with
 * {@link com.wattwell.protocol.cjt188.Cjt188Protocol}; the items are the table {@code cjt188-di.csv} beside these classes.
 */
package com.wattwell.protocol.cjt188;
