package com.wattwell.connector.ra.socket;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The listening ports and the threads behind them: native epoll where it is present, else the portable transport. */
final class Ports {

    /** Connections that wait in the system to be accepted; a fleet that comes back at once must not be turned away there. */
    private static final int BACKLOG = 4096;
    /** Requests are small and one at a time: more unsent bytes than this mean a closed window. */
    private static final WriteBufferWaterMark WRITE_MARKS = new WriteBufferWaterMark(8 * 1024, 32 * 1024);
    /** A reply is some tens of bytes; a read grows from here to as many as are kept of a socket. */
    private static final int MIN_READ = 128;
    private static final long STOP_SECONDS = 5;

    private final EventLoopGroup threads;
    private final Class<? extends ServerSocketChannel> kind;
    private final List<Channel> listening = new ArrayList<>();
    private boolean letIn;
    private boolean reading = true;

    /** @param threads event loops; 0 for one per processor */
    Ports(int threads) {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        int count = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        this.threads = new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory("wattwell-collectors", true), factory);
        this.kind = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /**
     * Takes the port; nobody is let in before {@link #letIn}, connections wait in the system until then.
     *
     * @throws IOException when the port is taken; the message names it
     */
    synchronized InetSocketAddress bind(InetSocketAddress address, SocketContext context, Speech speech, Set<String> balancers, Tls tls) throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(threads)
                .channel(kind)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.AUTO_READ, letIn && reading)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(MIN_READ, MIN_READ, context.rules().bytesKept()))
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_MARKS)
                .childHandler(new ReceivePipeline(context, speech, balancers, tls));
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot listen on " + address + ": " + bound.cause().getMessage(), bound.cause());
        }
        listening.add(bound.channel());
        return (InetSocketAddress) bound.channel().localAddress();
    }

    /** Whether there is somebody who answers logins. */
    synchronized void letIn(boolean now) {
        letIn = now;
        accept();
    }

    /** Whether sockets are read, and so accepted. */
    synchronized void reading(boolean now) {
        reading = now;
        accept();
    }

    private void accept() {
        listening.forEach(channel -> channel.config().setAutoRead(letIn && reading));
    }

    /** Closes the ports; sockets live on until {@link #stop}. */
    synchronized void close() {
        listening.forEach(channel -> channel.close().awaitUninterruptibly());
        listening.clear();
    }

    /** Ends the threads and whatever is still open. */
    void stop() {
        close();
        threads.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
    }
}
