package com.wattwell.simulator.outside;

/** Through which payment channel a trade goes. */
enum Channel {
    ALIPAY, WECHAT
}
