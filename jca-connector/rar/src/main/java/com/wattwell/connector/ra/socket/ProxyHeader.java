package com.wattwell.connector.ra.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * First thing on a connection from a named balancer: its PROXY protocol version 2 header, which tells where the box
 * really is. After it the pipeline goes on as on any other connection.
 */
final class ProxyHeader extends ChannelInboundHandlerAdapter {

    /** Type-length-values that a balancer may add; more than this is no header of ours. */
    private static final int MAX_TLV_BYTES = 1024;

    private final SocketContext context;
    private final String balancer;
    private final Consumer<String> goOn;
    private ScheduledFuture<?> deadline;
    private boolean refused;

    /** @param goOn completes the pipeline for a box at that address */
    ProxyHeader(SocketContext context, String balancer, Consumer<String> goOn) {
        this.context = context;
        this.balancer = balancer;
        this.goOn = goOn;
    }

    static HAProxyMessageDecoder decoder() {
        return new HAProxyMessageDecoder(MAX_TLV_BYTES);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline = ctx.executor().schedule(() -> refuse(ctx, "no header in time"),
                context.rules().registrationDeadline().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        deadline.cancel(false);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof HAProxyMessage header)) {
            ReferenceCountUtil.release(message);
            refuse(ctx, "bytes in front of the header");
            return;
        }
        try {
            if (header.protocolVersion() != HAProxyProtocolVersion.V2) {
                refuse(ctx, "version 1");
                return;
            }
            boolean ofItself = header.command() == HAProxyCommand.LOCAL || header.sourceAddress() == null;
            goOn.accept(ofItself ? balancer : header.sourceAddress());
            ctx.pipeline().remove(this);
        } finally {
            header.release();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        refuse(ctx, "no PROXY header");
    }

    private void refuse(ChannelHandlerContext ctx, String detail) {
        if (refused) {
            return; // what still comes before the end is no news
        }
        refused = true;
        context.refusals().refused(Refusal.PROXY_MISSING, balancer, detail);
        ctx.close();
    }
}
