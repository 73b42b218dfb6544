package com.wattwell.simulator;

import com.wattwell.simulator.Statistics.Counter;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;

/** Opens sockets to the server, only so many at a time, so that a whole town that comes at once is not refused at the door. */
final class Dialer {

    private static final int MOST_AT_ONCE = 256;
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int RECEIVE_BYTES = 512;

    private final SocketAddress server;
    private final Statistics statistics;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int dialling;

    Dialer(SocketAddress server, Statistics statistics) {
        this.server = server;
        this.statistics = statistics;
    }

    /** Connects on this event loop, now or when it is its turn; {@code failed} runs there when nobody answers. */
    void dial(EventLoop loop, CollectorSocket socket, Runnable failed) {
        begin(() -> connect(loop, socket, failed));
    }

    private void connect(EventLoop loop, CollectorSocket socket, Runnable failed) {
        new Bootstrap().group(loop).channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, TIMEOUT_MILLIS)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(RECEIVE_BYTES))
                .handler(socket)
                .connect(server)
                .addListener(done -> {
                    ended();
                    if (!done.isSuccess()) {
                        statistics.add(Counter.FAILED_CONNECTIONS);
                        failed.run();
                    }
                });
    }

    private void begin(Runnable dial) {
        synchronized (this) {
            if (dialling == MOST_AT_ONCE) {
                waiting.add(dial);
                return;
            }
            dialling++;
        }
        dial.run();
    }

    private void ended() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                dialling--;
            }
        }
        if (next != null) {
            next.run();
        }
    }
}
