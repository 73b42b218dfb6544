package com.wattwell.simulator;

import com.wattwell.simulator.Statistics.Counter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One TCP connection of a collector, from its registration until either side ends it. */
final class CollectorSocket extends ChannelInboundHandlerAdapter {

    private final RunningCollector collector;
    private final Statistics statistics;
    private ChannelHandlerContext context;
    private Future<?> heart;
    private boolean reading;
    private boolean silent;
    private boolean unflushed;

    CollectorSocket(RunningCollector collector, Statistics statistics) {
        this.collector = collector;
        this.statistics = statistics;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        statistics.add(Counter.CONNECTIONS);
        for (Mishaps.Piece piece : collector.registration()) {
            if (piece.laterMillis() == 0) {
                send(piece.bytes());
            } else {
                ctx.executor().schedule(() -> send(piece.bytes()), piece.laterMillis(), TimeUnit.MILLISECONDS);
            }
        }
        Heartbeat heartbeat = collector.plan().heartbeat();
        if (heartbeat.everySeconds() > 0) {
            long pause = heartbeat.everySeconds() * 1000L;
            heart = ctx.executor().scheduleAtFixedRate(this::beat, collector.firstBeatMillis(pause), pause, TimeUnit.MILLISECONDS);
        }
        collector.connected(this);
    }

    private void beat() {
        statistics.add(Counter.HEARTBEATS);
        send(collector.plan().heartbeat().bytes());
    }

    void send(byte[] bytes) {
        if (silent) {
            return;
        }
        statistics.add(Counter.BYTES_SENT, bytes.length);
        context.write(Unpooled.wrappedBuffer(bytes), context.voidPromise());
        if (reading) {
            unflushed = true;
        } else {
            context.flush();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf received = (ByteBuf) message;
        try {
            statistics.add(Counter.BYTES_RECEIVED, received.readableBytes());
            if (!silent) {
                byte[] bytes = new byte[received.readableBytes()];
                received.readBytes(bytes);
                reading = true;
                collector.received(bytes);
            }
        } finally {
            received.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        if (unflushed) {
            unflushed = false;
            ctx.flush();
        }
    }

    /** The box hears and says nothing any more, and the other side does not learn of it. */
    void goSilent() {
        silent = true;
        stopBeating();
    }

    void close() {
        context.close();
    }

    private void stopBeating() {
        if (heart != null) {
            heart.cancel(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stopBeating();
        statistics.add(Counter.LOST_CONNECTIONS);
        collector.lost(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
