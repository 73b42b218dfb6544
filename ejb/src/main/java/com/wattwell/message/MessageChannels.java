package com.wattwell.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** The suppliers by their name. */
@ApplicationScoped
public class MessageChannels {

    private final List<MessageChannel> all;

    @Inject
    public MessageChannels(AliyunChannel aliyun, TencentChannel tencent, WechatOfficialAccountChannel wechat, AppChannel app) {
        this(List.of(aliyun, tencent, wechat, app));
    }

    protected MessageChannels() {
        this(List.of()); // the container's proxy wants it
    }

    public MessageChannels(List<MessageChannel> all) {
        this.all = all;
    }

    public MessageChannel of(Supplier supplier) {
        return all.stream().filter(each -> each.supplier() == supplier).findFirst().orElseThrow();
    }
}
