package com.wattwell.connector.ra.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import java.net.InetSocketAddress;
import java.util.Set;

/**
 * What a byte goes through, from the network to the line:
 *
 * <pre>
 *   [PROXY header]     from named balancers only, taken off once         {@link ProxyHeader}
 *   [TLS]              on the TLS port only                              {@link Tls}
 *   the socket         counts, limits, and the phase it is in            {@link CollectorSocket}
 *      [dialect]       on the ports that have one                        {@link DialectEnvelope}
 *      unregistered    first bytes become a registration                 {@link Unregistered}
 *      login           waits for the application's verdict               {@link Login}
 *      session         frames, heartbeats, noise                         {@link Session}
 *                      a frame goes to the line that asked
 * </pre>
 */
final class ReceivePipeline extends ChannelInitializer<Channel> {

    private final SocketContext context;
    private final Speech speech;
    private final Set<String> balancers;
    private final Tls tls;

    /** @param tls or {@code null} on the plain port */
    ReceivePipeline(SocketContext context, Speech speech, Set<String> balancers, Tls tls) {
        this.context = context;
        this.speech = speech;
        this.balancers = balancers;
        this.tls = tls;
    }

    @Override
    protected void initChannel(Channel channel) {
        String address = ((InetSocketAddress) channel.remoteAddress()).getAddress().getHostAddress();
        if (balancers.contains(address)) {
            channel.pipeline().addLast(ProxyHeader.decoder());
            channel.pipeline().addLast(new ProxyHeader(context, address, told -> box(channel, told)));
        } else {
            box(channel, address);
        }
    }

    private void box(Channel channel, String address) {
        ChannelPipeline pipeline = channel.pipeline();
        if (tls != null) {
            pipeline.addLast(tls.handler(channel));
        }
        pipeline.addLast(new CollectorSocket(context, speech, address));
    }
}
